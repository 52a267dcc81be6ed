//! One schema, as every generator reads it alike.

use crate::problem::Problem;

use super::super::document::map_children;
use super::super::json::{Json, Object};
use super::super::lower::COMPONENTS;
use super::super::words::{add_meanings, append};

/// Keys that say nothing to a generator.
const LEFT_OUT: [&str; 6] =
    ["x-drs-source", "x-drs-erratum", "x-drs-rules", "x-drs-pattern-hint", "x-drs-examples", "x-enumDescriptions"];

/// Whether the description for generators goes without this key.
pub(super) fn is_left_out(key: &str) -> bool {
    LEFT_OUT.contains(&key)
}

/// What is known of the contract while its schemas are lowered.
pub(super) struct Lowering<'c> {
    components: &'c Object,
}

impl<'c> Lowering<'c> {
    pub(super) fn new(components: &'c Object) -> Self {
        Self { components }
    }

    /// Whether a component is text or a number, whichever comes: Go and Java have no type for that, and wrap it in one that
    /// is wrong for one of the two.
    pub(super) fn is_union(&self, component: &str) -> bool {
        let arms = self.components.get(component).and_then(|schema| schema.get("oneOf")).map(Json::items);
        let is_scalar =
            |arm: &Json| arm.get("type").and_then(Json::as_str).is_some_and(|name| name != "object" && name != "array");
        arms.is_some_and(|arms| arms.iter().all(is_scalar))
    }

    /// A schema with everything below it.
    pub(super) fn schema(&self, schema: &Json) -> Result<Json, Problem> {
        if schema.as_object().is_none() {
            return Ok(schema.clone());
        }
        if let Some(union) = target(schema).filter(|name| self.is_union(name)) {
            return Ok(self.any(schema, union));
        }
        let mut members = map_children(schema, &|child| self.schema(child))?;
        if schema.get("format").and_then(Json::as_str) == Some("password") {
            // Some clients make a type of it that is sent as asterisks.
            members.shift_remove("format");
            members.insert("x-drs-secret".to_owned(), true.into());
        }
        if let Some(default) = members.shift_remove("default") {
            // Most clients send the default of a member that nobody set.
            add_default(&mut members, &default);
            members.insert("x-drs-default".to_owned(), default);
        }
        add_meanings(schema, &mut members);
        if let Some(Json::Array(values)) = schema.get("enum") {
            let meaning = |value: &Json| schema.get("x-enumDescriptions")?.get(&shown(value)).cloned();
            let meanings: Option<Vec<_>> = values.iter().map(meaning).collect();
            if let Some(meanings) = meanings {
                members.insert("x-enum-descriptions".to_owned(), Json::Array(meanings));
            }
        }
        members.retain(|key, _| !is_left_out(key));
        Ok(members.into())
    }

    /// A value of any type in place of a union, with the words of both.
    fn any(&self, schema: &Json, union: &str) -> Json {
        let mut members = Object::new();
        let words = [Some(schema), self.components.get(union)].map(|schema| schema?.get("description")?.as_str());
        for words in words.into_iter().flatten() {
            append(&mut members, " ", words);
        }
        members.into()
    }
}

/// Name of the component that a schema is, by a bare `$ref` or an `allOf` of one.
fn target(schema: &Json) -> Option<&str> {
    let reference = schema.get("$ref").or_else(|| match schema.get("allOf")?.items() {
        [only] => only.get("$ref"),
        _ => None,
    });
    reference?.as_str()?.strip_prefix(COMPONENTS)
}

fn add_default(members: &mut Object, default: &Json) {
    let description = members.get("description").and_then(Json::as_str).unwrap_or_default();
    if !description.to_lowercase().contains("default") {
        append(members, " ", &format!("Server default: `{}`.", shown(default)));
    }
}

/// A value as it stands in a text.
pub(super) fn shown(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_text().trim_end().to_owned(), str::to_owned)
}
