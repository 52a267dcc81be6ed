//! Documents as text, in several spellings, with the bytes at which each value stands.

use std::collections::BTreeMap;
use std::fmt::Write;

use drs_text::Span;

use super::doc::Doc;
use super::trail::{Segment, Trail};

/// How a document is spelt.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spelling {
    /// Line breaks and blanks between all tokens.
    pub(crate) space: &'static str,
    /// Each character of a key as `\u` and its number.
    pub(crate) escaped_keys: bool,
    /// Each character of the last key of an object that has its name for the second time.
    pub(crate) escaped_last: bool,
    /// Each character of a text as `\u` and its number.
    pub(crate) escaped_texts: bool,
    /// `/` as `\/`, and what has an escape of two characters written so.
    pub(crate) short_escapes: bool,
}

/// Where a value stands in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    /// Its key with the quotation marks, if it is a member's value.
    pub(crate) key: Option<Span>,
    /// The value.
    pub(crate) value: Span,
}

impl Doc {
    /// The document without a blank.
    pub(crate) fn to_text(&self) -> String {
        self.spelt(Spelling::default())
    }

    /// The document in some spelling.
    pub(crate) fn spelt(&self, spelling: Spelling) -> String {
        let mut printer = Printer { spelling, text: String::new(), spots: None };
        printer.document(self);
        printer.text
    }

    /// Where the values stand in [`to_text`](Self::to_text), by JSON Pointer; of equal keys, the last.
    pub(crate) fn spots(&self) -> BTreeMap<String, Spot> {
        let mut printer = Printer { spelling: Spelling::default(), text: String::new(), spots: Some(BTreeMap::new()) };
        printer.document(self);
        printer.spots.unwrap_or_default()
    }
}

struct Printer {
    spelling: Spelling,
    text: String,
    spots: Option<BTreeMap<String, Spot>>,
}

impl Printer {
    fn document(&mut self, doc: &Doc) {
        self.gap();
        self.value(doc, &mut Trail::default(), None);
        self.gap();
    }

    fn gap(&mut self) {
        self.text.push_str(self.spelling.space);
    }

    fn token(&mut self, token: &str) {
        self.text.push_str(token);
        self.gap();
    }

    fn here(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    fn value<'d>(&mut self, doc: &'d Doc, trail: &mut Trail<'d>, key: Option<Span>) {
        let start = self.here();
        match doc {
            Doc::Null => self.text.push_str("null"),
            Doc::Bool(truth) => self.text.push_str(if *truth { "true" } else { "false" }),
            Doc::Number(number) => self.text.push_str(number),
            Doc::Text(text) => self.string(text, self.spelling.escaped_texts),
            Doc::Array(items) => {
                self.token("[");
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.token(",");
                    }
                    trail.0.push(Segment::Index(index));
                    self.value(item, trail, None);
                    trail.0.pop();
                    self.gap();
                }
                self.text.push(']');
            }
            Doc::Object(members) => {
                self.token("{");
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        self.token(",");
                    }
                    let start = self.here();
                    let again = self.spelling.escaped_last && members[..index].iter().any(|(other, _)| other == name);
                    self.string(name, self.spelling.escaped_keys || again);
                    let key = Span::new(start, self.here());
                    self.gap();
                    self.token(":");
                    trail.0.push(Segment::Key(name));
                    self.value(value, trail, Some(key));
                    trail.0.pop();
                    self.gap();
                }
                self.text.push('}');
            }
        }
        let value = Span::new(start, self.here());
        if let Some(spots) = &mut self.spots {
            spots.insert(trail.pointer(), Spot { key, value });
        }
    }

    fn string(&mut self, text: &str, escaped: bool) {
        self.text.push('"');
        for letter in text.chars() {
            match letter {
                _ if escaped => self.escape(letter),
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '/' if self.spelling.short_escapes => self.text.push_str("\\/"),
                '\n' if self.spelling.short_escapes => self.text.push_str("\\n"),
                '\r' if self.spelling.short_escapes => self.text.push_str("\\r"),
                '\t' if self.spelling.short_escapes => self.text.push_str("\\t"),
                '\u{8}' if self.spelling.short_escapes => self.text.push_str("\\b"),
                '\u{c}' if self.spelling.short_escapes => self.text.push_str("\\f"),
                '\0'..='\u{1f}' => self.escape(letter),
                _ => self.text.push(letter),
            }
        }
        self.text.push('"');
    }

    fn escape(&mut self, letter: char) {
        for (index, unit) in letter.encode_utf16(&mut [0; 2]).iter().enumerate() {
            // Both cases of the digits occur.
            let done =
                if index % 2 == 0 { write!(self.text, "\\u{unit:04x}") } else { write!(self.text, "\\u{unit:04X}") };
            done.expect("text in memory takes everything");
        }
    }
}
