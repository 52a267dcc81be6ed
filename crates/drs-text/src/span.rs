//! Byte ranges of a text.

use std::ops::Range;

/// A half-open range of byte offsets in one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to and without `end`; an `end` before `start` gives an empty span.
    pub const fn new(start: u32, end: u32) -> Self {
        let end = if end < start { start } else { end };
        Self { start, end }
    }

    /// The empty span at `offset`: a place between two bytes.
    pub const fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span has no byte.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The same bytes as an index into a slice.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies inside this span (an empty span may lie on either border).
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that contains both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span of `range`.
    pub(crate) fn of(range: Range<usize>) -> Self {
        Self::new(offset(range.start), offset(range.end))
    }
}

/// An index into a text as an offset.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the parsers refuse texts of more than `u32::MAX` bytes")]
pub(crate) const fn offset(index: usize) -> u32 {
    index as u32
}
