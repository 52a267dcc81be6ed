//! Places in a source, for renderers.

use std::borrow::Cow;

use drs_text::Lines;

use crate::source::Source;

/// A source with its lines counted, which is worth doing only where something is shown.
pub(crate) struct View<'s> {
    pub(crate) source: &'s Source<'s>,
    pub(crate) lines: Cow<'s, Lines<'s>>,
}

/// Where something is in its file: the line and column from 1, the offset in bytes from 0.
pub(crate) struct Place {
    pub(crate) line: u64,
    pub(crate) column: u64,
    pub(crate) byte: u64,
}

impl<'s> View<'s> {
    pub(crate) fn new(source: &'s Source<'s>) -> Self {
        let lines = match &source.lines {
            Some(lines) => Cow::Borrowed(lines),
            None => Cow::Owned(Lines::new(source.text())),
        };
        Self { source, lines }
    }

    /// Where `offset` is in the file.
    pub(crate) fn place(&self, offset: u32) -> Place {
        let position = self.lines.position(offset);
        Place {
            line: self.file_line(position.line),
            column: u64::from(position.column),
            byte: self.source.first_byte.saturating_add(u64::from(offset)),
        }
    }

    /// The number in the file of a line of the text.
    pub(crate) fn file_line(&self, line: u32) -> u64 {
        u64::from(self.source.first_line) + u64::from(line) - 1
    }
}
