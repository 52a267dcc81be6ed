//! Members of answers as texts.

use serde_json::Value;

/// The text of a member, as it was received; empty if there is none.
pub(crate) fn text(value: &Value, pointer: &str) -> String {
    found(value, pointer).unwrap_or_default()
}

/// The text of a member, as it was received, unless there is none or it is empty.
pub(crate) fn found(value: &Value, pointer: &str) -> Option<String> {
    match value.pointer(pointer)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is_so) => Some(is_so.to_string()),
        _ => None,
    }
}

/// The items of a list; none if there is no list.
pub(crate) fn items<'v>(value: &'v Value, pointer: &str) -> &'v [Value] {
    value.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The text of a member, safe to be shown in a message.
pub(crate) fn shown_text(value: &Value, pointer: &str) -> String {
    drs_diag::escape(&text(value, pointer)).into_owned()
}
