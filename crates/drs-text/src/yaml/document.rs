//! One document of a stream, as it was read.

use crate::Span;
use crate::fault::Faults;
use crate::parsed::Parsed;
use crate::tree::Tree;

/// One document of a stream.
pub(super) struct Document<'s> {
    /// What starts it: `---`, or its first token.
    pub(super) start: Span,
    pub(super) tree: Option<Tree<'s>>,
    pub(super) faults: Faults,
    /// What the library refuses, and the index of the character where it does.
    pub(super) scan_error: Option<(String, usize)>,
    /// Where its text ends, if the library has read on.
    pub(super) cut: Option<usize>,
}

impl<'s> Document<'s> {
    pub(super) fn empty() -> Self {
        Self { start: Span::default(), tree: None, faults: Faults::default(), scan_error: None, cut: None }
    }

    pub(super) fn into_parsed(self) -> Parsed<'s> {
        self.faults.into_parsed(self.tree)
    }
}
