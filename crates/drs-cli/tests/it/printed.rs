//! What holds for everything that tests make the command print: it holds no planted secret, and events are what the published schema
//! says.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;

/// What every secret holds that a test plants, in whatever case.
const PLANTED: &str = "canary";

/// The published schema, without the alternative for events that this version does not have, and closed to members that it does
/// not have.
static EVENTS: LazyLock<(BTreeSet<String>, jsonschema::Validator)> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist/events.schema.json");
    let text = std::fs::read_to_string(path).expect("a file");
    let mut schema: Value = serde_json::from_str(&text).expect("JSON");
    let other = schema["$defs"]["OtherEvent"]["properties"]["event"]["not"]["enum"].clone();
    let known = other.as_array().expect("words").iter().map(|word| word.as_str().expect("a word").to_owned()).collect();
    schema["anyOf"].as_array_mut().expect("a list").retain(|one| one["$ref"] != "#/$defs/OtherEvent");
    schema["unevaluatedProperties"] = false.into();
    (known, jsonschema::validator_for(&schema).expect("a schema"))
});

/// The words of all events.
pub(crate) fn known() -> &'static BTreeSet<String> {
    &EVENTS.0
}

/// Panics if a text that was printed holds what it must not.
pub(crate) fn check(text: &str) {
    assert!(!text.to_lowercase().contains(PLANTED), "a secret was printed:\n{text}");
    events(text);
}

/// The events in a text; panics if one is not what the schema says.
pub(crate) fn events(text: &str) -> Vec<Value> {
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let events: Vec<Value> = lines.filter(|line| line["event"].is_string() && line["seq"].is_number()).collect();
    for event in &events {
        let errors: Vec<_> = EVENTS.1.iter_errors(event).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{event} is not what the schema says: {errors:?}");
    }
    events
}
