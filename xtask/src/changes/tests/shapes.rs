//! Descriptions in other shapes than ours, and values that are no description.

use insta::assert_snapshot;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{changes, contract, lines};
use crate::changes::{Level, Version, compare};

/// A description with these components and a call that sends the first and gets the second.
fn description(schemas: &Value) -> Value {
    let body = |name: &str| json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}});
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1.0.0"},
        "paths": {"/things": {"post": {
            "operationId": "post_thing",
            "requestBody": {"content": body("Sent")},
            "responses": {"200": {"description": "Done.", "content": body("Got")}},
        }}},
        "components": {"schemas": schemas},
    })
}

fn between(old: &Value, new: &Value) -> String {
    lines(&changes(&description(old), &description(new)))
}

#[test]
fn what_both_directions_use_is_judged_for_both() {
    let with = |limit: u32| {
        let text = json!({"$ref": "#/components/schemas/Text"});
        json!({"Sent": {"properties": {"a": text}}, "Got": {"items": text}, "Text": {"maxLength": limit}})
    };
    assert_snapshot!(between(&with(5), &with(6)), @"breaking /components/schemas/Text/maxLength (both): `maxLength` is `6`, was `5`");
    assert_snapshot!(between(&with(6), &with(5)), @"breaking /components/schemas/Text/maxLength (both): `maxLength` is `5`, was `6`");
    let one = |sent: u32, got: u32| json!({"Sent": {"maxLength": sent}, "Got": {"maxLength": got}});
    assert_snapshot!(between(&one(5, 5), &one(6, 4)), @"
    new /components/schemas/Got/maxLength (response): `maxLength` is `4`, was `5`
    new /components/schemas/Sent/maxLength (request): `maxLength` is `6`, was `5`
    ");
}

#[test]
fn components_that_refer_to_each_other_are_renamed_together() {
    let named = |inner: &str, outer: &str| {
        let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let inner_body = json!({"properties": {"again": to(inner)}});
        json!({"Sent": {"properties": {"a": to(outer)}}, "Got": {}, inner: inner_body, outer: {"items": to(inner)}})
    };
    assert_snapshot!(between(&named("Inner", "Outer"), &named("Within", "Without")), @"
    breaking /components/schemas/Within (request): `Within` was called `Inner`
    breaking /components/schemas/Without (request): `Without` was called `Outer`
    ");
}

#[test]
fn a_schema_may_move_between_a_place_and_a_component() {
    let text = json!({"type": "string", "maxLength": 5});
    let place = json!({"Sent": {"properties": {"a": text}}, "Got": {}});
    let component = json!({
        "Sent": {"properties": {"a": {"allOf": [{"$ref": "#/components/schemas/Text"}]}}}, "Got": {},
        "Text": {"type": "string", "maxLength": 4},
    });
    assert_snapshot!(between(&place, &component), @"
    breaking /components/schemas/Sent/properties/a/maxLength (request): `maxLength` is `4`, was `5`
    new /components/schemas/Text (request): `Text` is new: an object
    fix /components/schemas/Sent/properties/a (request): refers to `#/components/schemas/Text`, was described in place
    ");
}

#[test]
fn circles_of_references_end() {
    let circle = |depth: usize| {
        let mut schema = json!({"$ref": "#/components/schemas/Sent"});
        for _ in 0..depth {
            schema = json!({"properties": {"a": schema, "b": {"$ref": "#/components/schemas/Sent"}}});
        }
        json!({"Sent": schema, "Got": {}})
    };
    assert_eq!(changes(&description(&circle(2)), &description(&circle(3))).level, Level::Breaking);
    assert_eq!(changes(&description(&circle(0)), &description(&circle(1))).level, Level::Breaking);
}

#[test]
fn what_stands_in_one_place_for_several_calls_is_judged_for_each() {
    let with = |servers: Value, security: Value| {
        let mut description = description(&json!({"Sent": {}, "Got": {}}));
        description["paths"]["/things"]["servers"] = servers;
        description["security"] = security;
        description
    };
    let url = |url: &str| json!([{"url": url}]);
    let (old, new) = (with(url("https://a"), json!([])), with(url("https://b"), json!([{"token": []}])));
    assert_snapshot!(lines(&changes(&old, &new)), @"
    breaking /paths/~1things/post/servers (request): calls go to `https://b`, went to `https://a`
    breaking /paths/~1things/post/servers/0 (request): `https://a` is gone
    breaking /security (request): `token` is a way to show who calls
    new /paths/~1things/post/servers/0 (request): `https://b` is new
    ");
}

#[test]
fn what_means_the_same_in_other_words_is_a_fix() {
    let sent = |schema: Value| json!({"Sent": schema, "Got": {}, "Text": {"type": "string"}});
    for (old, new) in [
        (json!({"nullable": false}), json!({})),
        (json!({"additionalProperties": true}), json!({})),
        (json!({"enum": ["a", "b"]}), json!({"enum": ["b", "a"]})),
        (json!({"required": ["a", "b"]}), json!({"required": ["b", "a"]})),
        (json!({"maximum": 5}), json!({"maximum": 5.0})),
        (json!({"oneOf": [{}, {"type": "string"}]}), json!({"oneOf": [{"type": "string"}, {}]})),
        (
            json!({"items": {"$ref": "#/components/schemas/Text"}}),
            json!({"items": {"allOf": [{"$ref": "#/components/schemas/Text"}]}}),
        ),
    ] {
        let found = changes(&description(&sent(old.clone())), &description(&sent(new)));
        assert_eq!(found.level, Level::Fix, "{old}: {}", lines(&found));
    }
}

#[test]
fn a_parameter_of_an_operation_takes_the_place_of_that_of_its_path() {
    let parameter = |length: u32| json!([{"name": "a", "in": "query", "schema": {"maxLength": length}}]);
    let with = |path: Value, operation: Value| {
        let mut description = description(&json!({"Sent": {}, "Got": {}}));
        description["paths"]["/things"]["parameters"] = path;
        description["paths"]["/things"]["post"]["parameters"] = operation;
        description
    };
    let says = |old: &Value, new: &Value| lines(&changes(old, new));
    let both = with(parameter(5), parameter(9));
    assert_snapshot!(says(&both, &with(parameter(5), parameter(7))), @"breaking /paths/~1things/post/parameters/a/schema/maxLength (request): `maxLength` is `7`, was `9`");
    assert_snapshot!(says(&both, &with(parameter(7), parameter(9))), @"fix /paths/~1things/post/parameters (request): says the same in another way");
    assert_snapshot!(says(&both, &with(parameter(9), json!([]))), @"fix /paths/~1things/post/parameters (request): says the same in another way");
}

#[test]
fn what_does_not_matter_is_not_seen() {
    let mut next = contract();
    next["info"]["version"] = "9.9.9".into();
    assert_eq!(changes(&contract(), &next).level, Level::None);
}

#[test]
fn text_of_a_description_is_not_printed_raw() {
    let with = |text: &str| json!({"Sent": {"title": text, "properties": {text: {}}}, "Got": {}});
    let found = changes(&description(&with("a")), &description(&with("\u{1b}[2J`\u{202e}")));
    for shown in [found.text(), found.markdown()] {
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
    }
}

/// Some of the places in a value.
fn places(value: &Value) -> Vec<String> {
    let (mut found, mut open) = (Vec::new(), vec![(String::new(), value)]);
    while let Some((pointer, value)) = open.pop() {
        let key = |key: &str| format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
        match value {
            Value::Object(members) => open.extend(members.iter().map(|(name, value)| (key(name), value))),
            Value::Array(items) => open.extend(items.iter().enumerate().map(|(i, value)| (key(&i.to_string()), value))),
            _ => {}
        }
        found.push(pointer);
    }
    found.into_iter().filter(|place| place != "/info/version").step_by(397).collect()
}

#[test]
fn nothing_that_differs_anywhere_in_the_contract_goes_unseen() {
    let contract = contract();
    let places = places(&contract);
    assert!(places.len() > 20, "{}", places.len());
    for place in places {
        for other in [json!("other"), json!([{}])] {
            let mut new = contract.clone();
            *new.pointer_mut(&place).unwrap() = other;
            assert_ne!(changes(&contract, &new).level, Level::None, "{place}");
        }
    }
}

/// Any JSON, with the words of OpenAPI as its keys and references that lead somewhere or nowhere.
fn any_json() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just("openapi"),
        Just("info"),
        Just("paths"),
        Just("/a"),
        Just("get"),
        Just("parameters"),
        Just("requestBody"),
        Just("responses"),
        Just("200"),
        Just("content"),
        Just("schema"),
        Just("components"),
        Just("schemas"),
        Just("A"),
        Just("B"),
        Just("properties"),
        Just("required"),
        Just("allOf"),
        Just("oneOf"),
        Just("enum"),
        Just("maximum"),
        Just("nullable"),
        Just("additionalProperties"),
        Just("discriminator"),
        Just("mapping"),
        Just("x-drs-rules"),
        Just("servers"),
        Just("security"),
        Just("tags"),
        Just("url"),
        Just("variables"),
        Just("id"),
        Just("headers"),
    ];
    let reference = prop_oneof![Just("A"), Just("B"), Just("C")];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i8>().prop_map(Value::from),
        "[a-b~/]{0,2}".prop_map(Value::from),
        reference.prop_map(|name| json!({"$ref": format!("#/components/schemas/{name}")})),
    ];
    leaf.prop_recursive(7, 60, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(word.clone(), inner, 0..5)
                .prop_map(|members| members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

proptest! {
    #[test]
    fn any_two_values_are_compared(old in any_json(), new in any_json(), schemas in any_json()) {
        let old = description(&json!({"Sent": old, "Got": schemas, "A": new}));
        let new = description(&json!({"Sent": new, "Got": old["paths"], "A": old["info"], "B": schemas}));
        for (old, new) in [(&old, &new), (&new, &old), (&old["components"], &new), (&schemas, &old)] {
            let mut found = changes(old, new);
            prop_assert_eq!(found.level == Level::None, old == new);
            prop_assert_eq!(changes(old, new), found.clone());
            found.changes.retain(|change| change.level == found.level);
            prop_assert!(old == new || !found.changes.is_empty());
        }
        prop_assert_eq!(changes(&old, &old).level, Level::None);
        // The lists beside a description are as little known.
        let of = |value: &Value| {
            let mut version = Version::of(json!({}));
            version.is_whole = true;
            for file in ["errors.json", "openapi-client.json", "rules.json", "states.json", "endpoints.json"] {
                version.catalogs.insert(file, value.clone());
            }
            version
        };
        prop_assert_eq!(compare(&of(&old), &of(&new)).level == Level::None, old == new);
    }
}
