//! The description itself: OpenAPI 3.0 as YAML and JSON, and OpenAPI 3.1.

use crate::problem::Problem;

use super::json::{Json, Object};
use super::lower::Dialect;

/// The bundle as OpenAPI 3.1: the same document with schemas of JSON Schema 2020-12 and rules that any validator runs.
///
/// Rules over query parameters stay in `x-drs-rules`, because OpenAPI has no schema that holds two parameters.
pub(super) fn version_3_1(bundle: &Json) -> Result<Json, Problem> {
    let mut document = Object::new();
    for (key, value) in bundle.as_object().into_iter().flatten() {
        let value = match key.as_str() {
            "openapi" => "3.1.0".into(),
            "info" => info(value),
            "components" => components(value)?,
            _ => rewrite(key, value)?,
        };
        document.insert(key.clone(), value);
    }
    Ok(document.into())
}

/// The name of the licence is an SPDX expression; where no `url` says more, readers of 3.1 want it as `identifier`.
fn info(info: &Json) -> Json {
    let mut info = info.clone();
    if let Json::Object(members) = &mut info
        && let Some(Json::Object(license)) = members.get_mut("license")
        && let Some(name) = license.get("name").filter(|_| !license.contains_key("url")).cloned()
    {
        license.insert("identifier".to_owned(), name);
    }
    info
}

fn components(components: &Json) -> Result<Json, Problem> {
    let members = components.as_object().into_iter().flatten().map(|(key, value)| {
        let value = if key == "schemas" { Dialect::OpenApi.map(value)? } else { rewrite(key, value)? };
        Ok((key.clone(), value))
    });
    Ok(Json::Object(members.collect::<Result<_, Problem>>()?))
}

/// A part of the document outside `components/schemas`, with the schemas in it rewritten.
fn rewrite(key: &str, value: &Json) -> Result<Json, Problem> {
    match value {
        _ if key == "schema" => Dialect::OpenApi.schema(value),
        _ if key == "example" || key == "examples" || key.starts_with("x-") => Ok(value.clone()),
        Json::Array(items) => {
            Ok(Json::Array(items.iter().map(|item| rewrite("", item)).collect::<Result<_, Problem>>()?))
        }
        Json::Object(members) => {
            let members = members.iter().map(|(key, value)| Ok((key.clone(), rewrite(key, value)?)));
            Ok(Json::Object(members.collect::<Result<_, Problem>>()?))
        }
        _ => Ok(value.clone()),
    }
}
