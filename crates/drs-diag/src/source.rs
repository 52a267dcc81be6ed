//! A text that diagnostics point into, and the only way by which renderers get at it.

#![cfg_attr(not(feature = "render"), expect(dead_code, reason = "renderers ask for more"))]

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use drs_text::{Edit, Lines, Span, Tree};

use crate::escape::escape;
use crate::fix::Fix;
use crate::mask::Masked;
use crate::secrets::Secrets;

/// Characters of a message that are shown. Messages are short; one that quotes without measure is the exception.
const MAX_MESSAGE_CHARS: usize = 4000;

/// A text with the knowledge of which parts of it are secret.
///
/// Making one is cheap; what is secret is found when the first text is shown.
pub struct Source<'a> {
    name: String,
    text: Cow<'a, str>,
    secrets: &'a Secrets,
    trees: Vec<&'a Tree<'a>>,
    pub(crate) first_line: u32,
    pub(crate) first_byte: u64,
    pub(crate) lines: Option<Lines<'a>>,
    /// Whether the bytes are UTF-16, which nothing is shown of.
    is_utf16: bool,
    masked: OnceLock<Masked>,
}

impl<'a> Source<'a> {
    /// The text `bytes`, called `name`, in which `secrets` are not shown.
    ///
    /// `tree` is what the text was parsed to, if it was; without it (and beside it) secrets are found by a tolerant scan. Each
    /// byte that is not UTF-8 is taken for one character and shown as U+FFFD, so spans are the same as in `bytes`.
    pub fn new(name: &str, bytes: &'a [u8], secrets: &'a Secrets, tree: Option<&'a Tree<'a>>) -> Self {
        // Spans reach no farther.
        let bytes = &bytes[..bytes.len().min(u32::MAX as usize)];
        Self {
            name: name.to_owned(),
            text: same_length(bytes),
            secrets,
            trees: tree.into_iter().collect(),
            first_line: 1,
            first_byte: 0,
            lines: None,
            is_utf16: drs_text::is_utf16(bytes),
            masked: OnceLock::new(),
        }
    }

    /// Adds what another document of the text was parsed to. For a stream of YAML documents.
    #[must_use]
    pub fn with_tree(mut self, tree: &'a Tree<'a>) -> Self {
        self.trees.push(tree);
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

    /// What is secret: spans in order, disjoint. See [`mask`](crate::mask()).
    pub fn masked(&self) -> &[Span] {
        &self.found().spans
    }

    /// The text of `span` as it may be quoted in a message: `*` for each character of a secret, the rest [escaped](crate::escape()).
    pub fn visible(&self, span: Span) -> String {
        let span = self.clamp(span);
        let mut plain = String::new();
        for (at, c) in self.text[span.range()].char_indices() {
            let hidden = self.found().hides(&self.text, span.start as usize + at);
            plain.push(if hidden { '*' } else { c });
        }
        escape(&plain).into_owned()
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
        let writes_over = |span: Span| {
            let first = masked.spans.partition_point(|secret| secret.end <= span.start);
            masked.spans.get(first).is_some_and(|secret| span.end > secret.start)
        };
        let shows =
            |edit: &Edit| !edit.text.is_empty() && (writes_over(edit.span) || masked.strings.occur_in(&edit.text));
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
        self.masked.get_or_init(|| {
            let found = Masked::find(&self.text, self.secrets, &self.trees);
            if self.is_utf16 { found.and_all(&self.text) } else { found }
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
