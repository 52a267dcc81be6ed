//! The result of parsing: the tree and the faults.

use crate::fault::{Fault, Faults};
use crate::tree::Tree;

/// What a parser found.
#[derive(Clone, Debug)]
pub struct Parsed<'s> {
    /// The document, as much of it as is sound. Missing when not even its root was recognised.
    pub tree: Option<Tree<'s>>,
    /// What is wrong, in the order of the text. A text without faults is what its syntax demands.
    pub faults: Vec<Fault>,
    /// How many further faults were counted and not kept, which happens beyond 10,000.
    pub omitted: u64,
}

impl Faults {
    pub(crate) fn into_parsed(mut self, mut tree: Option<Tree<'_>>) -> Parsed<'_> {
        if let Some(tree) = &mut tree {
            tree.has_gaps |= !self.kept.is_empty();
        }
        self.kept.sort_by_key(|fault| (fault.span.start, fault.span.end));
        Parsed { tree, faults: self.kept, omitted: self.omitted }
    }
}
