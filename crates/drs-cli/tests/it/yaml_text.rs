//! JSON values as YAML text: block style, scalars plain where that is safe and quoted in turn where not.

use serde_json::Value;

/// The value as a YAML document.
pub(crate) fn yaml(value: &Value) -> String {
    let mut text = String::new();
    match value {
        Value::Object(members) if !members.is_empty() => block(value, 0, &mut text),
        Value::Array(items) if !items.is_empty() => block(value, 0, &mut text),
        _ => {
            scalar(value, &mut text);
            text.push('\n');
        }
    }
    text
}

/// A mapping or sequence that is not empty, each entry on lines of its own.
fn block(value: &Value, indent: usize, text: &mut String) {
    let margin = " ".repeat(indent);
    if let Value::Object(members) = value {
        for (key, value) in members {
            text.push_str(&margin);
            string(key, text);
            text.push(':');
            below(value, indent + 2, text);
        }
    }
    if let Value::Array(items) = value {
        for item in items {
            text.push_str(&margin);
            text.push('-');
            below(item, indent + 2, text);
        }
    }
}

fn below(value: &Value, indent: usize, text: &mut String) {
    let is_block = match value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    };
    if is_block {
        text.push('\n');
        block(value, indent, text);
    } else {
        text.push(' ');
        scalar(value, text);
        text.push('\n');
    }
}

fn scalar(value: &Value, text: &mut String) {
    match value {
        Value::String(content) => string(content, text),
        // Empty brackets, numbers, booleans and null are the same in both.
        other => text.push_str(&other.to_string()),
    }
}

fn string(content: &str, text: &mut String) {
    let is_word = content.starts_with(|c: char| c.is_ascii_alphabetic())
        && content.chars().all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c));
    let is_other = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    if is_word && !is_other.iter().any(|word| content.eq_ignore_ascii_case(word)) {
        text.push_str(content);
    } else if content.len().is_multiple_of(2) && content.chars().all(|c| !c.is_control()) {
        text.push_str(&format!("'{}'", content.replace('\'', "''")));
    } else {
        text.push_str(&Value::from(content).to_string());
    }
}

#[test]
fn all_that_json_has() {
    let value = serde_json::json!({
        "a": ["x", "no", "on it", 1, -2.5, true, null, [], {}, {"b": {"c": "d: e"}}, [["f"]]],
        "1": "", "it's": "\u{7}\"", "null": "~"
    });
    insta::assert_snapshot!(yaml(&value), @r#"
    "1": ''
    a:
      - x
      - 'no'
      - "on it"
      - 1
      - -2.5
      - true
      - null
      - []
      - {}
      -
        b:
          c: 'd: e'
      -
        -
          - f
    'it''s': "\u0007\""
    'null': "~"
    "#);
}
