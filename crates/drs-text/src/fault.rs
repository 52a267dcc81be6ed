//! What can be wrong with a text, and how it is told.

mod detail;
mod kind;

use crate::{Span, Tree};

pub use detail::{Ambiguity, Expected, NumberFlaw};
pub use kind::FaultKind;

/// What a parser found.
#[derive(Clone, Debug)]
pub struct Parsed<'s> {
    /// The document, as much of it as is sound. Missing when not even its root could be told.
    pub tree: Option<Tree<'s>>,
    /// What is wrong, in the order of the text. A text without faults is what its syntax demands.
    pub faults: Vec<Fault>,
    /// How many further faults were counted and not kept, which happens beyond 10,000.
    pub omitted: u64,
}

/// One violation of the syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it is.
    pub kind: FaultKind,
    /// The bytes that are wrong; empty where something is missing.
    pub span: Span,
    /// What it conflicts with: the first of two equal keys, the bracket or quote that is not closed.
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
const KEPT: usize = 10_000;

/// Collects faults.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    kept: Vec<Fault>,
    omitted: u64,
}

impl Faults {
    #[cold]
    pub(crate) fn push(&mut self, fault: Fault) {
        if self.kept.len() < KEPT {
            self.kept.push(fault);
        } else {
            self.omitted += 1;
        }
    }

    /// Whether all that is wrong is that there is nothing.
    pub(crate) fn is_only_empty(&self) -> bool {
        matches!(self.kept.as_slice(), [Fault { kind: FaultKind::Empty, .. }])
    }

    /// What was told to be skipped like white space, the last one first.
    pub(crate) fn skipped(&self) -> impl Iterator<Item = Span> {
        self.kept.iter().rev().map_while(|fault| match fault.kind {
            FaultKind::Comment | FaultKind::UnexpectedToken { expected: Expected::Whitespace } => Some(fault.span),
            _ => None,
        })
    }

    pub(crate) fn into_parsed(mut self, mut tree: Option<Tree<'_>>) -> Parsed<'_> {
        if let Some(tree) = &mut tree {
            tree.is_sound = tree.is_sound && self.kept.is_empty();
        }
        self.kept.sort_by_key(|fault| (fault.span.start, fault.span.end));
        Parsed { tree, faults: self.kept, omitted: self.omitted }
    }
}
