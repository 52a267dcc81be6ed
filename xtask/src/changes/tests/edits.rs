//! Edits of a JSON document as JSON Patch (RFC 6902) writes them.

use serde::Deserialize;
use serde_json::Value;

/// One edit.
#[derive(Debug, Deserialize)]
#[serde(tag = "op", rename_all = "lowercase")]
pub(super) enum Edit {
    Add { path: String, value: Value },
    Replace { path: String, value: Value },
    Remove { path: String },
    Move { from: String, path: String },
    Copy { from: String, path: String },
}

/// A document after some edits; a place that is not there is a mistake in the test.
pub(super) fn edited(document: &Value, edits: &[Edit]) -> Value {
    let mut document = document.clone();
    for edit in edits {
        apply(&mut document, edit);
    }
    document
}

fn apply(document: &mut Value, edit: &Edit) {
    match edit {
        Edit::Add { path, value } => add(document, path, value.clone()),
        Edit::Replace { path, value } => *place(document, path) = value.clone(),
        Edit::Remove { path } => drop(remove(document, path)),
        Edit::Move { from, path } => {
            let value = remove(document, from);
            add(document, path, value);
        }
        Edit::Copy { from, path } => {
            let value = place(document, from).clone();
            add(document, path, value);
        }
    }
}

fn place<'d>(document: &'d mut Value, pointer: &str) -> &'d mut Value {
    document.pointer_mut(pointer).unwrap_or_else(|| panic!("there is no {pointer}"))
}

fn add(document: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = split(pointer);
    match place(document, parent) {
        Value::Object(members) => drop(members.insert(key, value)),
        Value::Array(items) if key == "-" => items.push(value),
        Value::Array(items) => items.insert(key.parse().unwrap(), value),
        _ => panic!("nothing can be added at {pointer}"),
    }
}

fn remove(document: &mut Value, pointer: &str) -> Value {
    let (parent, key) = split(pointer);
    match place(document, parent) {
        Value::Object(members) => members.remove(&key),
        Value::Array(items) => Some(items.remove(key.parse().unwrap())),
        _ => None,
    }
    .unwrap_or_else(|| panic!("there is no {pointer}"))
}

fn split(pointer: &str) -> (&str, String) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    (parent, key.replace("~1", "/").replace("~0", "~"))
}
