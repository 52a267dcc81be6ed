//! What a scalar is: by its style, its tag and its text.

use saphyr_parser::{ScalarStyle, Tag};

use crate::Span;
use crate::fault::FaultKind;
use crate::kind::Kind;
use crate::number::overflows;
use crate::tree::{Cell, flag};
use crate::yaml::build::{Builder, Mark};
use crate::yaml::escape;
use crate::yaml::scalar::{Plain, read};
use crate::yaml::tag::core;

impl Builder<'_, '_> {
    /// Adds a scalar as a key.
    pub(super) fn key(&mut self, text: &str, span: Span, style: ScalarStyle, tag: Option<&Tag>, mark: Mark) {
        if tag.is_some_and(|tag| !matches!(core(tag), Some("str" | "int" | "float" | "bool" | "null"))) {
            self.fault(FaultKind::UnsupportedTag, self.places.tag(mark));
        }
        let is_merge = text == "<<" && style == ScalarStyle::Plain && tag.is_none();
        let mut flags = 0;
        if is_merge {
            self.fault(FaultKind::MergeKey, span);
            flags = flag::PLACEHOLDER;
            self.truncate();
        }
        // `y` and `n` are letters to most programs, whatever YAML 1.1 says.
        let is_in_doubt = style == ScalarStyle::Plain && tag.is_none() && text.len() > 1;
        if let Some(reading) = read(text).1.filter(|_| is_in_doubt && self.options.strict_scalars) {
            self.fault(FaultKind::AmbiguousScalar { reading }, span);
        }
        let cell = self.text(text, span, style, flags);
        self.add_key(cell, span.end);
    }

    /// The node of a scalar as a value.
    pub(super) fn value(&mut self, text: &str, span: Span, style: ScalarStyle, tag: Option<&Tag>, mark: Mark) -> Cell {
        let is_plain = style == ScalarStyle::Plain;
        let mut flags = 0;
        let (plain, reading) = match tag.map(core) {
            None if is_plain => read(text),
            None | Some(Some("str")) => (Plain::Text, None),
            Some(core) => match (core, read(text).0) {
                (Some("null"), plain @ Plain::Null)
                | (Some("bool"), plain @ Plain::Bool)
                | (Some("float"), plain @ (Plain::Number(_) | Plain::NotFinite)) => (plain, None),
                (Some("int"), Plain::Number(number)) if !number.contains(['.', 'e', 'E']) => {
                    (Plain::Number(number), None)
                }
                (_, plain) => {
                    self.fault(FaultKind::UnsupportedTag, self.places.tag(mark));
                    flags = flag::PLACEHOLDER;
                    (if is_plain { plain } else { Plain::Text }, None)
                }
            },
        };
        if let Some(reading) = reading.filter(|_| self.options.strict_scalars) {
            self.fault(FaultKind::AmbiguousScalar { reading }, span);
            flags = flag::PLACEHOLDER;
        }
        match plain {
            Plain::Null => Cell::new(Kind::Null, flags, span, 0),
            Plain::Bool if is_plain => Cell::new(Kind::Bool, flags, span, 0),
            Plain::Bool => Cell::new(Kind::Bool, flags | flag::DECODED, span, self.tree.intern(text)),
            Plain::Number(number) => {
                if overflows(&number) {
                    self.fault(FaultKind::NumberOutOfRange, span);
                }
                if number == self.places.text[span.range()] {
                    return Cell::new(Kind::Number, flags, span, 0);
                }
                Cell::new(Kind::Number, flags | flag::DECODED, span, self.tree.intern(&number))
            }
            Plain::NotFinite => {
                self.fault(FaultKind::InvalidLiteral, span);
                Cell::new(Kind::Number, flag::PLACEHOLDER, span, 0)
            }
            Plain::Text => self.text(text, span, style, flags),
        }
    }

    /// A string: a slice of the source where that is its text.
    fn text(&mut self, text: &str, span: Span, style: ScalarStyle, flags: u32) -> Cell {
        let raw = &self.places.text[span.range()];
        let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        if !quoted && raw == text {
            Cell::new(Kind::String, flags, span, 0)
        } else if quoted && inside(raw) == Some(text) {
            Cell::new(Kind::String, flags | flag::QUOTED, span, 0)
        } else {
            Cell::new(Kind::String, flags | flag::DECODED, span, self.tree.intern(text))
        }
    }
}

impl Builder<'_, '_> {
    /// The text that was meant where the library was made to read another, and whether it is wrong as it is written; finds what
    /// the library does not look at.
    pub(super) fn repaired(&mut self, text: &str, span: Span, style: ScalarStyle) -> Option<(String, bool)> {
        let raw = &self.places.text[span.range()];
        match style {
            ScalarStyle::DoubleQuoted | ScalarStyle::SingleQuoted => {
                self.places.controls.borrow_mut().retain(|control| !span.range().contains(&(control.start as usize)));
                if style == ScalarStyle::SingleQuoted || !raw.contains('\\') {
                    return None;
                }
                let faults = escape::faults(raw, span.start);
                let is_wrong = !faults.is_empty();
                let first_fault = self.faults.kept.len();
                for (kind, span) in faults {
                    self.fault(kind, span);
                }
                if let Some(letter) = if is_wrong { escape::letter(raw, span.start) } else { None } {
                    self.faults.doubt_escapes(first_fault, letter);
                }
                Some((escape::meant(raw, text), is_wrong))
            }
            ScalarStyle::Plain => {
                let first = raw.chars().next().filter(|c| matches!(c, '@' | '%' | '`'))?;
                Some((
                    text.chars().skip(1).fold(String::from(first), |text, c| text + c.encode_utf8(&mut [0; 4])),
                    true,
                ))
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                if self.frames.is_empty() && self.cut.is_none() {
                    self.cut = self.places.marker(span);
                }
                None
            }
        }
    }
}

/// What stands between the quotes; `None` where the library's places are so far off that there are none.
fn inside(raw: &str) -> Option<&str> {
    ['"', '\''].into_iter().find_map(|quote| raw.strip_prefix(quote)?.strip_suffix(quote))
}
