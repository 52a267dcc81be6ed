//! Schemas wherever they stand in a description, mapped one by one.

use crate::problem::Problem;

use super::json::{Json, Object};

/// What is done with a schema and everything below it.
pub(super) type Map<'m> = &'m dyn Fn(&Json) -> Result<Json, Problem>;

/// A description with every schema in it mapped: components, and what stands under a key `schema`.
pub(super) fn map_schemas(document: &Json, map: Map<'_>) -> Result<Json, Problem> {
    let members = document.as_object().into_iter().flatten().map(|(key, value)| {
        let value = if key == "components" { components(value, map)? } else { below(key, value, map)? };
        Ok((key.clone(), value))
    });
    Ok(Json::Object(members.collect::<Result<_, Problem>>()?))
}

fn components(components: &Json, map: Map<'_>) -> Result<Json, Problem> {
    let members = components.as_object().into_iter().flatten().map(|(key, value)| {
        let value = if key == "schemas" { each(value, map)? } else { below(key, value, map)? };
        Ok((key.clone(), value))
    });
    Ok(Json::Object(members.collect::<Result<_, Problem>>()?))
}

/// A part of the document outside `components/schemas`.
fn below(key: &str, value: &Json, map: Map<'_>) -> Result<Json, Problem> {
    match value {
        _ if key == "schema" => map(value),
        _ if key == "example" || key == "examples" || key.starts_with("x-") => Ok(value.clone()),
        Json::Array(items) => items.iter().map(|item| below("", item, map)).collect::<Result<_, _>>().map(Json::Array),
        Json::Object(members) => {
            let members = members.iter().map(|(key, value)| Ok((key.clone(), below(key, value, map)?)));
            Ok(Json::Object(members.collect::<Result<_, Problem>>()?))
        }
        _ => Ok(value.clone()),
    }
}

/// Schemas by name, each mapped.
pub(super) fn each(schemas: &Json, map: Map<'_>) -> Result<Json, Problem> {
    let members = schemas.as_object().into_iter().flatten().map(|(name, schema)| Ok((name.clone(), map(schema)?)));
    Ok(Json::Object(members.collect::<Result<_, Problem>>()?))
}

/// The members of a schema of OpenAPI 3.0 with the schemas directly below it mapped.
pub(super) fn map_children(schema: &Json, map: Map<'_>) -> Result<Object, Problem> {
    let members = schema.as_object().into_iter().flatten().map(|(keyword, value)| {
        let value = match keyword.as_str() {
            "properties" => each(value, map)?,
            "items" | "additionalProperties" | "not" => map(value)?,
            "allOf" | "anyOf" | "oneOf" => Json::Array(value.items().iter().map(map).collect::<Result<_, Problem>>()?),
            _ => value.clone(),
        };
        Ok((keyword.clone(), value))
    });
    members.collect()
}
