//! A text that diagnostics point into, and the only way by which renderers get at it.

#![cfg_attr(not(feature = "render"), expect(dead_code, reason = "renderers ask for more"))]

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use drs_text::{Edit, Lines, Parsed, Span, Tree};

use crate::escape::escape;
use crate::fix::Fix;
use crate::mask::{Mask, Masked};
use crate::redact::MASK;
use crate::secrets::Secrets;

/// Characters of a message that are shown. Messages are short; one that quotes without measure is the exception.
const MAX_MESSAGE_CHARS: usize = 4000;

/// A text with the knowledge of which parts of it are secret.
///
/// Making one is cheap; what is secret is found when the first text is shown. See [`mask`](crate::mask()).
pub struct Source<'a> {
    name: String,
    text: Cow<'a, str>,
    secrets: &'a Secrets,
    parsed: Vec<&'a Parsed<'a>>,
    /// Whether the text is one value in no syntax.
    is_value: bool,
    pub(crate) first_line: u32,
    pub(crate) first_byte: u64,
    pub(crate) lines: Option<Lines<'a>>,
    /// Whether the bytes are no text in UTF-8 at all: nothing is shown of them.
    is_binary: bool,
    masked: OnceLock<Masked>,
}

impl<'a> Source<'a> {
    /// The text `bytes`, called `name`, in which `secrets` are not shown.
    ///
    /// `parsed` is what the text was parsed to, which decides what is secret; without it the text is taken for JSON and parsed
    /// when something of it is shown. Each byte that is not UTF-8 is taken for one character and shown as U+FFFD, so spans are
    /// the same as in `bytes`.
    pub fn new(name: &str, bytes: &'a [u8], secrets: &'a Secrets, parsed: Option<&'a Parsed<'a>>) -> Self {
        // Spans reach no farther.
        let bytes = &bytes[..bytes.len().min(u32::MAX as usize)];
        let read = parsed.and_then(|parsed| parsed.tree.as_ref()).map(Tree::text);
        let read = read.filter(|text| std::ptr::eq(text.as_bytes(), bytes));
        Self {
            name: name.to_owned(),
            text: read.map_or_else(|| same_length(bytes), Cow::Borrowed),
            secrets,
            parsed: parsed.into_iter().collect(),
            is_value: false,
            first_line: 1,
            first_byte: 0,
            lines: None,
            is_binary: drs_text::binary_format(bytes).is_some(),
            masked: OnceLock::new(),
        }
    }

    /// Adds what the next document of the text was parsed to. For a stream of YAML documents.
    #[must_use]
    pub fn with_parsed(mut self, parsed: &'a Parsed<'a>) -> Self {
        self.parsed.push(parsed);
        self
    }

    /// Takes what is hidden of the text from where it was found before.
    #[must_use]
    pub fn with_mask(mut self, mask: Mask) -> Self {
        self.masked = OnceLock::from(mask.0);
        self
    }

    /// Finds what is hidden of the text, to be shown elsewhere than where it was parsed.
    pub fn into_mask(self) -> Mask {
        self.found();
        Mask(self.masked.into_inner().unwrap_or_default())
    }

    /// Hides of a string what a text hides that is its content, and whose bytes come from where `place` says. Where the whole string
    /// is hidden, everything that its content says is secret.
    #[must_use]
    pub fn with_content(mut self, content: &Source<'_>, place: impl Fn(Span) -> Span) -> Self {
        let all = place(content.clamp(Span::new(0, u32::MAX)));
        let says = content.parsed.iter().filter(|_| self.found().covers(all)).copied();
        let masked = self.found().with_content((&content.text, content.found()), (&self.text, all), says, place);
        self.masked = OnceLock::from(masked);
        self
    }

    /// Hides all but `span`.
    #[must_use]
    pub fn showing_only(mut self, span: Span) -> Self {
        let masked = self.found().showing_only(&self.text, self.clamp(span));
        self.masked = OnceLock::from(masked);
        self
    }

    /// Says that the text is in no syntax: one value, such as a message.
    #[must_use]
    pub fn as_value(mut self) -> Self {
        self.is_value = true;
        self
    }

    /// Says that the text is a part of a file: it begins at the start of `line` (from 1), after `byte` bytes. Every line number
    /// and byte offset that is shown or reported is then one in that file. For a line of JSON Lines.
    #[must_use]
    pub fn starting_at(mut self, line: u32, byte: u64) -> Self {
        self.first_line = line.max(1);
        self.first_byte = byte;
        self
    }

    /// Counts the lines once and for all. Worth it where many documents share the source, such as a YAML stream: else they are
    /// counted for each document that has something to show.
    #[must_use]
    pub fn with_lines(mut self) -> Self {
        if let Cow::Borrowed(text) = self.text {
            self.lines = Some(Lines::new(text));
        }
        self
    }

    /// What the text is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text of `span` as it may be quoted in a message: `***` for what is hidden, the rest [escaped](crate::escape()).
    pub fn visible(&self, span: Span) -> String {
        let span = self.clamp(span);
        let mut plain = String::new();
        let mut is_hidden = false;
        for (at, c) in self.text[span.range()].char_indices() {
            let was_hidden = std::mem::replace(&mut is_hidden, self.hides(span.start as usize + at));
            match (was_hidden, is_hidden) {
                (_, false) => plain.push(c),
                (false, true) => plain.push_str(MASK),
                (true, true) => {}
            }
        }
        escape(&plain).into_owned()
    }

    /// The whole text with `***` in the place of each part that is hidden, and how many those are. A part that `may_stay`
    /// accepts is left as it is. In the place of a value without quotes `***` gets some, so that the text can still be read.
    /// What is not hidden is shown as `show` returns it: [`Self::redact`] also finds there what a secret says.
    pub fn without_secrets(&self, may_stay: impl Fn(&str) -> bool, show: impl Fn(&str) -> String) -> (String, usize) {
        let (text, found) = (self.text(), self.found());
        let (mut all, mut rest) = (String::with_capacity(text.len()), 0);
        let before = text.matches(MASK).count();
        while let Some(start) = text[rest..].char_indices().map(|(at, _)| rest + at).find(|&at| found.hides(text, at)) {
            let end = text[start..].char_indices().map(|(at, _)| start + at).find(|&at| !found.hides(text, at));
            let end = end.unwrap_or(text.len());
            all.push_str(&show(&text[rest..start]));
            if may_stay(&text[start..end]) {
                all.push_str(&text[start..end]);
            } else {
                let quote = if found.is_bare_value(start) { "\"" } else { "" };
                all.extend([quote, MASK, quote]);
            }
            rest = end;
        }
        all.push_str(&show(&text[rest..]));
        let hidden = all.matches(MASK).count().saturating_sub(before);
        (all, hidden)
    }

    /// `text` without the secrets of this source: `***` for each masked value, and for each beginning of eight or more
    /// characters of one. Values of less than four characters, `true`, `false`, `null` and the names of secrets are left.
    pub fn redact(&self, text: &str) -> String {
        self.found().strings.redact(text)
    }

    /// Whether a fix may be shown: its edits fit the text and each other, and none writes inside a secret or carries one.
    pub fn may_show(&self, fix: &Fix) -> bool {
        let mut spans: Vec<Span> = fix.edits.iter().map(|edit| edit.span).collect();
        spans.sort_unstable();
        let fits = spans.iter().all(|&span| self.clamp(span) == span);
        let disjoint = spans.windows(2).all(|pair| pair[0].end <= pair[1].start);
        let masked = self.found();
        // A blank or nothing in the place of a secret says nothing of it.
        let shows = |edit: &Edit| {
            !edit.text.trim().is_empty() && (masked.touches(edit.span) || masked.strings.occur_in(&edit.text))
        };
        fits && disjoint && !fix.edits.iter().any(shows)
    }

    /// A text that a caller has composed, as it may be shown: without secrets, in one line, and cut where it has no end.
    pub(crate) fn clean(&self, text: &str) -> String {
        let (mut plain, whole) = self.found().strings.redact_start(text, MAX_MESSAGE_CHARS);
        if !whole {
            plain.push('…');
        }
        escape(&plain).into_owned()
    }

    /// The text with nothing hidden.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether a character of `span` may be hidden.
    pub fn hides_any(&self, span: Span) -> bool {
        self.found().touches(span)
    }

    /// Whether the character at `offset` is hidden.
    pub(crate) fn hides(&self, offset: usize) -> bool {
        self.found().hides(&self.text, offset)
    }

    /// The part of `span` that exists, from character to character.
    pub(crate) fn clamp(&self, span: Span) -> Span {
        let floor = |offset: u32| {
            let index = self.text.floor_char_boundary((offset as usize).min(self.text.len()));
            u32::try_from(index).unwrap_or(u32::MAX)
        };
        Span::new(floor(span.start), floor(span.end))
    }

    fn found(&self) -> &Masked {
        self.masked.get_or_init(|| match &self.text {
            text if self.is_binary => Masked::of_unknown(text),
            text if self.is_value => Masked::of_value(text, self.secrets),
            Cow::Borrowed(text) => Masked::find(text, self.secrets, &self.parsed),
            // It was not read; its other bytes may be JSON.
            Cow::Owned(text) => Masked::find(text, self.secrets, &[]),
        })
    }
}

/// Says what it is, never what is in it.
impl fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("name", &self.name).field("bytes", &self.text.len()).finish_non_exhaustive()
    }
}

/// The text with U+001A, the character made to stand for what is not one, for each byte that is not UTF-8.
fn same_length(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '\x1a'));
    }
    Cow::Owned(text)
}
