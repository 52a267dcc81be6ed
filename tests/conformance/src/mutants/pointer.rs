//! Changes of a JSON value where a JSON Pointer leads.

use serde_json::Value;

/// Schema with another value where a pointer leads, or without what is there.
pub(super) fn replaced(schema: &Value, pointer: &str, with: Option<Value>) -> Value {
    let mut changed = schema.clone();
    replace(&mut changed, pointer, with);
    changed
}

fn replace(schema: &mut Value, pointer: &str, with: Option<Value>) {
    let (above, last) = pointer.rsplit_once('/').unwrap_or_default();
    let last = last.replace("~1", "/").replace("~0", "~");
    match (schema.pointer_mut(above), with) {
        (Some(Value::Object(members)), Some(value)) => drop(members.insert(last, value)),
        (Some(Value::Object(members)), None) => drop(members.remove(&last)),
        (Some(Value::Array(items)), with) => {
            let index: usize = last.parse().unwrap_or(usize::MAX);
            if index < items.len() {
                match with {
                    Some(value) => items[index] = value,
                    None => drop(items.remove(index)),
                }
            }
        }
        _ => {}
    }
}

/// A member name as a token of a JSON Pointer.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
