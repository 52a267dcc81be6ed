//! The other descriptions of the real contract, and its examples as files.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::parse;
use super::real::made_of_real;

/// Calls `see` with every object below a value.
fn each_object(value: &Value, see: &mut dyn FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            see(members);
            members.values().for_each(|member| each_object(member, see));
        }
        Value::Array(items) => items.iter().for_each(|item| each_object(item, see)),
        _ => {}
    }
}

#[test]
fn references_are_left_only_where_a_component_holds_itself() {
    let document = parse(&made_of_real()["openapi-dereferenced.json"]);
    let kept: BTreeSet<_> = document["components"]["schemas"].as_object().unwrap().keys().cloned().collect();
    let mut found = BTreeSet::new();
    each_object(&document, &mut |members| {
        if let Some(target) = members.get("$ref").and_then(Value::as_str) {
            found.insert(target.rsplit('/').next().unwrap().to_owned());
        }
    });
    assert_eq!(found, kept);
    insta::assert_snapshot!(kept.into_iter().collect::<Vec<_>>().join(" "), @"BaseEndpoint BaseEndpointDetail");
}

#[test]
fn conditions_of_the_newer_description_are_open_and_typed() {
    let document = parse(&made_of_real()["openapi-3.1.json"]);
    let mut conditions = 0;
    each_object(&document["components"]["schemas"], &mut |members| {
        for condition in ["if", "then"].iter().filter_map(|keyword| members.get(*keyword)) {
            conditions += 1;
            each_object(condition, &mut |part| {
                let mut properties = part.get("properties").and_then(Value::as_object).into_iter().flatten();
                assert!(properties.all(|(_, schema)| schema.is_object()), "{part:?}");
                let is_list = part.get("type") == Some(&json!("array"));
                assert!(!is_list || part.contains_key("items"), "{part:?}");
                assert!(
                    !part.contains_key("type")
                        || !part.contains_key("properties")
                        || part.contains_key("unevaluatedProperties"),
                    "{part:?}"
                );
            });
        }
    });
    assert!(conditions > 50, "only {conditions} conditions");
}

#[test]
fn a_mock_refuses_in_the_words_of_the_service() {
    for file in ["openapi.json", "openapi-client.json"] {
        let document = parse(&made_of_real()[file]);
        for item in document["paths"].as_object().unwrap().values() {
            for operation in item.as_object().unwrap().values() {
                let examples = |status: &str| {
                    let examples = &operation["responses"][status]["content"]["application/json"]["examples"];
                    let values = examples.as_object().into_iter().flatten();
                    values.map(|(_, example)| example["value"].clone()).collect::<Vec<_>>()
                };
                let class = if file == "openapi.json" { "4XX" } else { "default" };
                let refused = examples("400");
                assert!(!refused.is_empty(), "{} has no example of 400", operation["operationId"]);
                assert!(
                    refused.iter().all(|example| examples(class).contains(example)),
                    "{}",
                    operation["operationId"]
                );
            }
        }
    }
}

#[test]
fn the_index_has_every_example_with_its_verdict() {
    let files = made_of_real();
    let index = parse(&files["examples/index.json"]);
    let entries = index["examples"].as_array().unwrap();
    let listed: BTreeSet<_> = entries.iter().map(|entry| entry["file"].as_str().unwrap()).collect();
    let made: BTreeSet<_> = files
        .keys()
        .map(String::as_str)
        .filter(|file| file.starts_with("examples/") && *file != "examples/index.json")
        .collect();
    assert_eq!(listed, made);
    let mut invalid = 0;
    for entry in entries.iter().filter(|entry| entry["kind"] != "response" && entry["portable"] != false) {
        let Some(operation) = entry.get("operation").and_then(Value::as_str) else { continue };
        let schema = parse(&files[&format!("schema/{operation}.schema.json")]);
        let document = parse(&files[entry["file"].as_str().unwrap()]);
        let valid = jsonschema::draft202012::new(&schema).unwrap().is_valid(&document);
        assert_eq!(entry["valid"], valid, "{}", entry["file"]);
        invalid += usize::from(!valid);
    }
    assert!(invalid > 5, "only {invalid} are invalid");
}
