//! The faithful description: OpenAPI 3.0 as YAML and JSON, and OpenAPI 3.1.

use crate::problem::Problem;

use super::document::map_schemas;
use super::json::{Json, Object};
use super::lower::Dialect;
use super::words::described;

/// The bundle for readers: the meanings of values stand in the descriptions too.
pub(super) fn version_3_0(bundle: &Json) -> Result<Json, Problem> {
    map_schemas(bundle, &described)
}

/// The bundle as OpenAPI 3.1: the same document with schemas of JSON Schema 2020-12 and rules that any validator runs.
///
/// Rules over query parameters stay in `x-drs-rules`, because OpenAPI has no schema that holds two parameters.
pub(super) fn version_3_1(bundle: &Json) -> Result<Json, Problem> {
    let mut document = map_schemas(bundle, &|schema| Dialect::OpenApi.schema(schema))?;
    if let Json::Object(members) = &mut document {
        members.insert("openapi".to_owned(), "3.1.0".into());
        if let Some(Json::Object(info)) = members.get_mut("info")
            && let Some(Json::Object(license)) = info.get_mut("license")
        {
            identify(license);
        }
    }
    Ok(document)
}

/// The name of the licence is an SPDX expression, which has a member of its own in 3.1, in place of an address.
fn identify(license: &mut Object) {
    license.shift_remove("url");
    if let Some(name) = license.get("name").cloned() {
        license.insert("identifier".to_owned(), name);
    }
}
