//! Documents as text, in several spellings, with the bytes at which each value stands.

use std::collections::BTreeMap;
use std::fmt::Write;

use drs_text::Span;

use super::doc::Doc;
use super::instance_path::{InstancePath, Segment};

/// How a document is spelt.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spelling {
    /// Line breaks and blanks between the tokens.
    pub(crate) space: Space,
    /// Each character of a key as `\u` and its number.
    pub(crate) escaped_keys: bool,
    /// Each character of the last key of an object that has its name for the second time.
    pub(crate) escaped_last: bool,
    /// Each character of a text as `\u` and its number.
    pub(crate) escaped_texts: bool,
    /// `/` as `\/`, and what has an escape of two characters written so.
    pub(crate) short_escapes: bool,
}

/// White space between tokens.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Space {
    /// None at all.
    #[default]
    None,
    /// The same between all tokens.
    Everywhere(&'static str),
    /// A blank after each comma and colon, on one line.
    Spaced,
    /// A member or an item on each line, by this much further to the right than what it is in.
    Indented(&'static str),
    /// One of [`VARIED`] after the other.
    Varied,
}

/// White space of many lengths, around the lengths of the pieces in which a text may be looked at.
const VARIED: [&str; 11] = [
    "",
    " ",
    "\n",
    "",
    "\t",
    "  ",
    "\r\n        ",
    "",
    "\n              ",
    "\n                              ",
    "                                                                    ",
];

/// Where there may be white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    /// After an opening bracket.
    Open,
    /// After a comma.
    Comma,
    /// After a colon.
    Colon,
    /// Before a closing bracket.
    Close,
    /// Anywhere else.
    Other,
}

/// Where a value stands in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Location {
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
        let mut printer = Printer { spelling, text: String::new(), locations: None, gaps: 0, depth: 0 };
        printer.document(self);
        printer.text
    }

    /// Where the values stand in [`to_text`](Self::to_text), by JSON Pointer; of equal keys, the last.
    pub(crate) fn locations(&self) -> BTreeMap<String, Location> {
        let locations = Some(BTreeMap::new());
        let mut printer = Printer { spelling: Spelling::default(), text: String::new(), locations, gaps: 0, depth: 0 };
        printer.document(self);
        printer.locations.unwrap_or_default()
    }
}

struct Printer {
    spelling: Spelling,
    text: String,
    locations: Option<BTreeMap<String, Location>>,
    /// How many gaps there were.
    gaps: usize,
    /// How many containers are open.
    depth: usize,
}

impl Printer {
    fn document(&mut self, doc: &Doc) {
        self.gap(Gap::Other);
        self.value(doc, &mut InstancePath::default(), None);
        self.gap(Gap::Other);
    }

    fn gap(&mut self, gap: Gap) {
        self.gaps += 1;
        match (self.spelling.space, gap) {
            (Space::Everywhere(space), _) => self.text.push_str(space),
            (Space::Varied, _) => self.text.push_str(VARIED[self.gaps % VARIED.len()]),
            (Space::Spaced, Gap::Comma | Gap::Colon) | (Space::Indented(_), Gap::Colon) => self.text.push(' '),
            (Space::Indented(space), Gap::Open | Gap::Comma | Gap::Close) => {
                self.text.push('\n');
                self.text.push_str(&space.repeat(self.depth));
            }
            (Space::None | Space::Spaced | Space::Indented(_), _) => {}
        }
    }

    fn token(&mut self, token: &str, gap: Gap) {
        self.text.push_str(token);
        self.gap(gap);
    }

    fn open(&mut self, bracket: &str) {
        self.depth += 1;
        self.token(bracket, Gap::Open);
    }

    /// Goes on after a value in a container that has `left` more of them.
    fn after(&mut self, left: usize) {
        self.depth -= usize::from(left == 0);
        self.gap(if left == 0 { Gap::Close } else { Gap::Other });
        if left > 0 {
            self.token(",", Gap::Comma);
        }
    }

    fn here(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    fn value<'d>(&mut self, doc: &'d Doc, path: &mut InstancePath<'d>, key: Option<Span>) {
        let start = self.here();
        match doc {
            Doc::Null => self.text.push_str("null"),
            Doc::Bool(truth) => self.text.push_str(if *truth { "true" } else { "false" }),
            Doc::Number(number) => self.text.push_str(number),
            Doc::Text(text) => self.string(text, self.spelling.escaped_texts),
            Doc::Array(items) => {
                self.open("[");
                for (index, item) in items.iter().enumerate() {
                    path.0.push(Segment::Index(index));
                    self.value(item, path, None);
                    path.0.pop();
                    self.after(items.len() - index - 1);
                }
                self.depth -= usize::from(items.is_empty());
                self.text.push(']');
            }
            Doc::Object(members) => {
                self.open("{");
                for (index, (name, value)) in members.iter().enumerate() {
                    let start = self.here();
                    let again = self.spelling.escaped_last && members[..index].iter().any(|(other, _)| other == name);
                    self.string(name, self.spelling.escaped_keys || again);
                    let key = Span::new(start, self.here());
                    self.gap(Gap::Other);
                    self.token(":", Gap::Colon);
                    path.0.push(Segment::Key(name));
                    self.value(value, path, Some(key));
                    path.0.pop();
                    self.after(members.len() - index - 1);
                }
                self.depth -= usize::from(members.is_empty());
                self.text.push('}');
            }
        }
        let value = Span::new(start, self.here());
        if let Some(locations) = &mut self.locations {
            locations.insert(path.pointer(), Location { key, value });
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
