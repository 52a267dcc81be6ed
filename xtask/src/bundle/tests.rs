//! What the bundle looks like, and which rules its guards let fire.

use insta::assert_snapshot;
use serde_json::{Value as Json, json};

use super::grammar::Kind;
use super::guard::insert_guards;
use super::{assemble, parse};
use crate::files::Files;
use crate::testing::{bundle, files};
use crate::value::Value;

fn yaml(text: &str) -> Value {
    let mut files = Files::default();
    let id = files.add("test.yaml", text);
    let mut findings = Vec::new();
    let value = parse::yaml(&files, id, &mut findings);
    assert!(findings.is_empty(), "{findings:?}");
    value.unwrap()
}

/// The `if` of a rule once it is guarded.
fn guarded(condition: &str) -> Json {
    let mut schema = yaml(&format!("x-drs-rules: [{{if: {condition}}}]"));
    insert_guards(&mut schema, Kind::Schema);
    schema.pointer("/x-drs-rules/0/if").unwrap().to_json()
}

/// Which documents a guarded condition holds for, one line each.
fn fires(condition: &str, documents: &[&str]) -> String {
    let condition = guarded(condition);
    let validator = jsonschema::draft202012::new(&condition).unwrap();
    let line = |document: &&str| {
        let instance: Json = serde_json::from_str(document).unwrap();
        let verdict = if validator.is_valid(&instance) { "fires" } else { "-" };
        format!("{verdict:<6}{document}")
    };
    format!("{condition}\n{}", documents.iter().map(line).collect::<Vec<_>>().join("\n"))
}

#[test]
fn a_named_property_must_be_present() {
    let documents = ["{}", r#"{"a": null}"#, r#"{"a": 4}"#, r#"{"a": "y"}"#, r#"{"a": "x"}"#];
    assert_snapshot!(fires("{properties: {a: {const: x}}}", &documents), @r#"
    {"properties":{"a":{"const":"x"}},"required":["a"]}
    -     {}
    -     {"a": null}
    -     {"a": 4}
    -     {"a": "y"}
    fires {"a": "x"}
    "#);
}

#[test]
fn every_level_is_guarded() {
    let documents = ["{}", r#"{"a": {}}"#, r#"{"a": {"b": 2}}"#, r#"{"a": 4}"#, r#"{"a": {"b": 1}}"#];
    assert_snapshot!(fires("{properties: {a: {properties: {b: {const: 1}}}}}", &documents), @r#"
    {"properties":{"a":{"properties":{"b":{"const":1}},"required":["b"]}},"required":["a"]}
    -     {}
    -     {"a": {}}
    -     {"a": {"b": 2}}
    fires {"a": 4}
    fires {"a": {"b": 1}}
    "#);
}

#[test]
fn each_branch_is_guarded_for_itself() {
    let documents = ["{}", r#"{"a": 2}"#, r#"{"a": 1}"#, r#"{"b": 1}"#, r#"{"a": 2, "b": 2}"#];
    assert_snapshot!(
        fires("{anyOf: [{properties: {a: {const: 1}}}, {properties: {b: {const: 1}}}]}", &documents),
        @r#"
    {"anyOf":[{"properties":{"a":{"const":1}},"required":["a"]},{"properties":{"b":{"const":1}},"required":["b"]}]}
    -     {}
    -     {"a": 2}
    fires {"a": 1}
    fires {"b": 1}
    -     {"a": 2, "b": 2}
    "#
    );
}

#[test]
fn a_not_is_guarded_beside_itself() {
    let documents = ["{}", r#"{"a": null}"#, r#"{"a": 1}"#, r#"{"a": 2}"#];
    assert_snapshot!(fires("{not: {properties: {a: {const: 1}}}}", &documents), @r#"
    {"not":{"properties":{"a":{"const":1}}},"required":["a"]}
    -     {}
    fires {"a": null}
    -     {"a": 1}
    fires {"a": 2}
    "#);
    assert_snapshot!(fires("{properties: {a: {not: {const: 1}}}}", &documents), @r#"
    {"properties":{"a":{"not":{"const":1}}},"required":["a"]}
    -     {}
    fires {"a": null}
    -     {"a": 1}
    fires {"a": 2}
    "#);
}

#[test]
fn a_not_with_levels_and_branches_is_guarded_beside_itself() {
    let documents = [
        "{}",
        r#"{"a": {}, "c": 1}"#,
        r#"{"a": {"b": 2}}"#,
        r#"{"a": {"b": 1}, "c": 2}"#,
        r#"{"a": {"b": 2}, "c": 1}"#,
        r#"{"a": {"b": 2}, "c": 2}"#,
    ];
    let condition = "{not: {anyOf: [{properties: {a: {properties: {b: {const: 1}}}}}, {properties: {c: {const: 1}}}]}}";
    assert_snapshot!(fires(condition, &documents), @r#"
    {"not":{"anyOf":[{"properties":{"a":{"properties":{"b":{"const":1}}}}},{"properties":{"c":{"const":1}}}]},"properties":{"a":{"required":["b"]}},"required":["a","c"]}
    -     {}
    -     {"a": {}, "c": 1}
    -     {"a": {"b": 2}}
    -     {"a": {"b": 1}, "c": 2}
    -     {"a": {"b": 2}, "c": 1}
    fires {"a": {"b": 2}, "c": 2}
    "#);
}

#[test]
fn absence_stays_absence() {
    let documents = ["{}", r#"{"a": 1}"#, r#"{"a": 1, "b": 1}"#, r#"{"b": 1}"#];
    assert_snapshot!(fires("{properties: {a: {const: 1}}, not: {required: [b]}}", &documents), @r#"
    {"not":{"required":["b"]},"properties":{"a":{"const":1}},"required":["a"]}
    -     {}
    fires {"a": 1}
    -     {"a": 1, "b": 1}
    -     {"b": 1}
    "#);
}

#[test]
fn items_are_guarded_inside() {
    let documents = ["{}", r#"{"a": []}"#, r#"{"a": [{}]}"#, r#"{"a": [{"b": 1}]}"#, r#"{"a": [{"b": 1}, {"b": 2}]}"#];
    assert_snapshot!(fires("{properties: {a: {minItems: 1, items: {properties: {b: {const: 1}}}}}}", &documents), @r#"
    {"properties":{"a":{"items":{"properties":{"b":{"const":1}},"required":["b"]},"minItems":1}},"required":["a"]}
    -     {}
    -     {"a": []}
    -     {"a": [{}]}
    fires {"a": [{"b": 1}]}
    -     {"a": [{"b": 1}, {"b": 2}]}
    "#);
}

#[test]
fn then_is_left_alone_and_guards_are_idempotent() {
    let mut schema = yaml("x-drs-rules: [{if: {properties: {a: {const: 1}}}, then: {properties: {b: {const: 1}}}}]");
    insert_guards(&mut schema, Kind::Schema);
    let once = schema.to_json();
    insert_guards(&mut schema, Kind::Schema);
    assert_eq!(schema.to_json(), once);
    assert_eq!(once["x-drs-rules"][0]["then"], json!({ "properties": { "b": { "const": 1 } } }));
}

#[test]
fn names_like_keywords_are_only_names() {
    // A property called `examples` or `x-drs-rules` holds a schema and not what the key means elsewhere.
    let mut schema = yaml("{properties: {examples: {x-drs-rules: [{if: {properties: {a: {const: 1}}}}]}}}");
    insert_guards(&mut schema, Kind::Schema);
    assert_eq!(schema.to_json()["properties"]["examples"]["x-drs-rules"][0]["if"]["required"], json!(["a"]));
}

#[test]
fn the_bundle_is_the_merge_of_the_slices() {
    let bundle = bundle(files(&[]));
    let keys = |pointer: &str| -> Vec<String> {
        let value = bundle.value.pointer(pointer).unwrap();
        value.members().map(|(key, _)| key.to_owned()).collect()
    };
    assert_eq!(keys(""), ["openapi", "info", "tags", "paths", "components"]);
    assert_eq!(
        keys("/components/schemas"),
        ["ErrorResp", "ProjectId", "SecretString", "Thing", "ThingDetail", "ThingKind", "ThingState"]
    );
    let media = "/paths/~1v1~1{project_id}~1things/put/requestBody/content/application~1json/examples";
    assert_eq!(keys(media), ["minimal", "round", "square"]);
    let refused =
        "/paths/~1v1~1{project_id}~1things/put/responses/400/content/application~1json/examples/refused/value";
    assert_eq!(bundle.value.pointer(refused).unwrap().to_json(), json!({ "error_msg": "no" }));
    let guard = "/components/schemas/Thing/x-drs-rules/0/if/required";
    assert_eq!(bundle.value.pointer(guard).unwrap().to_json(), json!(["kind"]));
}

#[test]
fn a_status_without_a_response_of_its_own_goes_to_its_class() {
    let bundle = bundle(files(&[("spec/responses/put_thing/404-gone.json", "{\"error_msg\": \"gone\"}")]));
    let gone = "/paths/~1v1~1{project_id}~1things/put/responses/4XX/content/application~1json/examples/404-gone";
    assert!(bundle.value.pointer(gone).is_some());
}

#[test]
fn the_bundle_does_not_depend_on_the_order_of_files() {
    let forwards = files(&[]);
    let mut backwards = Files::default();
    let all: Vec<_> = forwards.iter().map(|(_, file)| file.clone()).collect();
    for file in all.into_iter().rev() {
        backwards.add(file.name, file.text);
    }
    let text = |files| serde_json::to_string(&assemble(files).unwrap().value).unwrap();
    assert_eq!(text(forwards), text(backwards));
}

#[test]
fn numbers_and_text_stay_what_they_are() {
    let value = yaml("{a: 1, b: 1.5, c: '1', d: null, e: true, f: [9007199254740993]}");
    assert_eq!(
        serde_json::to_string(&value).unwrap(),
        r#"{"a":1,"b":1.5,"c":"1","d":null,"e":true,"f":[9007199254740993]}"#
    );
}
