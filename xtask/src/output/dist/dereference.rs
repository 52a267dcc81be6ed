//! The description without references, for tools that do not follow them.

use super::json::{Json, Object};
use super::lower::COMPONENTS;
use super::schema::reachable;

/// Keys that are not worth their repetition; the other descriptions have them.
const LEFT_OUT: [&str; 2] = ["x-drs-source", "x-drs-erratum"];

/// The document with each reference replaced by what it refers to; what stands beside the reference wins.
///
/// A component that holds itself has no end, so it stays a component, and the reference inside it stays a reference.
pub(super) fn description(document: &Json) -> Json {
    let components = document.get("components").and_then(|components| components.get("schemas"));
    let components = components.and_then(Json::as_object).cloned().unwrap_or_default();
    let without = document.as_object().into_iter().flatten().filter(|(key, _)| *key != "components");
    let without = Json::object(without.map(|(key, value)| (key.clone(), value.clone())));
    let mut resolved = resolve(&without, &components, &mut Vec::new());
    let mut kept = Object::new();
    let mut missing = reachable(&resolved, &Object::new());
    while let Some(name) = missing.pop_first() {
        let schema = resolve(&components[&name], &components, &mut vec![name.clone()]);
        missing.extend(reachable(&schema, &Object::new()).into_iter().filter(|other| *other != name));
        kept.insert(name, schema);
        missing.retain(|name| !kept.contains_key(name));
    }
    let others = document.get("components").and_then(Json::as_object).into_iter().flatten();
    let mut parts: Object = others.map(|(key, value)| (key.clone(), value.clone())).collect();
    parts.shift_remove("schemas");
    if !kept.is_empty() {
        parts.insert("schemas".to_owned(), kept.into());
    }
    if let Json::Object(members) = &mut resolved {
        members.insert("components".to_owned(), parts.into());
    }
    resolved
}

/// A value without references, except to the components in `open`, inside which it stands.
fn resolve(value: &Json, components: &Object, open: &mut Vec<String>) -> Json {
    match value {
        Json::Array(items) => items.iter().map(|item| resolve(item, components, open)).collect(),
        Json::Object(members) => {
            let (target, own) = match (members.get("$ref"), members.get("allOf").map(Json::items)) {
                (Some(target), _) => (Some(target), "$ref"),
                (None, Some([only])) => (only.get("$ref"), "allOf"),
                _ => (None, ""),
            };
            let name = target.and_then(Json::as_str).and_then(|target| target.strip_prefix(COMPONENTS));
            let name = name.filter(|name| !open.iter().any(|open| open == name));
            let base = name.and_then(|name| {
                open.push(name.to_owned());
                let base = components.get(name).map(|schema| resolve(schema, components, open));
                open.pop();
                base
            });
            let kept =
                members.iter().filter(|(key, _)| !LEFT_OUT.contains(&key.as_str()) && (base.is_none() || *key != own));
            let mut resolved: Object =
                kept.map(|(key, member)| (key.clone(), resolve(member, components, open))).collect();
            for (key, member) in base.as_ref().and_then(Json::as_object).into_iter().flatten() {
                resolved.entry(key.clone()).or_insert_with(|| member.clone());
            }
            resolved.into()
        }
        _ => value.clone(),
    }
}
