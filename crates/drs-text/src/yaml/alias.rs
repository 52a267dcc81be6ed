//! Anchors and aliases.
//!
//! An alias becomes a copy of the nodes at its anchor, so that a reader of the tree never sees one. What hostile
//! text can blow up this way is bounded by [`ALIAS_BUDGET`]; decoded text is shared by the copies.

use crate::Span;
use crate::fault::{Fault, FaultKind, Faults};
use crate::span::offset;
use crate::tree::Tree;

/// Nodes that the aliases of one stream may add: 1 MiB of memory.
pub const ALIAS_BUDGET: u32 = 65_536;

/// What an anchor stands for.
#[derive(Clone, Copy)]
enum Anchor {
    /// Of a container that is not closed.
    Open,
    /// Of something that was told to be wrong and is not in the tree.
    Lost,
    Nodes {
        start: u32,
        end: u32,
        /// Containers within each other.
        height: u32,
    },
}

/// The anchors of one document, by the numbers that the library gives them.
#[derive(Default)]
pub(super) struct Anchors {
    known: std::collections::BTreeMap<usize, Anchor>,
    /// Whether it was told that the budget is exceeded.
    told: bool,
}

impl Anchors {
    /// A container starts that has the anchor `id` (0: none).
    pub(super) fn open(&mut self, id: usize) {
        if id != 0 {
            self.known.insert(id, Anchor::Open);
        }
    }

    /// What has the anchor `id` (0: none) is left out of the tree.
    pub(super) fn lose(&mut self, id: usize) {
        if id != 0 {
            self.known.insert(id, Anchor::Lost);
        }
    }

    /// The nodes of the anchor `id` (0: none) are complete.
    pub(super) fn close(&mut self, id: usize, start: u32, end: u32, height: u32) {
        if id != 0 {
            self.known.insert(id, Anchor::Nodes { start, end, height });
        }
    }

    /// Copies the nodes of the anchor `id` to the end of the arena, at a place where `depth` more containers fit.
    /// Gives the copy's height, or `None` after telling why nothing was copied.
    pub(super) fn expand(
        &mut self,
        tree: &mut Tree<'_>,
        faults: &mut Faults,
        budget: &mut u32,
        id: usize,
        at: Span,
        depth: Depth,
    ) -> Option<u32> {
        let kind = match self.known.get(&id) {
            // The library keeps the anchors of earlier documents.
            None => FaultKind::YamlSyntax { reason: "the anchor is not in this document".to_owned() },
            Some(Anchor::Lost) => return None,
            Some(Anchor::Open) => FaultKind::RecursiveAlias,
            Some(Anchor::Nodes { height, .. }) if *height > depth.left => FaultKind::TooDeep { limit: depth.limit },
            Some(&Anchor::Nodes { start, end, height }) => match budget.checked_sub(end - start) {
                Some(left) => {
                    *budget = left;
                    copy(tree, start, end);
                    return Some(height);
                }
                None if self.told => return None,
                None => {
                    self.told = true;
                    FaultKind::AliasBudget { limit: ALIAS_BUDGET }
                }
            },
        };
        faults.push(Fault::new(kind, at));
        None
    }
}

/// How deep it may become.
#[derive(Clone, Copy)]
pub(super) struct Depth {
    pub(super) limit: u32,
    pub(super) left: u32,
}

fn copy(tree: &mut Tree<'_>, start: u32, end: u32) {
    let by = offset(tree.cells.len()) - start;
    tree.cells.reserve((end - start) as usize);
    for index in start..end {
        let cell = tree.cells[index as usize].moved(by);
        tree.cells.push(cell);
    }
}
