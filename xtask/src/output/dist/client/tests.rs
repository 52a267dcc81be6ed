//! What every generator needs of the description for clients, over the whole of the real contract.

use std::collections::BTreeSet;

use jsonschema::Validator;
use serde_json::{Value, json};

use super::super::json::Json;
use super::super::lower::Dialect;
use super::super::tests::real::{made_of_real, real};
use crate::contract::Contract;
use crate::files::extension;

/// The real description for clients, and those of single services.
fn descriptions() -> Vec<(String, Value)> {
    let files = made_of_real().iter();
    let clients = files.filter(|(file, _)| file.starts_with("openapi-client") && extension(file) == "json");
    clients.map(|(file, text)| (file.clone(), serde_json::from_str(text).unwrap())).collect()
}

/// Calls `see` with every schema and where it stands.
fn each_schema(value: &Value, at: &str, see: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Object(members) => {
            let is_schema = !at.ends_with("/properties") && !at.ends_with("/schemas");
            let stands_in_schema = at.contains("/schemas/") || at.contains("/schema");
            if is_schema && stands_in_schema {
                see(at, value);
            }
            for (key, member) in members.iter().filter(|(key, _)| *key != "examples" && !key.starts_with("x-")) {
                each_schema(member, &format!("{at}/{key}"), see);
            }
        }
        Value::Array(items) => {
            for (position, item) in items.iter().enumerate() {
                each_schema(item, &format!("{at}/{position}"), see);
            }
        }
        _ => {}
    }
}

fn all(see: &mut dyn FnMut(&str, &Value)) {
    for (file, document) in descriptions() {
        each_schema(&document, &file, see);
    }
}

#[test]
fn no_member_has_a_default_that_a_client_would_send() {
    let mut moved = 0;
    all(&mut |at, schema| {
        assert!(schema.get("default").is_none(), "{at}");
        if schema.get("x-drs-default").is_some() {
            moved += 1;
            let words = schema["description"].as_str().unwrap().to_lowercase();
            assert!(words.contains("default"), "{at} does not say its default in words");
        }
    });
    assert!(moved > 0);
}

#[test]
fn no_value_is_text_or_number() {
    all(&mut |at, schema| assert!(schema.get("oneOf").is_none() && schema.get("anyOf").is_none(), "{at}"));
}

#[test]
fn secrets_are_texts_that_a_client_sends_as_they_are() {
    let mut secrets = 0;
    all(&mut |at, schema| {
        assert_ne!(schema.get("format"), Some(&json!("password")), "{at}");
        secrets += usize::from(schema.get("x-drs-secret") == Some(&json!(true)));
    });
    assert!(secrets > 0);
    let document = &descriptions()[1].1;
    assert_eq!(document["components"]["schemas"]["SecretString"]["writeOnly"], true);
}

#[test]
fn no_status_is_a_range() {
    for (file, document) in descriptions() {
        for (path, item) in document["paths"].as_object().unwrap() {
            for operation in item.as_object().unwrap().values() {
                let statuses: Vec<_> = operation["responses"].as_object().unwrap().keys().collect();
                let known = |status: &&String| *status == "default" || status.parse::<u16>().is_ok();
                assert!(statuses.iter().all(known), "{file}: {path}: {statuses:?}");
                assert!(statuses.contains(&&"default".to_owned()), "{file}: {path}: {statuses:?}");
            }
        }
    }
}

#[test]
fn constants_have_names_that_are_unique_where_go_needs_it_and_meanings() {
    for (file, document) in descriptions() {
        let components = document["components"]["schemas"].as_object().unwrap();
        let mut names: BTreeSet<String> = components.keys().map(|name| name.to_lowercase()).collect();
        for (component, schema) in components {
            let Some(values) = schema.get("enum").and_then(Value::as_array) else { continue };
            let constants = schema["x-enum-varnames"].as_array().unwrap();
            let meanings = schema["x-enum-descriptions"].as_array().unwrap();
            assert_eq!((constants.len(), meanings.len()), (values.len(), values.len()), "{file}: {component}");
            for (constant, meaning) in constants.iter().zip(meanings) {
                let constant = constant.as_str().unwrap();
                let is_name = constant.starts_with(|c: char| c.is_ascii_uppercase())
                    && constant.chars().all(|c| c.is_ascii_alphanumeric());
                assert!(is_name, "{file}: {component}: {constant}");
                assert!(names.insert(format!("{component}{constant}").to_lowercase()), "{file}: {component}{constant}");
                let words = schema["description"].as_str().unwrap();
                assert!(words.contains(meaning.as_str().unwrap()), "{file}: {component} does not say {meaning}");
            }
        }
    }
}

#[test]
fn each_service_has_a_description_with_its_hosts_on_top() {
    let contract = real();
    let descriptions = descriptions();
    for operation in &contract.operations {
        let file = format!("openapi-client.{}.json", operation.service);
        let (_, document) = descriptions.iter().find(|(name, _)| *name == file).unwrap();
        let found = &document["paths"][&operation.path][operation.method.to_lowercase()];
        assert_eq!(found["operationId"], operation.id.as_str(), "{file}");
        assert!(found.get("servers").is_none(), "{file}");
        let hosts = contract.endpoints.pointer(&format!("/services/{}/regions", operation.service)).unwrap();
        assert_eq!(document["servers"].as_array().unwrap().len(), hosts.members().count(), "{file}");
        for server in document["servers"].as_array().unwrap() {
            let host = server["url"].as_str().unwrap().trim_start_matches("https://");
            assert!(hosts.members().any(|(_, known)| known.as_str() == Some(host)), "{file}: {host}");
        }
    }
    let parts: usize = descriptions.iter().filter(|(name, _)| name.matches('.').count() == 2).count();
    let services: BTreeSet<_> = contract.operations.iter().map(|operation| &operation.service).collect();
    assert_eq!(parts, services.len());
}

#[test]
fn references_lead_somewhere_and_nothing_is_left_over() {
    for (file, document) in descriptions() {
        let text = document.to_string();
        let components = document["components"]["schemas"].as_object().unwrap();
        let used: BTreeSet<_> =
            text.split("\"#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let known: BTreeSet<_> = components.keys().map(String::as_str).collect();
        assert_eq!(used, known, "{file}");
    }
}

/// A validator for the shapes of one component as a description in OpenAPI 3.0 states them, without rules.
fn shapes(document: &Value, component: &str) -> Validator {
    let mut schemas = document["components"]["schemas"].clone();
    for schema in schemas.as_object_mut().unwrap().values_mut() {
        schema.as_object_mut().unwrap().remove("x-drs-rules");
    }
    let schemas: Json = serde_json::from_value(schemas).unwrap();
    let map = |schema: &Json| Dialect::Standard.schema(schema);
    let definitions = super::super::document::each(&schemas, &map).unwrap();
    jsonschema::draft202012::new(&json!({"$ref": format!("#/$defs/{component}"), "$defs": definitions})).unwrap()
}

/// Every document of the contract that is about a component: examples, responses, and the blocks of pages of rules.
fn documents(contract: &Contract) -> Vec<(String, String, Value)> {
    let mut documents = Vec::new();
    for operation in &contract.operations {
        for example in operation.examples.iter().filter(|_| operation.request.is_some()) {
            let name = operation.request.clone().unwrap();
            documents.push((example.path.clone(), name, serde_json::from_str(&example.text).unwrap()));
        }
        for example in &operation.response_examples {
            let name = operation.response_for(&example.status).unwrap().schema.clone();
            documents.push((example.path.clone(), name, serde_json::from_str(&example.text).unwrap()));
        }
    }
    for page in &contract.pages {
        for block in page.fails.iter().chain(&page.passes).filter(|block| block.language == "json") {
            let request = contract.operation(&block.target).and_then(|operation| operation.request.clone());
            let Some(name) =
                request.or_else(|| contract.schemas.contains_key(&block.target).then(|| block.target.clone()))
            else {
                continue;
            };
            if let Ok(document) = serde_json::from_str(&block.text) {
                documents.push((format!("{} line {}", page.id, block.line), name, document));
            }
        }
    }
    documents
}

#[test]
fn shapes_are_those_of_the_faithful_description() {
    let faithful: Value = serde_json::from_str(&made_of_real()["openapi.json"]).unwrap();
    let client: Value = serde_json::from_str(&made_of_real()["openapi-client.json"]).unwrap();
    let mut validators = std::collections::BTreeMap::new();
    let mut refused = 0;
    for (what, component, document) in documents(&real()) {
        let (faithful, client) = validators
            .entry(component.clone())
            .or_insert_with(|| (shapes(&faithful, &component), shapes(&client, &component)));
        let verdict = faithful.is_valid(&document);
        refused += usize::from(!verdict);
        assert_eq!(client.is_valid(&document), verdict, "{what}");
    }
    assert!(refused > 20, "only {refused} documents are refused");
}
