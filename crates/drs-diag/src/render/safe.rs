//! JSON that is as harmless to print as the formats for people.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::escape::is_unsafe;

/// Writes a value in one line.
pub(super) fn write_json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    // Its parts are short and many, and `out` takes longer to call than to write to.
    let mut text = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut text, Safe))?;
    out.write_all(&text)
}

/// A text of JSON in which every character that is not [safe](crate::escape()) is escaped as JSON allows, so that it is the same value
/// to whoever reads it. Line breaks stay, which in JSON stand between values only.
pub fn escape_json(json: &str) -> Cow<'_, str> {
    if json.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if is_unsafe(c) && c != '\n' {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// Compact JSON in which the characters that are not [safe](crate::escape()) are escaped, which `serde_json` does for C0 only.
struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        out.write_all(escape_json(fragment).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::escape_json;

    #[test]
    fn what_a_terminal_would_act_on_is_escaped_and_read_back() {
        let text = "a\u{1b}[2J \u{9b}2J \u{202e}drow \u{2028} \u{e0041} \\ \" 数据 🚀";
        let json = serde_json::to_string(&[text]).unwrap();
        assert_eq!(escape_json(&json), r#"["a\u001b[2J \u009b2J \u202edrow \u2028 \udb40\udc41 \\ \" 数据 🚀"]"#);
        assert_eq!(serde_json::from_str::<Vec<String>>(&escape_json(&json)).unwrap(), [text]);
        let lines = "{\n  \"a\": \"\u{202e}\"\n}";
        assert_eq!(escape_json(lines), "{\n  \"a\": \"\\u202e\"\n}");
    }
}
