//! Schemas of OpenAPI 3.0 as JSON Schema 2020-12.
//!
//! Two dialects come out of one walk: that of OpenAPI 3.1, which keeps `x-` keys and formats, and the plain standard,
//! which a strict compiler loads without an option.

use crate::problem::Problem;

use super::json::{Json, Object};
use super::rules::Rules;
use super::words::add_meanings;

/// What the schemas are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// A document of OpenAPI 3.1: refs as they are, `x-` keys and formats stay.
    OpenApi,
    /// A JSON Schema file of its own: refs into `$defs`, keywords of the standard only.
    Standard,
}

/// Where refs of the bundle point.
pub(super) const COMPONENTS: &str = "#/components/schemas/";

/// Keywords of OpenAPI 3.0 that JSON Schema has not, and `format`, whose names no two tools share.
const OPENAPI_ONLY: [&str; 4] = ["discriminator", "xml", "externalDocs", "format"];

impl Dialect {
    /// One schema with everything below it.
    pub(super) fn schema(self, schema: &Json) -> Result<Json, Problem> {
        let Some(members) = schema.as_object() else { return Ok(schema.clone()) };
        let mut rules = Rules::of(schema)?;
        let nullable = members.get("nullable") == Some(&Json::Bool(true));
        let mut lowered = Object::new();
        for (keyword, value) in members {
            let (keyword, value) = match keyword.as_str() {
                "nullable" | "x-drs-rules" => continue,
                "$ref" => ("$ref", self.reference(value)),
                "allOf" if self == Self::Standard && value.items().len() == 1 => match value.items()[0].get("$ref") {
                    Some(target) => ("$ref", self.reference(target)),
                    None => ("allOf", self.list(value)?),
                },
                "allOf" | "anyOf" | "oneOf" => (keyword.as_str(), self.list(value)?),
                "properties" => ("properties", self.map(value)?),
                "items" | "additionalProperties" | "not" => (keyword.as_str(), self.schema(value)?),
                "example" => ("examples", Json::Array(vec![value.clone()])),
                "type" if nullable => ("type", Json::Array(vec![value.clone(), "null".into()])),
                "enum" if nullable && !value.items().contains(&Json::Null) => {
                    ("enum", Json::Array(value.items().iter().cloned().chain([Json::Null]).collect()))
                }
                "exclusiveMinimum" | "exclusiveMaximum" => {
                    let inclusive = if keyword == "exclusiveMinimum" { "minimum" } else { "maximum" };
                    match (value, members.get(inclusive)) {
                        (Json::Bool(true), Some(bound)) => (keyword.as_str(), bound.clone()),
                        _ => continue,
                    }
                }
                "minimum" if members.get("exclusiveMinimum") == Some(&Json::Bool(true)) => continue,
                "maximum" if members.get("exclusiveMaximum") == Some(&Json::Bool(true)) => continue,
                other if self == Self::Standard && (other.starts_with("x-") || OPENAPI_ONLY.contains(&other)) => {
                    continue;
                }
                other => (other, value.clone()),
            };
            lowered.insert(keyword.to_owned(), value);
        }
        add_meanings(schema, &mut lowered);
        match self {
            Self::Standard => {
                if let Some(comment) = rules.comment() {
                    lowered.insert("$comment".to_owned(), comment.into());
                }
            }
            Self::OpenApi if !rules.rest.is_empty() => {
                lowered.insert("x-drs-rules".to_owned(), Json::Array(std::mem::take(&mut rules.rest)));
            }
            Self::OpenApi => {}
        }
        if self == Self::OpenApi {
            rules.open();
        }
        rules.append(&mut lowered);
        if nullable && !members.contains_key("type") {
            return Ok(or_null(lowered));
        }
        Ok(lowered.into())
    }

    /// Schemas by name.
    pub(super) fn map(self, schemas: &Json) -> Result<Json, Problem> {
        let members = schemas.as_object().into_iter().flatten();
        let lowered = members.map(|(name, schema)| Ok((name.clone(), self.schema(schema)?)));
        Ok(Json::Object(lowered.collect::<Result<_, Problem>>()?))
    }

    fn list(self, schemas: &Json) -> Result<Json, Problem> {
        Ok(Json::Array(schemas.items().iter().map(|schema| self.schema(schema)).collect::<Result<_, _>>()?))
    }

    fn reference(self, target: &Json) -> Json {
        match (self, target.as_str().and_then(|target| target.strip_prefix(COMPONENTS))) {
            (Self::Standard, Some(name)) => format!("#/$defs/{name}").into(),
            _ => target.clone(),
        }
    }
}

/// A value that may also be null, where no `type` stands that could say so; its description stays outside.
fn or_null(mut schema: Object) -> Json {
    let description = schema.shift_remove("description").map(|text| ("description".to_owned(), text));
    let either = Json::Array(vec![schema.into(), Json::object([("type", "null".into())])]);
    Json::Object(description.into_iter().chain([("anyOf".to_owned(), either)]).collect())
}

#[cfg(test)]
mod tests;
