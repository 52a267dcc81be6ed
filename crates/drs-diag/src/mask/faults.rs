//! What faults say of the text around them.

use drs_text::{Fault, FaultKind, Kind, Node, Parsed};

/// Whether there may be more of the text than what is in the tree.
pub(super) fn may_go_on(parsed: &Parsed<'_>) -> bool {
    use FaultKind::{
        Empty, Foreign, NotUtf8, TooDeep, TooLarge, TrailingContent, UnexpectedEnd, UnexpectedToken, YamlSyntax,
    };
    let stops = |fault: &Fault| {
        matches!(
            fault.kind,
            Empty
                | Foreign { .. }
                | NotUtf8 { .. }
                | TooDeep { .. }
                | TooLarge { .. }
                | TrailingContent
                | UnexpectedEnd { .. }
                | UnexpectedToken { .. }
                | YamlSyntax { .. }
        )
    };
    parsed.tree.as_ref().is_none_or(|tree| tree.root().is_truncated() || tree.root().is_placeholder())
        || parsed.faults.iter().any(stops)
}

/// Whether a fault is about one token, which a person has to see.
pub(super) fn shows_token(fault: &Fault) -> bool {
    use FaultKind::{Comment, ComplexKey, TooDeep, TooLarge};
    !fault.span.is_empty() && !matches!(fault.kind, Comment | TooDeep { .. } | ComplexKey | TooLarge { .. })
}

/// Whether a node stands for a container that was not read.
pub(super) fn is_unread(node: Node<'_>) -> bool {
    let is_container = |raw: &str| raw.contains(['{', '[', '\n']) || raw.contains(": ") || raw.starts_with("- ");
    node.is_placeholder() && matches!(node.kind(), Kind::Null | Kind::String) && is_container(node.raw())
}
