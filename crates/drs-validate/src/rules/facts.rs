//! What the walk found out about values that rules must not build on.

use std::collections::BTreeSet;

use drs_text::{Kind, Node, NodeId};

/// Values and members that are reported already. A rule that depends on one would report the same mistake again.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    invalid: BTreeSet<NodeId>,
    assumed_present: BTreeSet<(NodeId, &'static str)>,
    duplicates: BTreeSet<(NodeId, &'static str)>,
    incomplete: BTreeSet<NodeId>,
    is_truncated: bool,
}

impl Facts {
    /// Marks a value that is not what its schema demands.
    pub(crate) fn mark_invalid(&mut self, node: Node<'_>) {
        self.invalid.insert(node.id());
    }

    /// Whether the value is what its schema demands, as far as the value itself goes, and is all there.
    pub(crate) fn is_reliable(&self, node: Node<'_>) -> bool {
        let is_part = node.kind() == Kind::Array && node.is_truncated();
        !is_part && !self.invalid.contains(&node.id())
    }

    /// Marks a member that the object has more than once.
    pub(crate) fn mark_duplicate(&mut self, object: Node<'_>, name: &'static str) {
        self.duplicates.insert((object.id(), name));
    }

    /// Whether the object has this member more than once.
    pub(crate) fn is_duplicate(&self, object: Node<'_>, name: &'static str) -> bool {
        self.duplicates.contains(&(object.id(), name))
    }

    /// Marks a member that the object was meant to have: it is there under another name or in another place.
    pub(crate) fn assume_present(&mut self, object: Node<'_>, name: &'static str) {
        self.assumed_present.insert((object.id(), name));
    }

    /// Marks an object with members that could not be read.
    pub(crate) fn mark_incomplete(&mut self, object: Node<'_>) {
        self.incomplete.insert(object.id());
    }

    /// Marks the document as one that could not be read to its end.
    pub(crate) fn mark_truncated(&mut self) {
        self.is_truncated = true;
    }

    /// Whether the object, which does not have this member, may have been meant to have it.
    pub(crate) fn is_assumed_present(&self, object: Node<'_>, name: &'static str) -> bool {
        self.is_truncated
            || object.is_truncated()
            || self.assumed_present.contains(&(object.id(), name))
            || self.incomplete.contains(&object.id())
    }
}
