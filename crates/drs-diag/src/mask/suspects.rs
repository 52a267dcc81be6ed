//! Where in a document something may be hidden.

use drs_text::Span;

/// Where something may be hidden.
pub(super) enum Suspects {
    /// Anywhere.
    Everywhere,
    /// In the strings that start here, in order; those before the index lie behind.
    At(Vec<u32>, usize),
}

impl Suspects {
    /// Whether something may be hidden in `span`, which starts nowhere before the last one that was asked about.
    #[inline]
    pub(super) fn any_in(&mut self, span: Span) -> bool {
        let Self::At(starts, next) = self else { return true };
        while starts.get(*next).is_some_and(|start| *start < span.start) {
            *next += 1;
        }
        starts.get(*next).is_some_and(|start| *start < span.end)
    }
}
