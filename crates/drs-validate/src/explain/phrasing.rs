//! Phrases for places and values, as they may be shown: escaped, bounded, without secrets.

use std::borrow::Cow;

use drs_text::{Kind, Node};

use super::text::{TextPart, text};
use crate::input::Syntax;
use crate::instance_path::{InstancePath, PathId, Segment};
use crate::schema::Property;

/// How many characters of a user's text a message shows.
const MAX_SHOWN_CHARS: usize = 40;

/// How many bytes of a longer text may be shown: a message must not take longer the longer a text is that it names.
const MAX_READ_BYTES: usize = 4 * MAX_SHOWN_CHARS;

/// How many bytes behind these are looked at for secrets that begin in them: an address, which ends them, is no longer.
const MAX_ADDRESS_BYTES: usize = 512;

/// A place as a noun: `` `db_port` ``, `` `jobs[0]` ``, "the document".
#[derive(Clone, Debug)]
pub(super) enum Place<'t> {
    /// The document as a whole.
    Document,
    /// The value of this name.
    Named(Quoted<'t>),
}

/// An interned place.
pub(super) fn place<'t>(paths: &InstancePath<'t>, path: PathId) -> Place<'t> {
    plain(paths, path).map_or(Place::Document, |name| Place::Named(Quoted(name)))
}

impl TextPart for Place<'_> {
    fn add_to(&self, text: &mut String) {
        match self {
            Self::Document => text.push_str("the document"),
            Self::Named(name) => name.add_to(text),
        }
    }
}

/// A text in backticks, escaped and bounded.
#[derive(Clone, Debug)]
pub(super) struct Quoted<'t>(Cow<'t, str>);

impl Quoted<'_> {
    /// The text without the backticks.
    pub(super) fn inner(&self) -> &str {
        &self.0
    }
}

impl TextPart for Quoted<'_> {
    fn add_to(&self, text: &mut String) {
        if self.0.is_empty() {
            return text.push_str("the empty string");
        }
        text.push('`');
        text.push_str(&self.0);
        text.push('`');
    }
}

fn plain<'t>(paths: &InstancePath<'t>, path: PathId) -> Option<Cow<'t, str>> {
    Some(match paths.last(path)? {
        Segment::Key(_) => paths.key(path).map_or(Cow::Borrowed(drs_diag::MASK), bounded),
        Segment::Index(index) => format!("{}[{index}]", plain(paths, paths.parent(path)).unwrap_or_default()).into(),
    })
}

/// Names of members one below the other: `` `job.params` ``.
pub(super) fn chain(properties: &[&'static Property]) -> String {
    let names: Vec<_> = properties.iter().map(|property| property.name).collect();
    text!("`", names.join("."), "`")
}

/// A text of the user's, quoted: escaped and cut off where it gets long.
pub(super) fn quoted(text: &str) -> Quoted<'_> {
    Quoted(bounded(Cow::Borrowed(text)))
}

fn bounded(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.len() > MAX_READ_BYTES + MAX_ADDRESS_BYTES {
        let start = start(&text);
        let cut = start.char_indices().nth(MAX_SHOWN_CHARS).map_or(start.len(), |(cut, _)| cut);
        return text!(drs_diag::escape(&start[..cut]), "…").into();
    }
    // Of a secret that is cut, nobody could tell any more that it is one.
    let text = crate::secrets().hide_in(&text).map_or(text, Cow::Owned);
    // Most texts are short, and have no more characters than bytes.
    let cut = if text.len() > MAX_SHOWN_CHARS { text.char_indices().nth(MAX_SHOWN_CHARS) } else { None };
    match cut {
        Some((cut, _)) => text!(drs_diag::escape(&text[..cut]), "…").into(),
        None => match text {
            Cow::Borrowed(text) => drs_diag::escape(text),
            Cow::Owned(text) => drs_diag::escape(&text).into_owned().into(),
        },
    }
}

/// The start of a long text without secrets.
fn start(text: &str) -> Cow<'_, str> {
    let hidden = |bytes: usize| {
        let part = &text[..text.floor_char_boundary(bytes)];
        crate::secrets().hide_in(part).map_or(Cow::Borrowed(part), Cow::Owned)
    };
    let (shown, known) = (hidden(MAX_READ_BYTES), hidden(MAX_READ_BYTES + MAX_ADDRESS_BYTES));
    let same = shown.chars().zip(known.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    if same == shown.len() {
        return shown;
    }
    // In a part of the text alone a secret is not seen that the cut goes through.
    text!(&shown[..same], drs_diag::MASK).into()
}

/// Whether a container has indentation in the place of brackets.
pub(super) fn is_block(node: Node<'_>, syntax: Syntax) -> bool {
    let is_container = matches!(node.kind(), Kind::Array | Kind::Object);
    syntax == Syntax::Yaml && is_container && !node.raw().starts_with(['[', '{'])
}

/// A scalar as it may be shown in a message, quoted; `None` for containers and secrets.
pub(super) fn value(node: Node<'_>, secret: bool) -> Option<Quoted<'_>> {
    if secret {
        return None;
    }
    match node.kind() {
        Kind::String => node.as_str().map(|text| Quoted(bounded(text))),
        Kind::Number => node.as_number().map(quoted),
        Kind::Bool => Some(quoted(node.raw())),
        // YAML also writes it as `~`, or not at all.
        Kind::Null => Some(quoted("null")),
        Kind::Array | Kind::Object => None,
    }
}

/// What was found, as a noun: "the number `1521`", "an object".
#[derive(Clone, Debug)]
pub(super) struct Found<'t> {
    noun: &'static str,
    value: Option<Quoted<'t>>,
}

/// What a node is and, if that may be shown, its value.
pub(super) fn found(node: Node<'_>, secret: bool) -> Found<'_> {
    let (definite, indefinite) = match node.kind() {
        Kind::Null => ("", "`null`"),
        Kind::Bool => ("the boolean ", "a boolean"),
        Kind::Number => ("the number ", "a number"),
        Kind::String => ("the string ", "a string"),
        Kind::Array => ("", "an array"),
        Kind::Object => ("", "an object"),
    };
    match value(node, secret) {
        Some(value) => Found { noun: definite, value: Some(value) },
        None => Found { noun: indefinite, value: None },
    }
}

impl TextPart for Found<'_> {
    fn add_to(&self, text: &mut String) {
        match &self.value {
            Some(value) if value.inner().is_empty() => value.add_to(text),
            Some(value) => {
                text.push_str(self.noun);
                value.add_to(text);
            }
            None => text.push_str(self.noun),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{quoted, text};

    #[test]
    fn long_and_strange_texts() {
        assert_eq!(text!("found ", quoted("")), "found the empty string");
        assert_eq!(text!(quoted("a\u{1b}[31m\n")), r"`a\u{1b}[31m\u{a}`");
        assert_eq!(text!(quoted(&"x".repeat(41))), format!("`{}…`", "x".repeat(40)));
        assert_eq!(text!(quoted(&"ü".repeat(40))), format!("`{}`", "ü".repeat(40)));
    }

    #[test]
    fn secrets_inside_texts() {
        for (text, shown) in [
            ("moved <from mysql> with password=hunter2, see ticket", "`moved <from mysql> with password=***`"),
            ("<jdbc:mysql://h/orders2?password=hunter2&useSSL=false", "`<jdbc:mysql://h/orders2?password=***`"),
            ("a text that is cut where <its password=hunter2", "`a text that is cut where <its password=*…`"),
            ("password=abc", "`password=***`"),
        ] {
            assert_eq!(text!(quoted(text)), shown);
        }
    }

    #[test]
    fn secrets_inside_texts_that_are_read_in_part() {
        let address = |length: usize| format!("u:{}@h", "x".repeat(length));
        let addresses = |length: usize| format!("{} ", address(length)).repeat(12);
        for (text, shown) in [
            (format!("password={}", "x".repeat(2000)), "`password=***…`".to_owned()),
            (format!("a {} b", "x".repeat(2000)), format!("`a {}…`", "x".repeat(38))),
            (format!("{}{}", address(130), " y".repeat(800)), format!("`u:***@h{}…`", " y".repeat(13))),
            // One that the cut goes through.
            (address(480) + &" y".repeat(800), "`u:***…`".to_owned()),
            (addresses(90), "`u:***@h u:***…`".to_owned()),
            (addresses(150), "`u:***@h u:***…`".to_owned()),
            (addresses(500), "`u:***…`".to_owned()),
            (
                format!("-----BEGIN\u{20}PRIVATE KEY-----{}", "x".repeat(900)),
                "`-----BEGIN\u{20}PRIVATE KEY-----***…`".to_owned(),
            ),
            ("é".repeat(1000), format!("`{}…`", "é".repeat(40))),
            ("é:€".repeat(1000), format!("`{}…`", "é:€".repeat(14).chars().take(40).collect::<String>())),
        ] {
            assert_eq!(text!(quoted(&text)), shown, "{text}");
        }
    }

    #[test]
    fn the_length_of_a_text_costs_nothing() {
        let text = "k ".repeat(1 << 20);
        // A look at all of it each time would take minutes.
        for _ in 0..1000 {
            assert_eq!(text!(quoted(&text)), format!("`{}…`", "k ".repeat(20)));
        }
    }
}
