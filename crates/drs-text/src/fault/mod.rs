//! What can be wrong with a text, and how it is reported.

mod detail;
mod foreign;
mod kind;

use crate::Span;

pub use detail::{Ambiguity, Expected, NumberFlaw};
pub use foreign::Foreign;
pub use kind::FaultKind;

/// One violation of the syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it is.
    pub kind: FaultKind,
    /// The bytes that are wrong; empty where something is missing.
    pub span: Span,
    /// What it conflicts with: the first of two equal keys, the bracket or quote that is not closed, the escape
    /// of a letter in the same string as an invalid one.
    pub related: Option<Span>,
}

impl Fault {
    pub(crate) const fn new(kind: FaultKind, span: Span) -> Self {
        Self { kind, span, related: None }
    }

    pub(crate) const fn related(mut self, span: Span) -> Self {
        self.related = Some(span);
        self
    }
}

/// How many faults of one text are kept: memory stays bounded by the text.
const MAX_FAULTS: usize = 10_000;

/// Collects faults.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    pub(crate) kept: Vec<Fault>,
    pub(crate) omitted: u64,
}

impl Faults {
    #[cold]
    pub(crate) fn push(&mut self, fault: Fault) {
        if self.kept.len() < MAX_FAULTS {
            self.kept.push(fault);
        } else {
            self.omitted += 1;
        }
    }

    /// Relates the invalid escapes from the fault at `first` on to the escape of a letter in the same string: in a path of
    /// Windows, which is what most of them are in, `\n` is no line break either.
    pub(crate) fn doubt_escapes(&mut self, first: usize, letter: Span) {
        let faults = self.kept.get_mut(first..).unwrap_or_default();
        for fault in faults.iter_mut().filter(|fault| fault.kind == FaultKind::InvalidEscape) {
            fault.related = Some(letter);
        }
    }

    /// What was reported and skipped like white space, the last one first.
    pub(crate) fn skipped(&self) -> impl Iterator<Item = Span> {
        self.kept.iter().rev().map_while(|fault| match fault.kind {
            FaultKind::Comment | FaultKind::UnexpectedToken { expected: Expected::Whitespace } => Some(fault.span),
            _ => None,
        })
    }
}
