//! Where a document says once more what a secret says.

use drs_text::json::Content;
use drs_text::{Kind, Span, Tree};

use super::content::{MAX_DEPTH, content_of, parse};
use super::region::{Cover, Region};
use super::strings::unquoted;
use crate::redact::SecretStrings;

/// The scalars of a document that say it.
pub(super) fn same_as(tree: &Tree<'_>, strings: &SecretStrings) -> impl Iterator<Item = Span> {
    let is_length = |kind, length: u32| match kind {
        // Without quotes, with one as broken strings have it, or with both.
        _ if tree.has_gaps() => (0..=2).any(|quotes| strings.has_length(length.saturating_sub(quotes))),
        Kind::String => strings.has_length(length.saturating_sub(2)),
        _ => strings.has_length(length),
    };
    let same = tree.scalars(is_length).filter(|(id, _)| strings.has(unquoted(tree.node(*id).raw())));
    same.map(|(_, span)| span)
}

/// Where the JSON in a string says it.
pub(super) fn same_inside(content: &Content, strings: &SecretStrings) -> Vec<Region> {
    spans_inside(content, strings, MAX_DEPTH).into_iter().map(|span| Region::new(span, Cover::Part)).collect()
}

/// The same in strings in it, at most so deep.
fn spans_inside(content: &Content, strings: &SecretStrings, depth: u8) -> Vec<Span> {
    let text = content.text();
    let parsed = parse(text);
    let mut spans = Vec::new();
    if let Some(tree) = &parsed.tree {
        let same = same_as(tree, strings).map(|span| Region::new(span, Cover::Value).without_quotes(text));
        spans.extend(same);
        for (id, _) in tree.strings().filter(|_| depth > 1) {
            if let Some(inner) = content_of(tree.node(id)) {
                spans.extend(spans_inside(&inner, strings, depth - 1));
            }
        }
    }
    spans.into_iter().map(|span| content.place(span)).collect()
}
