//! What the walk found out about values that rules must not build on.

use std::collections::BTreeSet;

use drs_text::{Kind, Node, NodeId};

/// Values and members that are reported already. A rule that depends on one would tell the same mistake again.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    untrusted: BTreeSet<NodeId>,
    assumed: BTreeSet<(NodeId, &'static str)>,
    twice: BTreeSet<(NodeId, &'static str)>,
    incomplete: BTreeSet<NodeId>,
    fragment: bool,
}

impl Facts {
    /// The value is not what its schema demands.
    pub(crate) fn distrust(&mut self, node: Node<'_>) {
        self.untrusted.insert(node.id());
    }

    /// Whether the value is what its schema demands, as far as the value itself goes, and is all there.
    pub(crate) fn trusts(&self, node: Node<'_>) -> bool {
        let is_part = node.kind() == Kind::Array && node.is_truncated();
        !is_part && !self.untrusted.contains(&node.id())
    }

    /// Notes that the object has this member more than once.
    pub(crate) fn twice(&mut self, object: Node<'_>, name: &'static str) {
        self.twice.insert((object.id(), name));
    }

    /// Whether the object has this member more than once.
    pub(crate) fn is_twice(&self, object: Node<'_>, name: &'static str) -> bool {
        self.twice.contains(&(object.id(), name))
    }

    /// The object was meant to have this member: it is there under another name or in another place.
    pub(crate) fn assume(&mut self, object: Node<'_>, name: &'static str) {
        self.assumed.insert((object.id(), name));
    }

    /// Notes that the object has members that could not be read.
    pub(crate) fn incomplete(&mut self, object: Node<'_>) {
        self.incomplete.insert(object.id());
    }

    /// Notes that the document could not be read to its end.
    pub(crate) fn fragment(&mut self) {
        self.fragment = true;
    }

    /// Whether the object, which does not have this member, may have been meant to have it.
    pub(crate) fn assumes(&self, object: Node<'_>, name: &'static str) -> bool {
        self.fragment
            || object.is_truncated()
            || self.assumed.contains(&(object.id(), name))
            || self.incomplete.contains(&object.id())
    }
}
