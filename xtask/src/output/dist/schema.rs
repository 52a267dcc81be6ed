//! One JSON Schema 2020-12 file for each operation's request, complete in itself.

use std::collections::BTreeSet;

use crate::contract::{Operation, pascal_case};
use crate::problem::Problem;

use super::decimal;
use super::json::{Json, Object};
use super::lower::{COMPONENTS, Dialect};

/// The schema of what `operation` takes: its body, or the object of its query parameters.
///
/// `bundle` is the whole document. The file has only definitions that the request reaches, by name.
pub(super) fn request(operation: &Operation, bundle: &Json, version: &str) -> Result<Json, Problem> {
    let components = bundle.get("components").and_then(|components| components.get("schemas"));
    let components = components.and_then(Json::as_object).cloned().unwrap_or_default();
    let call = format!("`{}` ({} {})", operation.id, operation.method, operation.path);
    let (title, source, what) = if let Some(name) = &operation.request {
        let body = components.get(name).ok_or_else(|| Problem::new(format!("`{name}` is not a component")))?;
        (name.clone(), body.clone(), format!("Request body of {call}."))
    } else {
        let query = query(node(operation, bundle), &components);
        (format!("{}Query", pascal_case(&operation.id)), query, format!("Query parameters of {call}."))
    };
    let definitions = reachable(&source, &components);
    let mut root = Object::new();
    root.insert("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into());
    root.insert("$id".to_owned(), format!("urn:drs:contract:{version}:{}", operation.id).into());
    root.insert("title".to_owned(), title.into());
    let own = source.get("description").and_then(Json::as_str).map_or_else(String::new, |text| format!(" {text}"));
    root.insert("description".to_owned(), format!("{what}{own}").into());
    for (keyword, value) in Dialect::Standard.schema(&source)?.as_object().into_iter().flatten() {
        root.entry(keyword.clone()).or_insert_with(|| value.clone());
    }
    if !definitions.is_empty() {
        let lowered = definitions.iter().map(|name| Ok((name.clone(), Dialect::Standard.schema(&components[name])?)));
        root.insert("$defs".to_owned(), Json::Object(lowered.collect::<Result<_, Problem>>()?));
    }
    Ok(root.into())
}

/// The operation in the document.
fn node<'j>(operation: &Operation, bundle: &'j Json) -> Option<&'j Json> {
    bundle.get("paths")?.get(&operation.path)?.get(&operation.method.to_ascii_lowercase())
}

/// The query parameters of an operation as the schema of one object.
fn query(operation: Option<&Json>, components: &Object) -> Json {
    let parameters = operation.and_then(|operation| operation.get("parameters")).map(Json::items).unwrap_or_default();
    let parameters: Vec<_> =
        parameters.iter().filter(|parameter| parameter.get("in").and_then(Json::as_str) == Some("query")).collect();
    let name = |parameter: &&Json| parameter.get("name").and_then(Json::as_str).map(str::to_owned);
    let required = |parameter: &&&Json| parameter.get("required") == Some(&Json::Bool(true));
    let properties =
        parameters.iter().filter_map(|parameter| Some((name(parameter)?, property(parameter, components))));
    let mut object = Object::new();
    object.insert("type".to_owned(), "object".into());
    object.insert("properties".to_owned(), Json::object(properties));
    object.insert("required".to_owned(), parameters.iter().filter(required).filter_map(name).collect());
    object.insert("additionalProperties".to_owned(), false.into());
    if let Some(rules) = operation.and_then(|operation| operation.get("x-drs-rules")) {
        object.insert("x-drs-rules".to_owned(), rules.clone());
    }
    object.into()
}

/// The type of a query parameter with the parameter's description.
fn property(parameter: &Json, components: &Object) -> Json {
    let schema = parameter.get("schema").cloned().unwrap_or_else(|| Object::new().into());
    let target = schema.get("$ref").and_then(Json::as_str).and_then(|target| target.strip_prefix(COMPONENTS));
    let resolved = target.and_then(|name| components.get(name)).unwrap_or(&schema);
    let mut members = if resolved.get("type").and_then(Json::as_str) == Some("integer") {
        integer_or_text(resolved)
    } else if let Some(reference) = schema.get("$ref") {
        Object::from([("allOf".to_owned(), Json::Array(vec![Json::object([("$ref", reference.clone())])]))])
    } else {
        schema.as_object().cloned().unwrap_or_default()
    };
    if let Some(description) = parameter.get("description") {
        members.shift_insert(0, "description".to_owned(), description.clone());
    }
    members.into()
}

/// An integer that may also be written as the text that goes into the URL.
fn integer_or_text(integer: &Json) -> Object {
    let mut outer = Object::new();
    let mut number = Object::new();
    for (keyword, value) in integer.as_object().into_iter().flatten() {
        let target =
            if matches!(keyword.as_str(), "type" | "minimum" | "maximum" | "enum") { &mut number } else { &mut outer };
        target.insert(keyword.clone(), value.clone());
    }
    let mut text = Object::from([("type".to_owned(), "string".into())]);
    if let Some(values) = integer.get("enum") {
        let texts = values.items().iter().filter_map(Json::as_integer).map(|number| number.to_string());
        text.insert("enum".to_owned(), texts.collect());
    } else {
        let limit = |keyword| integer.get(keyword).and_then(Json::as_integer);
        text.insert("pattern".to_owned(), decimal::pattern(limit("minimum"), limit("maximum")).into());
    }
    outer.insert("anyOf".to_owned(), Json::Array(vec![number.into(), text.into()]));
    outer
}

/// Names of the components that a schema refers to, however deep.
pub(super) fn reachable(schema: &Json, components: &Object) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![schema];
    while let Some(value) = open.pop() {
        match value {
            Json::Array(items) => open.extend(items),
            Json::Object(members) => {
                for (key, member) in members {
                    let target =
                        member.as_str().filter(|_| key == "$ref").and_then(|target| target.strip_prefix(COMPONENTS));
                    if let Some(name) = target.filter(|name| found.insert((*name).to_owned())) {
                        open.extend(components.get(name));
                    }
                    open.push(member);
                }
            }
            _ => {}
        }
    }
    found
}
