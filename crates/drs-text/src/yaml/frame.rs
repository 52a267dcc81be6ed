//! What is open while a document is built.

use crate::kind::Kind;

/// One open mapping or sequence.
pub(super) struct Frame {
    pub(super) node: u32,
    pub(super) kind: Kind,
    /// Whether it has brackets; otherwise it ends with its content.
    pub(super) flow: bool,
    /// Its anchor, 0 for none.
    pub(super) anchor: usize,
    /// Complete items or members.
    pub(super) count: u32,
    /// Filter of the keys.
    pub(super) seen: u64,
    /// Containers within each other inside it.
    pub(super) height: u32,
    /// Where its content ends so far.
    pub(super) end: u32,
    /// End of the key whose value comes next.
    pub(super) key: Option<u32>,
    pub(super) flags: u32,
}

/// A container that is read over.
pub(super) struct Skipped {
    pub(super) start: u32,
    pub(super) flow: bool,
    pub(super) depth: u32,
}
