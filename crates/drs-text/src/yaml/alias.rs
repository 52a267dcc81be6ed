//! Anchors and aliases.
//!
//! An alias becomes a copy of the nodes at its anchor, so that a reader of the tree never sees one. What hostile
//! text can blow up this way is bounded by [`ALIAS_BUDGET`]; decoded text is shared by the copies.
//!
//! Text counts beside nodes, because who reads the copies reads all of it each time.

use crate::Span;
use crate::fault::{Fault, FaultKind, Faults};
use crate::span::offset;
use crate::tree::{Cell, Tree, flag};

/// Nodes that the aliases of one stream may add, each whole KiB of a scalar's text counted as one more: at most 1 MiB of
/// memory, and 64 MiB of text.
pub const ALIAS_BUDGET: u32 = 65_536;

/// What an anchor stands for.
#[derive(Clone, Copy)]
enum Anchor {
    /// Of a container that is not closed.
    Open,
    /// Of something that was reported and is not in the tree.
    Lost,
    Nodes {
        start: u32,
        end: u32,
        /// Containers within each other.
        height: u32,
        /// What the nodes count as, see [`ALIAS_BUDGET`]; 0 before an alias has asked.
        cost: u32,
        /// The text as a key, which is kept once for all aliases.
        key: Option<u32>,
    },
}

/// The anchors of one document, by the numbers that the library gives them.
#[derive(Default)]
pub(super) struct Anchors {
    known: std::collections::BTreeMap<usize, Anchor>,
    /// Whether it was reported that the budget is exceeded.
    over_budget: bool,
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
            self.known.insert(id, Anchor::Nodes { start, end, height, cost: 0, key: None });
        }
    }

    /// Copies the nodes of the anchor `id` to the end of the arena, at a place where `depth` more containers fit.
    /// Gives the copy's height, or `None` after reporting why nothing was copied.
    pub(super) fn expand(
        &mut self,
        tree: &mut Tree<'_>,
        faults: &mut Faults,
        budget: &mut u32,
        id: usize,
        at: Span,
        depth: Depth,
    ) -> Option<u32> {
        let kind = match self.known.get_mut(&id) {
            // The library keeps the anchors of earlier documents.
            None => FaultKind::YamlSyntax { reason: "the anchor is not in this document".to_owned() },
            Some(Anchor::Lost) => return None,
            Some(Anchor::Open) => FaultKind::RecursiveAlias,
            Some(Anchor::Nodes { height, .. }) if *height > depth.left => FaultKind::TooDeep { limit: depth.limit },
            Some(Anchor::Nodes { start, end, height, cost, .. }) => {
                if *cost == 0 {
                    *cost = cost_of(tree, *start, *end);
                }
                match budget.checked_sub(*cost) {
                    Some(left) => {
                        *budget = left;
                        copy(tree, *start, *end);
                        return Some(*height);
                    }
                    None if self.over_budget => return None,
                    None => {
                        self.over_budget = true;
                        FaultKind::AliasBudget { limit: ALIAS_BUDGET }
                    }
                }
            }
        };
        faults.push(Fault::new(kind, at));
        None
    }

    /// The number of the text that `cell`, the scalar at the anchor `id`, has as a key.
    pub(super) fn key(&mut self, tree: &mut Tree<'_>, id: usize, cell: Cell) -> u32 {
        if cell.has(flag::DECODED) {
            return cell.payload;
        }
        let known = match self.known.get_mut(&id) {
            Some(Anchor::Nodes { key, .. }) => key,
            _ => &mut None,
        };
        *known.get_or_insert_with(|| {
            let text = tree.text_of(cell).to_owned();
            tree.intern(&text)
        })
    }
}

/// What the nodes from `start` up to `end` count as, see [`ALIAS_BUDGET`].
fn cost_of(tree: &Tree<'_>, start: u32, end: u32) -> u32 {
    let cells = &tree.cells[start as usize..end as usize];
    let text = |cell: &Cell| if cell.is_container() { 0 } else { offset(tree.text_of(*cell).len()) / 1024 };
    cells.iter().fold(end - start, |cost, cell| cost.saturating_add(text(cell)))
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
        tree.cells[index as usize].bind();
        let cell = tree.cells[index as usize].moved(by);
        tree.cells.push(cell);
    }
}
