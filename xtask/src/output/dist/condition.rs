//! Conditions of cross-field rules as JSON Schema 2020-12.
//!
//! The vocabulary of a condition is part of JSON Schema, so its keywords stay. Two things are added so that a strict
//! compiler takes the schema without an option: `type` where a condition looks inside a value, and an entry under
//! `properties` for each required name. The `type` stands beside a `not` and never inside it: a value of the wrong type
//! then meets neither a condition nor its opposite, and the rule stays silent about what `type` itself reports.

use crate::problem::Problem;

use super::json::{Json, Object};

/// Compiles a condition on a value; `known` is the type that the schema around it states already.
pub(super) fn compile(condition: &Json, known: Option<&'static str>) -> Result<Json, Problem> {
    let mut compiled = Object::new();
    let looks_into = kind(condition)?;
    match (known, looks_into) {
        (None, Some(kind)) => {
            compiled.insert("type".to_owned(), kind.into());
        }
        (Some(known), Some(kind)) if known != kind => {
            return Err(Problem::new(format!("a condition looks into a value of type `{known}` as `{kind}`")));
        }
        _ => {}
    }
    let known = known.or(looks_into);
    let mut properties = Object::new();
    for (keyword, value) in condition.as_object().into_iter().flatten() {
        let value = match keyword.as_str() {
            "properties" => {
                for (name, inner) in value.as_object().into_iter().flatten() {
                    properties.insert(name.clone(), compile(inner, None)?);
                }
                continue;
            }
            "required" => {
                for name in value.items().iter().filter_map(Json::as_str) {
                    properties.entry(name.to_owned()).or_insert(Json::Bool(true));
                }
                value.clone()
            }
            "items" => compile(value, None)?,
            "not" => compile(value, known)?,
            "anyOf" => {
                Json::Array(value.items().iter().map(|branch| compile(branch, known)).collect::<Result<_, _>>()?)
            }
            "enum" | "const" | "pattern" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => value.clone(),
            _ => return Err(Problem::new(format!("a condition cannot say `{keyword}`"))),
        };
        compiled.insert(keyword.clone(), value);
    }
    if !properties.is_empty() {
        let before_required = compiled.get_index_of("required").unwrap_or(compiled.len());
        compiled.shift_insert(before_required, "properties".to_owned(), properties.into());
    }
    Ok(compiled.into())
}

/// A compiled condition for tools of OpenAPI 3.1, which take a condition for a type of its own: members that it does not
/// name are none of its business, a list has items, and a schema is never a bare `true`.
pub(super) fn for_openapi(compiled: &Json) -> Json {
    match compiled {
        Json::Bool(true) => Object::new().into(),
        Json::Object(members) => {
            let mut open = Object::new();
            for (keyword, value) in members {
                let value = match keyword.as_str() {
                    "properties" => {
                        let properties = value.as_object().into_iter().flatten();
                        Json::object(properties.map(|(name, schema)| (name.clone(), for_openapi(schema))))
                    }
                    "items" | "not" => for_openapi(value),
                    "anyOf" => value.items().iter().map(for_openapi).collect(),
                    _ => value.clone(),
                };
                open.insert(keyword.clone(), value);
            }
            if members.contains_key("properties") {
                open.insert("unevaluatedProperties".to_owned(), Object::new().into());
            }
            if members.get("type").and_then(Json::as_str) == Some("array") && !members.contains_key("items") {
                open.insert("items".to_owned(), Object::new().into());
            }
            open.into()
        }
        _ => compiled.clone(),
    }
}

/// The type of value that a condition looks into, if it looks into one.
fn kind(condition: &Json) -> Result<Option<&'static str>, Problem> {
    let mut found = None;
    for (keyword, value) in condition.as_object().into_iter().flatten() {
        let kind = match keyword.as_str() {
            "required" | "properties" | "minProperties" | "maxProperties" => Some("object"),
            "items" | "minItems" | "maxItems" => Some("array"),
            "pattern" => Some("string"),
            "not" => kind(value)?,
            "anyOf" => common(value.items())?,
            _ => None,
        };
        match (found, kind) {
            (Some(one), Some(other)) if one != other => {
                return Err(Problem::new(format!("a condition looks into one value as `{one}` and as `{other}`")));
            }
            _ => found = found.or(kind),
        }
    }
    Ok(found)
}

/// The type that every branch looks into; a branch that compares the whole value looks into none.
fn common(branches: &[Json]) -> Result<Option<&'static str>, Problem> {
    let kinds = branches.iter().map(kind).collect::<Result<Vec<_>, _>>()?;
    Ok(kinds.first().copied().flatten().filter(|first| kinds.iter().all(|kind| *kind == Some(first))))
}
