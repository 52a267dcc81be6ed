//! The JSON Schema of a line of events.

use schemars1::Schema;
use schemars1::generate::SchemaSettings;
use schemars1::transform::RecursiveTransform;
use serde_json::{Value, json};

use crate::run::Event;

/// The definitions that list events.
const LISTS: [&str; 2] = ["/$defs/RunEvent/oneOf", "/$defs/WaitEvent/oneOf"];

/// The JSON Schema (2020-12) of a line that `drs watch` or `drs run` prints. It lets unknown members pass, and at `#/$defs/OtherEvent`
/// unknown events: later versions may have more of both.
pub fn schema() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(RecursiveTransform(simplify));
    let mut schema = settings.into_generator().into_root_schema_for::<Event>().to_value();
    let mut known = Vec::new();
    for list in LISTS {
        for event in schema.pointer_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(word) = event.pointer("/properties/event/const").cloned() {
                event["title"] = word.clone();
                if !known.contains(&word) {
                    known.push(word);
                }
            }
        }
    }
    schema["$defs"]["OtherEvent"] = json!({
        "description": "An event that this version does not know. Whoever reads it ignores it.",
        "type": "object",
        "properties": {"event": {"type": "string", "not": {"enum": known}}},
        "required": ["event"],
    });
    if let Some(any) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        any.push(json!({"$ref": "#/$defs/OtherEvent"}));
    }
    // A feature that some crate of the build may ask of serde_json would keep the order of insertion.
    schema.sort_all_objects();
    schema
}

/// The JSON Schema of exactly the lines that this version prints: without the alternative for other events, and closed to other
/// members. It is for tests; whoever reads events takes [`schema`].
pub fn strict_schema() -> Value {
    let mut schema = schema();
    if let Some(any) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        any.retain(|one| one["$ref"] != "#/$defs/OtherEvent");
    }
    schema["unevaluatedProperties"] = false.into();
    schema
}

/// Makes a schema say what is printed: a member without a value is left out and never null, and formats such as `uint64` are no
/// standard ones, so that strict validators refuse them.
fn simplify(schema: &mut Schema) {
    schema.remove("format");
    if let Some(Value::Array(types)) = schema.get("type")
        && let [one, Value::String(null)] = types.as_slice()
        && null == "null"
    {
        let one = one.clone();
        schema.insert("type".to_owned(), one);
    }
    if let Some(Value::Array(any)) = schema.get("anyOf")
        && let [Value::Object(one), null] = any.as_slice()
        && *null == json!({"type": "null"})
    {
        let one = one.clone();
        schema.remove("anyOf");
        for (name, value) in one {
            schema.insert(name, value);
        }
    }
    if let Some(Value::String(text)) = schema.get("description") {
        let text = text.replace('\n', " ");
        schema.insert("description".to_owned(), text.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(schema: &Value, line: &Value) -> bool {
        jsonschema::draft202012::new(schema).unwrap().is_valid(line)
    }

    #[test]
    fn it_is_open_to_more_and_says_what_there_is() {
        let line = |rest: Value| {
            let mut line = json!({"time": "2026-03-02T08:15:00.123Z", "run": "r", "seq": 1});
            line.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
            line
        };
        let counts =
            json!({"event": "run.finished", "reached": 1, "failed": 0, "waiting": 0, "moving": 0, "exit_status": 0});
        for (rest, is_open, is_strict) in [
            (counts, true, true),
            (json!({"event": "task.found", "task": "a", "name": "n", "status": "CREATING"}), true, true),
            (json!({"event": "task.found", "task": "a", "mood": "good"}), true, false),
            (json!({"event": "task.sang"}), true, false),
            (json!({"event": "task.found"}), false, false),
            (json!({"event": "task.found", "task": "a", "name": null}), false, false),
            (json!({"event": "task.failed", "task": "a", "reason": "bored"}), false, false),
            (json!({"event": "task.found", "task": "a", "seq": 0}), false, false),
            (json!({"event": 3}), false, false),
            (json!({}), false, false),
        ] {
            let line = line(rest);
            assert_eq!((allows(&schema(), &line), allows(&strict_schema(), &line)), (is_open, is_strict), "{line}");
        }
    }

    #[test]
    fn each_event_has_its_title_and_nothing_is_null() {
        let text = schema().to_string();
        assert!(!text.contains("\"null\"") && !text.contains("\"format\""), "{text}");
        let schema = schema();
        for list in LISTS {
            for event in schema.pointer(list).unwrap().as_array().unwrap() {
                assert_eq!(event["title"], event["properties"]["event"]["const"], "{event}");
                assert!(event["title"].is_string() && event["description"].is_string(), "{event}");
            }
        }
    }
}
