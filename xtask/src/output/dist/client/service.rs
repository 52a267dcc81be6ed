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
    if let Some(servers) = servers.or_else(|| document.get("servers").cloned()) {
        document.insert("servers".to_owned(), servers.items().iter().flat_map(literal).collect());
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

/// A server for each value of its variables, that of the default first: some clients call a host with braces in it.
fn literal(server: &Json) -> Vec<Json> {
    let url = server.get("url").and_then(Json::as_str).unwrap_or_default().to_owned();
    let mut servers = vec![(url, None)];
    for (name, variable) in server.get("variables").and_then(Json::as_object).into_iter().flatten() {
        let default = variable.get("default");
        let others = variable.get("enum").map(Json::items).unwrap_or_default();
        let values = default.into_iter().chain(others.iter().filter(|value| Some(*value) != default));
        let values: Vec<_> = values.filter_map(Json::as_str).collect();
        let with = |(url, _): (String, _)| {
            let urls = values.iter().map(|value| (url.replace(&format!("{{{name}}}"), value), Some(*value)));
            urls.collect::<Vec<_>>()
        };
        servers = servers.into_iter().flat_map(with).collect();
    }
    let own = server.get("description");
    let described = |(url, value): (String, Option<&str>)| {
        let description = value.map(Json::from).or_else(|| own.cloned());
        Json::object([("url", url.into()), ("description", description.into())])
    };
    servers.into_iter().map(described).collect()
}
