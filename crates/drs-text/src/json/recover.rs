//! Recovery: what is wrong and understood all the same, and where the parser stops.

use crate::Span;
use crate::fault::{Expected, Fault, FaultKind, Foreign};
use crate::json::parser::{Next, Parser, Shape, State, Stop};
use crate::json::scanner::{is_word, skip_whitespace, token, word_end};
use crate::kind::Kind;
use crate::tree::{Cell, flag};

/// What is written where a colon belongs.
const COLONS: [&str; 3] = ["=>", "=", "\u{FF1A}"];

impl<'s> Parser<'s> {
    /// A value should be at `at`.
    #[cold]
    pub(super) fn recover_value(&mut self, at: usize) -> Next {
        let next = self.skip(at)?;
        if next > at {
            return Ok(State::Value(next));
        }
        match (self.byte(at), self.frame.shape) {
            _ if at == self.bytes.len() => Err(self.end(Expected::Value, None)),
            (b'\'', _) => self.string_value(at),
            (b',' | b'}', Shape::Object) => {
                self.unexpected(Expected::Value, at, at + 1);
                Ok(self.placeholder(Kind::Null, at, at))
            }
            (b',', Shape::Array) => {
                self.unexpected(Expected::Value, at, at + 1);
                Ok(State::Value(at + 1))
            }
            (b']', Shape::Array) => Ok(self.close_after_comma(at)),
            (b'+' | b'.', _) => self.recover_number(at),
            (0x80.., _) if let Some((cell, end)) = self.typographic(at, false) => {
                self.complete(cell, 0);
                Ok(State::After(end))
            }
            (byte, _) if is_word(byte) => self.bare_word(at),
            _ => Err(self.stop(at, Expected::Value)),
        }
    }

    /// A key should be at `at`.
    #[cold]
    pub(super) fn recover_key(&mut self, at: usize) -> Next {
        let next = self.skip(at)?;
        if next > at {
            return Ok(State::Key(next));
        }
        match self.byte(at) {
            _ if at == self.bytes.len() => Err(self.end(Expected::Key, None)),
            b'\'' => self.string_key(at),
            b'}' => Ok(self.close_after_comma(at)),
            b',' => {
                self.unexpected(Expected::Key, at, at + 1);
                Ok(State::Key(at + 1))
            }
            0x80.. if let Some((cell, end)) = self.typographic(at, true) => {
                self.add_key(cell);
                Ok(State::Colon(end))
            }
            byte if is_word(byte) && self.key_end(at).is_some() => {
                let end = word_end(self.bytes, at);
                let span = Span::of(at..end);
                self.fault(FaultKind::UnquotedKey, span);
                self.add_key(Cell::new(Kind::String, 0, span, 0));
                Ok(State::Colon(end))
            }
            _ => Err(self.stop(at, Expected::Key)),
        }
    }

    /// A colon should be at `at`.
    #[cold]
    pub(super) fn recover_colon(&mut self, at: usize) -> Next {
        let next = self.skip(at)?;
        if next > at {
            return Ok(State::Colon(next));
        }
        let tail = &self.text[at..];
        if tail.is_empty() {
            return Err(self.end(Expected::Colon, None));
        }
        if tail.starts_with([',', '}']) {
            self.unexpected(Expected::Colon, at, at + 1);
            if tail.starts_with(',') && self.is_last_string(at + 1) {
                return Ok(State::Value(at + 1));
            }
            return Ok(self.placeholder(Kind::Null, at, at));
        }
        let Some(other) = COLONS.into_iter().find(|other| tail.starts_with(other)) else {
            return Err(self.stop(at, Expected::Colon));
        };
        self.unexpected(Expected::Colon, at, at + other.len());
        Ok(State::Value(at + other.len()))
    }

    /// A comma or the closing bracket should be at `at`.
    #[cold]
    pub(super) fn recover_after(&mut self, at: usize) -> Next {
        let next = self.skip(at)?;
        if next > at {
            return Ok(State::After(next));
        }
        let expected =
            if self.frame.shape == Shape::Object { Expected::CommaOrBrace } else { Expected::CommaOrBracket };
        let (missing, next) = match (self.byte(at), self.frame.shape) {
            (0, _) if at == self.bytes.len() => return Err(self.end(expected, None)),
            (_, Shape::Object) => (self.key_end(at).is_some(), State::Key(at)),
            (b'"' | b'{' | b'[' | b'-' | b'0'..=b'9', _) => (true, State::Value(at)),
            _ => (["true", "false", "null"].contains(&self.word_at(at)), State::Value(at)),
        };
        if !missing {
            return Err(self.stop(at, expected));
        }
        let end = self.content_end(at);
        self.fault(FaultKind::MissingComma, Span::of(end..end));
        Ok(next)
    }

    /// Closes the container at the bracket `at`, before which a comma may stand.
    fn close_after_comma(&mut self, at: usize) -> State {
        if let Some(comma) = self.comma.take() {
            self.fault(FaultKind::TrailingComma, Span::new(comma, comma + 1));
        }
        self.close(at)
    }

    /// Reads a bare word as a value.
    #[cold]
    pub(super) fn bare_word(&mut self, at: usize) -> Next {
        let word = self.word_at(at);
        let end = at + word.len();
        if (word == "$" || self.text[..at].trim_end().is_empty())
            && let Some(stop) = self.template(at)
        {
            return Err(stop);
        }
        if end == self.bytes.len() && ["true", "false", "null"].iter().any(|literal| literal.starts_with(word)) {
            self.placeholder(Kind::Null, at, end);
            return Err(self.end(Expected::Value, None));
        }
        self.fault(FaultKind::InvalidLiteral, Span::of(at..end));
        let state = match word {
            "True" | "TRUE" | "False" | "FALSE" => self.scalar(Kind::Bool, 0, at, end),
            "None" | "Null" | "NULL" | "nil" => self.scalar(Kind::Null, 0, at, end),
            "NaN" | "Infinity" | "-Infinity" | "+Infinity" => self.placeholder(Kind::Number, at, end),
            _ => self.placeholder(Kind::Null, at, end),
        };
        match self.byte(skip_whitespace(self.bytes, end)) {
            b',' | b'}' | b']' | b'/' | b'#' => Ok(state),
            0 if skip_whitespace(self.bytes, end) == self.bytes.len() => Ok(state),
            _ => Err(Stop(end)),
        }
    }

    fn word_at(&self, at: usize) -> &'s str {
        &self.text[at..word_end(self.bytes, at)]
    }

    /// The end of the string or bare word at `at`, if a colon follows it.
    fn key_end(&self, at: usize) -> Option<usize> {
        let end = match self.byte(at) {
            quote @ (b'"' | b'\'') => self.find_quote(at + 1, quote)? + 1,
            _ => word_end(self.bytes, at),
        };
        (end > at && self.byte(skip_whitespace(self.bytes, end)) == b':').then_some(end)
    }

    /// Whether a string follows at `at` that is no key, since a comma or the end of the object follows it.
    fn is_last_string(&self, at: usize) -> bool {
        let start = skip_whitespace(self.bytes, at);
        let close = if self.byte(start) == b'"' { self.find_quote(start + 1, b'"') } else { None };
        close.is_some_and(|close| matches!(self.byte(skip_whitespace(self.bytes, close + 1)), b',' | b'}'))
    }

    /// The end of what precedes `at`, without white space, comments and whatever else was skipped.
    fn content_end(&self, at: usize) -> usize {
        let mut end = self.trim(at);
        for skipped in self.faults.skipped() {
            if skipped.end as usize != end {
                break;
            }
            end = self.trim(skipped.start as usize);
        }
        end
    }

    fn trim(&self, end: usize) -> usize {
        self.text[..end].trim_end_matches([' ', '\n', '\r', '\t']).len()
    }

    /// A value or key that the text does not have, or has in no usable spelling, at `at..end`.
    pub(super) fn placeholder(&mut self, kind: Kind, at: usize, end: usize) -> State {
        self.scalar(kind, flag::PLACEHOLDER, at, end)
    }

    fn unexpected(&mut self, expected: Expected, at: usize, end: usize) {
        self.fault(FaultKind::UnexpectedToken { expected }, Span::of(at..end));
    }

    /// Takes the expression of a template at `at`, if it is one, for a value, and stops behind it.
    pub(super) fn template(&mut self, at: usize) -> Option<Stop> {
        let (what, span) = Foreign::at(self.text, at)?;
        self.fault(FaultKind::Foreign { what }, span);
        let end = span.range().end;
        self.placeholder(Kind::Null, at, end);
        Some(Stop(end))
    }

    /// Reports that something else must be at `at`.
    fn stop(&mut self, at: usize, expected: Expected) -> Stop {
        if let Some((what, span)) = Foreign::at(self.text, at) {
            self.fault(FaultKind::Foreign { what }, span);
            return Stop(at);
        }
        let fault = Fault::new(FaultKind::UnexpectedToken { expected }, token(self.text, at));
        // A bracket of the wrong kind is best shown beside the one that it would have to close.
        let opened = if matches!(self.byte(at), b'}' | b']') { self.opened() } else { None };
        self.faults.push(Fault { related: opened, ..fault });
        Stop(at)
    }

    /// Reports that the text ends too early.
    pub(super) fn end(&mut self, expected: Expected, opened: Option<Span>) -> Stop {
        let end = self.bytes.len();
        let fault = Fault::new(FaultKind::UnexpectedEnd { expected }, Span::of(end..end));
        self.faults.push(Fault { related: opened.or_else(|| self.opened()), ..fault });
        Stop(end)
    }

    /// The bracket of the innermost open container.
    fn opened(&self) -> Option<Span> {
        let start = self.tree.cells.get(self.frame.node as usize)?.span().start;
        (self.frame.shape != Shape::Root).then(|| Span::new(start, start + 1))
    }

    /// Skips the container at `at`, which is too deep.
    #[cold]
    pub(super) fn skip_container(&mut self, at: usize, limit: u32) -> Next {
        if !self.too_deep {
            self.too_deep = true;
            self.fault(FaultKind::TooDeep { limit }, Span::of(at..at + 1));
        }
        let mut depth = 0;
        let mut end = at;
        while let Some(byte) = self.bytes.get(end) {
            end += 1;
            match byte {
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth -= 1,
                b'"' => end = self.find_quote(end, b'"').map_or(self.bytes.len(), |quote| quote + 1),
                _ => {}
            }
            if depth == 0 {
                return Ok(self.placeholder(Kind::Null, at, end));
            }
        }
        self.placeholder(Kind::Null, at, end);
        Err(Stop(end))
    }
}
