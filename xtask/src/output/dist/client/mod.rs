//! The description that clients are generated from.
//!
//! It says the same of what goes over the wire as the faithful one, in the words that generators read alike: a client must
//! compile, send exactly what it was given, and send it to the right host.

mod constants;
mod responses;
mod schema;
mod service;

use crate::problem::Problem;

use super::document::map_schemas;
use super::json::{Json, Object};
use schema::Lowering;
pub(super) use service::by_service;

/// The whole contract for generators.
///
/// # Errors
/// Two error types of one operation, which no generator makes one method of.
pub(super) fn description(bundle: &Json) -> Result<Json, Problem> {
    let components = bundle.get("components").and_then(|components| components.get("schemas"));
    let components = components.and_then(Json::as_object).cloned().unwrap_or_default();
    let lowering = Lowering::new(&components);
    let mut document = map_schemas(bundle, &|schema| lowering.schema(schema))?;
    if let Json::Object(members) = &mut document {
        if let Some(Json::Object(components)) = members.get_mut("components")
            && let Some(Json::Object(schemas)) = components.get_mut("schemas")
        {
            schemas.retain(|name, _| !lowering.is_union(name));
            constants::name(schemas);
        }
        for operation in operations(members) {
            responses::plain(operation)?;
            operation.retain(|key, _| !schema::is_left_out(key));
        }
    }
    Ok(document)
}

/// Every operation of a document, to be changed.
fn operations(document: &mut Object) -> Vec<&mut Object> {
    let Some(Json::Object(paths)) = document.get_mut("paths") else { return Vec::new() };
    let items = paths.values_mut().filter_map(|item| match item {
        Json::Object(methods) => Some(methods.values_mut()),
        _ => None,
    });
    let operations = items.flatten().filter_map(|operation| match operation {
        Json::Object(members) if members.contains_key("operationId") => Some(members),
        _ => None,
    });
    operations.collect()
}

#[cfg(test)]
mod tests;
