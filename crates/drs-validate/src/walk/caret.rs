//! The bytes that are shown for a value.

use drs_text::{Kind, Node, Span};

/// The bytes that stand for a value under the caret: a container is shown by its key, or else by its opening bracket.
pub(crate) fn caret(node: Node<'_>, key: Option<Node<'_>>) -> Span {
    match (node.kind(), key) {
        (Kind::Object | Kind::Array, Some(key)) => key.span(),
        (Kind::Object | Kind::Array, None) => opening(node),
        _ => node.span(),
    }
}

/// The opening bracket of a container; of one without brackets, as in YAML, its first key or item.
pub(crate) fn opening(node: Node<'_>) -> Span {
    let span = node.span();
    if matches!(node.raw().as_bytes().first(), Some(b'{' | b'[')) {
        return Span::new(span.start, span.start + 1);
    }
    let first_key = node.members().next().map(|member| member.key.span());
    first_key.or_else(|| node.items().next().map(opening)).unwrap_or(span)
}
