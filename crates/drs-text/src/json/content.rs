//! What a string says, with the bytes that say it: for a text that is written inside a string of another.

use std::fmt::Write as _;

use crate::{Kind, Node, Span};

/// The content of a string in double quotes, as JSON writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    text: String,
    /// Where each byte of the text, and its end, comes from.
    offsets: Vec<u32>,
}

impl Content {
    /// The content of a string; `None` of what is no string, or is written as JSON does not write strings.
    pub fn of(string: Node<'_>) -> Option<Self> {
        let text = string.as_str().filter(|_| string.kind() == Kind::String)?;
        let inside = string.raw().strip_prefix('"')?.strip_suffix('"')?;
        let offsets = offsets(inside, &text, string.span().start + 1)?;
        Some(Self { text: text.into_owned(), offsets })
    }

    /// The content itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where bytes of the content are written in the text that the string is of. What is out of bounds is at its end.
    pub fn place(&self, span: Span) -> Span {
        let end = self.offsets.last().copied().unwrap_or_default();
        let offset = |at: u32| self.offsets.get(at as usize).copied().unwrap_or(end);
        Span::new(offset(span.start), offset(span.end))
    }

    /// `text` as it is written in such a string.
    pub fn escaped(text: &str) -> String {
        let mut escaped = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '"' | '\\' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                '\r' => escaped.push_str("\\r"),
                '\t' => escaped.push_str("\\t"),
                // A string takes everything.
                ..' ' => drop(write!(escaped, "\\u{:04x}", u32::from(c))),
                _ => escaped.push(c),
            }
        }
        escaped
    }
}

/// Where each byte of `text`, and its end, comes from in `inside`, which begins at `start` and says it; `None` if it does not.
fn offsets(inside: &str, text: &str, start: u32) -> Option<Vec<u32>> {
    let mut offsets = Vec::with_capacity(text.len() + 1);
    let mut at = 0;
    let offset = |at: usize| start.checked_add(u32::try_from(at).ok()?);
    for c in text.chars() {
        let rest = &inside[at..];
        let length = match rest.strip_prefix('\\') {
            Some(escape) => 1 + escape_length(escape, c)?,
            None => rest.starts_with(c).then_some(c.len_utf8()).filter(|_| c >= ' ')?,
        };
        for byte in 0..c.len_utf8() {
            offsets.push(offset(if rest.starts_with('\\') { at } else { at + byte })?);
        }
        at += length;
    }
    offsets.push(offset(at).filter(|_| at == inside.len())?);
    Some(offsets)
}

/// The length of what stands behind a backslash and means `c`.
fn escape_length(escape: &str, c: char) -> Option<usize> {
    let meant = match escape.chars().next()? {
        'u' => return unicode_length(escape, c),
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        itself @ ('"' | '\\' | '/') => itself,
        _ => return None,
    };
    (meant == c).then_some(1)
}

/// The length of `uXXXX`, or of two of them with a backslash between, where they mean `c`.
fn unicode_length(escape: &str, c: char) -> Option<usize> {
    let unit = |text: &str| u16::from_str_radix(text.strip_prefix('u')?.get(..4)?, 16).ok();
    let mut units = [0; 2];
    let units = c.encode_utf16(&mut units);
    let second = || unit(escape.get(5..)?.strip_prefix('\\')?);
    let is_same = unit(escape)? == units[0] && (units.len() == 1 || second() == Some(units[1]));
    is_same.then_some(6 * units.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::Content;
    use crate::{Limits, Span, json, yaml};

    fn content(raw: &str) -> Option<Content> {
        let parsed = json::parse(raw.as_bytes(), &Limits::default());
        Content::of(parsed.tree.as_ref().expect("a tree").root())
    }

    #[test]
    fn each_byte_comes_from_its_character() {
        let characters = ['a', '"', '\\', '/', '\n', '\u{0}', '\u{8}', '\u{7f}', 'é', '\u{ffff}', '𝄞'];
        let pairs = characters.iter().flat_map(|one| characters.map(|other| format!("{one}{other}")));
        for text in pairs.chain([String::new()]) {
            let raw = format!("\"{}\"", Content::escaped(&text));
            let content = content(&raw).expect("a string");
            assert_eq!(content.text(), text);
            let all = |span: Span| &raw[content.place(span).range()];
            assert_eq!(all(Span::new(0, u32::MAX)), &raw[1..raw.len() - 1]);
            for (at, character) in text.char_indices() {
                let end = at + character.len_utf8();
                let span = Span::new(u32::try_from(at).expect("short"), u32::try_from(end).expect("short"));
                assert_eq!(all(span), Content::escaped(&character.to_string()), "{raw}");
            }
        }
    }

    #[test]
    fn escapes_of_all_kinds_are_one_character() {
        let content = content(r#""a\ud83d\ude00\u00e9b\/\b""#).expect("a string");
        assert_eq!(content.text(), "a😀éb/\u{8}");
        let starts = [1, 2, 2, 2, 2, 14, 14, 20, 21, 23, 25];
        assert_eq!(content.offsets, starts);
    }

    #[test]
    fn what_json_writes_otherwise_has_no_content() {
        assert_eq!(content("12"), None);
        assert_eq!(content("\"a\nb\""), None, "a raw line end");
        assert_eq!(content(r#""a\xb""#), None, "no escape of JSON");
        assert_eq!(content("\"a"), None, "no end");
        for text in ["'a'", "a b", "\"a\\x41\"", "\"a\n  b\"", "|\n  a\n"] {
            let parsed = yaml::parse(text.as_bytes(), &Limits::default());
            assert_eq!(Content::of(parsed.tree.as_ref().expect("a tree").root()), None, "{text}");
        }
    }
}
