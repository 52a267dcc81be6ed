//! Where things stand: the library's character counts as byte offsets, and its spans as the bytes that a person
//! would point at.

use std::cell::RefCell;

use saphyr_parser::ScalarStyle;

use crate::Span;
use crate::span::offset;

/// Characters between two kept byte offsets.
const STEP: usize = 64;

/// The text and the offsets of its characters.
pub(super) struct Places<'s> {
    pub(super) text: &'s str,
    /// The byte offset of every `STEP`th character; empty for ASCII, where characters are bytes.
    offsets: Vec<u32>,
    /// Bytes before the part that the library reads.
    start: usize,
    /// Characters that stand in quotes alone and were not found there yet.
    pub(super) controls: RefCell<Vec<Span>>,
}

impl<'s> Places<'s> {
    /// The places of `text`, of which the library reads what follows `start`.
    pub(super) fn new(text: &'s str, start: usize) -> Self {
        let read = &text[start..];
        let offsets = if read.is_ascii() {
            Vec::new()
        } else {
            read.char_indices().step_by(STEP).map(|(index, _)| offset(index)).collect()
        };
        Self { text, offsets, start, controls: RefCell::default() }
    }

    /// The byte offset of the library's character `index`.
    pub(super) fn byte(&self, index: usize) -> usize {
        let read = &self.text[self.start..];
        let byte = if self.offsets.is_empty() {
            index
        } else {
            let step = (index / STEP).min(self.offsets.len() - 1);
            let start = self.offsets[step] as usize;
            let mut characters = read[start..].char_indices();
            characters.nth(index - step * STEP).map_or(read.len(), |(byte, _)| start + byte)
        };
        self.start + byte.min(read.len())
    }

    /// The bytes of one of the library's spans.
    pub(super) fn span(&self, span: saphyr_parser::Span) -> Span {
        let start = self.byte(span.start.index());
        Span::of(start..self.byte(span.end.index()).max(start))
    }

    /// A scalar without its tag and anchor, and of a quoted one without what follows the closing quote.
    pub(super) fn scalar(&self, event: saphyr_parser::Span, style: ScalarStyle, has_properties: bool) -> Span {
        let span = self.span(event);
        let start = if has_properties { self.after_properties(span) } else { span.start as usize };
        let end = span.end as usize;
        match style {
            ScalarStyle::Plain => Span::of(start..end.max(start)),
            ScalarStyle::DoubleQuoted => Span::of(start..self.quoted_end(start, end, b'"')),
            ScalarStyle::SingleQuoted => Span::of(start..self.quoted_end(start, end, b'\'')),
            ScalarStyle::Literal | ScalarStyle::Folded => self.block(start, end),
        }
    }

    /// The lines of a block scalar; its header if it has none.
    fn block(&self, start: usize, end: usize) -> Span {
        let text = &self.text[start..end];
        let content = text.trim_end_matches([' ', '\n', '\r']).len();
        // The library starts at the content, or at the properties, or for want of either at the header.
        let header = if text.starts_with(['|', '>']) { text[..content].find(['\n', '\r']) } else { None };
        let first = header.map_or(0, |line| content - text[line..content].trim_start().len());
        Span::of(start + first..start + content)
    }

    /// A mapping's or sequence's start without its tag and anchor, and whether it has brackets. Of a sequence that is a
    /// value, `key` is the end of its key.
    pub(super) fn container(&self, event: saphyr_parser::Span, key: Option<u32>) -> (u32, bool) {
        let span = self.span(event);
        // The library takes the blanks behind the bracket for a part of it.
        let bracket = self.text[span.range()].trim_end_matches([' ', '\t', '\n', '\r']);
        if bracket.ends_with(['{', '[']) && !bracket.contains('#') {
            return (span.start + offset(bracket.len()) - 1, true);
        }
        // Of a sequence that is not indented under its key the library gives a place behind the first dash.
        let dash = key.map(|key| {
            let colon = self.skip_blank(key as usize, span.end as usize);
            self.after_properties(Span::new(offset(colon + 1).min(span.end), span.end))
        });
        match dash {
            Some(dash) if dash < span.end as usize && self.text[dash..].starts_with('-') => (offset(dash), false),
            _ => (span.end, false),
        }
    }

    /// The tag among the properties at the start of a node.
    pub(super) fn tag(&self, event: saphyr_parser::Span) -> Span {
        let span = self.span(event);
        let mut at = span.start as usize;
        loop {
            let end = self.word_end(at, span.end as usize);
            if self.text[at..end].starts_with('!') {
                return Span::of(at..end);
            }
            let next = self.skip_blank(end, span.end as usize);
            if next <= at {
                return span;
            }
            at = next;
        }
    }

    /// The word at a place that the library complains about.
    pub(super) fn complaint(&self, index: usize) -> Span {
        let start = self.byte(index);
        Span::of(start..self.word_end(start, self.text.len()))
    }

    /// Where an empty value stands that the library found at `event`: behind the colon of the key that ends at `key`,
    /// or in a sequence behind its dash.
    pub(super) fn missing(&self, event: saphyr_parser::Span, key: Option<u32>) -> u32 {
        let at = self.span(event).start;
        match key {
            Some(_) if self.text[at as usize..].starts_with(':') => at + 1,
            Some(key) => key,
            None => at,
        }
    }

    /// The tab between a dash, a question mark or a colon and what begins at `start` in the same line, if there is one.
    pub(super) fn tab_before(&self, start: u32) -> Option<Span> {
        let before = &self.text[..start as usize];
        let indicator = before.trim_end_matches([' ', '\t']);
        let tab = indicator.len() + before[indicator.len()..].find('\t')?;
        indicator.ends_with(['-', '?', ':']).then(|| Span::of(tab..tab + 1))
    }

    /// Where a document ends in a text that the library takes for one block scalar: behind `...`, or before `---`.
    pub(super) fn marker(&self, span: Span) -> Option<usize> {
        let text = &self.text[span.range()];
        // One without a line of its own begins with the marker.
        let first = self.text[..span.start as usize].ends_with('\n').then_some(0);
        let mut lines = first.into_iter().chain(text.match_indices('\n').map(|(at, _)| at + 1));
        let is_marker = |at: &usize| {
            let line = &text[*at..];
            let rest = line.strip_prefix("---").or_else(|| line.strip_prefix("..."));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
        };
        let at = lines.find(is_marker)?;
        let end = if text[at..].starts_with('.') { text[at..].find('\n')? + 1 } else { 0 };
        Some(span.start as usize + at + end)
    }

    fn after_properties(&self, span: Span) -> usize {
        let end = span.end as usize;
        let mut at = span.start as usize;
        while at < end {
            if self.text[at..end].starts_with(['&', '!']) {
                at = self.word_end(at, end);
            }
            let next = self.skip_blank(at, end);
            if !self.text[next..end].starts_with(['&', '!']) {
                return next;
            }
            at = next;
        }
        end
    }

    fn word_end(&self, at: usize, end: usize) -> usize {
        let word = &self.text[at..end];
        at + word.find([' ', '\t', '\n', '\r']).unwrap_or(word.len())
    }

    /// Past white space and comments.
    fn skip_blank(&self, mut at: usize, end: usize) -> usize {
        loop {
            let rest = &self.text[at..end];
            let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r']);
            at = end - trimmed.len();
            if !trimmed.starts_with('#') {
                return at;
            }
            at += trimmed.find(['\n', '\r']).unwrap_or(trimmed.len());
        }
    }

    fn quoted_end(&self, start: usize, end: usize, quote: u8) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        while at < end {
            match bytes[at] {
                b'\\' if quote == b'"' => at += 2,
                byte if byte == quote && quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 2,
                byte if byte == quote => return at + 1,
                _ => at += 1,
            }
        }
        end
    }
}
