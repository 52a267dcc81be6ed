//! Values of a description: how they are shown, found and looked into.

use serde_json::Value;

/// Characters of a value that are shown.
const SHOWN: usize = 60;

/// Values of a list that are shown.
const LISTED: usize = 6;

/// References that are followed from one place.
const STEPS: usize = 32;

/// A value in backticks, in one short line that is safe to print.
pub(super) fn show(value: &Value) -> String {
    let text = match value {
        Value::Object(_) => return "an object".to_owned(),
        Value::Array(items) => return format!("a list of {}", items.len()),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut kept: String = text.chars().take(SHOWN).collect();
    if kept.len() < text.len() {
        kept.push('…');
    }
    format!("`{}`", drs_diag::escape(&kept))
}

/// Several values in one short line.
pub(super) fn list(values: &[&Value]) -> String {
    let mut shown: Vec<String> = values.iter().take(LISTED).map(|value| show(value)).collect();
    if values.len() > LISTED {
        shown.push(format!("{} more", values.len() - LISTED));
    }
    shown.join(", ")
}

/// The items, or nothing.
pub(super) fn items(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The text of a member, or nothing.
pub(super) fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// A value that a reference within the document names, and that value otherwise.
pub(super) fn resolve<'v>(document: &'v Value, value: &'v Value) -> &'v Value {
    let mut value = value;
    for _ in 0..STEPS {
        let target = value.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#'));
        match target.and_then(|pointer| document.pointer(pointer)) {
            Some(target) => value = target,
            None => break,
        }
    }
    value
}
