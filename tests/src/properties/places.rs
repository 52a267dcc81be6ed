//! Spans lie in the text, from character to character, and inside each other.

use drs_text::{Kind, Node, Parsed, Span};

/// Fails if a span is not a part of the text.
pub(super) fn assert_inside(bytes: &[u8], span: Span, what: &dyn std::fmt::Debug) {
    assert!(span.start <= span.end && span.range().end <= bytes.len(), "{what:?} at {span:?} of {}", bytes.len());
    if let Ok(text) = std::str::from_utf8(bytes) {
        assert!(text.get(span.range()).is_some(), "{what:?} cuts a character: {span:?}");
    }
}

/// Fails if a place that a parser tells of is none.
pub(super) fn parsed(bytes: &[u8], parsed: &Parsed<'_>) {
    assert!(parsed.tree.is_some() || !parsed.faults.is_empty(), "there is no tree and nothing is wrong");
    for fault in &parsed.faults {
        assert_inside(bytes, fault.span, &fault.kind);
        if let Some(related) = fault.related {
            assert_inside(bytes, related, &fault.kind);
        }
        if let (Ok(text), Some(edits)) =
            (std::str::from_utf8(bytes), fault.fix(std::str::from_utf8(bytes).unwrap_or_default()))
        {
            for edit in &edits {
                assert_inside(text.as_bytes(), edit.span, edit);
            }
        }
    }
    if let Some(tree) = &parsed.tree {
        node(bytes, tree.root());
    }
}

/// A node and what is in it; never deeper than the limit of nesting.
fn node(bytes: &[u8], it: Node<'_>) {
    assert_inside(bytes, it.span(), &it.kind());
    assert_eq!(it.raw().as_bytes(), &bytes[it.span().range()], "the text of a node is that of its span");
    match it.kind() {
        Kind::Array => {
            assert_eq!(it.items().count(), it.len());
            it.items().for_each(|item| node(bytes, item));
        }
        Kind::Object => {
            assert_eq!(it.members().count(), it.len());
            for member in it.members() {
                node(bytes, member.key);
                node(bytes, member.value);
                let name = member.key.as_str().expect("a key is a text");
                assert!(it.get(&name).is_some(), "a member is found by its name");
            }
        }
        Kind::String => {
            let text = it.as_str().expect("a string has a text");
            assert!(it.str_eq(&text), "a string is its own text");
        }
        Kind::Number if !it.is_placeholder() => {
            let number = it.as_number().expect("a number has a text");
            assert!(number.starts_with(|c: char| c == '-' || c.is_ascii_digit()), "{number}");
        }
        _ => {}
    }
}
