//! The description for one service, which has one host.
//!
//! Most generators read the hosts at the top of a description only, so a client of the whole contract sends the calls of
//! one service to the other, with the token.

use super::super::json::Json;
use super::super::schema::reachable;

/// A description for each service, by the key of `x-drs-service`, in the order in which they occur.
pub(crate) fn by_service(document: &Json) -> Vec<(String, Json)> {
    let mut services: Vec<&str> = Vec::new();
    for service in operations(document).filter_map(|operation| service_of(operation)) {
        if !services.contains(&service) {
            services.push(service);
        }
    }
    services.into_iter().map(|service| (service.to_owned(), only(document, service))).collect()
}

fn operations(document: &Json) -> impl Iterator<Item = &Json> {
    let items = document.get("paths").and_then(Json::as_object).into_iter().flatten();
    items.flat_map(|(_, item)| item.as_object().into_iter().flatten().map(|(_, operation)| operation))
}

fn service_of(operation: &Json) -> Option<&str> {
    operation.get("x-drs-service")?.as_str()
}

/// The document with the operations of one service, the hosts at the top, and the components that they reach.
fn only(document: &Json, service: &str) -> Json {
    let mut document = document.as_object().cloned().unwrap_or_default();
    let mut servers = None;
    let mut tags = Vec::new();
    if let Some(Json::Object(paths)) = document.get_mut("paths") {
        for item in paths.values_mut() {
            let Json::Object(methods) = item else { continue };
            methods.retain(|_, operation| service_of(operation) == Some(service));
            for operation in methods.values_mut() {
                let Json::Object(members) = operation else { continue };
                servers = members.shift_remove("servers").or(servers);
                tags.extend(members.get("tags").map(Json::items).unwrap_or_default().iter().cloned());
            }
        }
        paths.retain(|_, item| item.as_object().is_some_and(|methods| !methods.is_empty()));
    }
    if let Some(servers) = servers {
        document.insert("servers".to_owned(), servers);
    }
    if let Some(Json::Array(all)) = document.get_mut("tags") {
        all.retain(|tag| tag.get("name").is_some_and(|name| tags.contains(name)));
    }
    let paths = document.get("paths").cloned().unwrap_or(Json::Null);
    if let Some(Json::Object(components)) = document.get_mut("components")
        && let Some(Json::Object(schemas)) = components.get_mut("schemas")
    {
        let kept = reachable(&paths, schemas);
        schemas.retain(|name, _| kept.contains(name));
    }
    document.into()
}
