//! Which bytes of a text are the values of secrets.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use drs_text::{Kind, Limits, Node, Span, Tree, json, scan};

use crate::redact::SecretStrings;
use crate::secrets::Secrets;

/// The values in `text` that stand under a key of `secrets`: spans in order, disjoint.
///
/// A value of any type counts, at any depth, and all that is in it, and so does the password of an address
/// (`scheme://user:password@host`). Of UTF-16 everything is masked. With a `tree` of the text its members decide; a tolerant scan
/// is made always, which finds the values also where the text is broken or ends inside one.
pub fn mask(text: &str, secrets: &Secrets, tree: Option<&Tree<'_>>) -> Vec<Span> {
    Masked::find(text, secrets, tree.as_slice()).spans
}

/// What is secret in a text.
pub(crate) struct Masked {
    /// Where it stands, in order, disjoint.
    pub(crate) spans: Vec<Span>,
    /// What it says.
    pub(crate) strings: SecretStrings,
}

impl Masked {
    pub(crate) fn find(text: &str, secrets: &Secrets, trees: &[&Tree<'_>]) -> Self {
        let mut known = BTreeMap::new();
        // Documents have few keys many times.
        let mut is_secret = |key: &str| {
            if let Some(&verdict) = known.get(key) {
                return verdict;
            }
            let verdict = secrets.is_secret(key);
            known.insert(key.to_owned(), verdict);
            verdict
        };
        let mut spans = Vec::new();
        let mut strings = BTreeSet::new();
        for tree in trees {
            for value in values(tree.root(), &mut is_secret) {
                spans.push(value.span());
                strings_of(value, &mut strings);
            }
        }
        for span in scan::values(text.as_bytes(), &mut is_secret) {
            let raw = text.get(span.range()).unwrap_or_default();
            strings_in(raw, &mut strings);
            spans.push(span);
        }
        strings.retain(|string| !secrets.is_name(string));
        let found = Self { spans: union(text, spans), strings: SecretStrings::new(strings) };
        if drs_text::is_utf16(text.as_bytes()) { found.and_all(text) } else { found }
    }

    /// The same with all of the text hidden, since no key can be found in it for certain.
    pub(crate) fn and_all(self, text: &str) -> Self {
        let all = Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX));
        Self { spans: vec![all], ..self }
    }

    /// Whether the character of `text` at `offset` is to be hidden: it is a secret's, and no quote around it.
    pub(crate) fn hides(&self, text: &str, offset: usize) -> bool {
        let after = self.spans.partition_point(|span| span.start as usize <= offset);
        let Some(range) = after.checked_sub(1).map(|index| self.spans[index].range()) else {
            return false;
        };
        let bytes = text.as_bytes();
        let is_quote = |at: usize| matches!(bytes.get(at), Some(b'"' | b'\''));
        let opens = offset == range.start && is_quote(offset);
        let closes =
            offset > range.start && offset + 1 == range.end && bytes[offset] == bytes[range.start] && is_quote(offset);
        offset < range.end && !opens && !closes
    }
}

/// The values under secret keys, outermost only.
fn values<'t>(root: Node<'t>, is_secret: &mut impl FnMut(&str) -> bool) -> Vec<Node<'t>> {
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        open.extend(node.items());
        for member in node.members() {
            if member.key.as_str().is_some_and(|key| is_secret(&key)) {
                found.push(member.value);
            } else {
                open.push(member.value);
            }
        }
    }
    found
}

/// What a value says: its texts, numbers and keys, each as it is meant and as it is written.
fn strings_of(value: Node<'_>, strings: &mut BTreeSet<String>) {
    let mut open = vec![value];
    while let Some(node) = open.pop() {
        strings.extend(node.as_str().map(Cow::into_owned));
        strings.extend(node.as_number().map(str::to_owned));
        if !matches!(node.kind(), Kind::Array | Kind::Object) {
            strings.insert(unquoted(node.raw()).to_owned());
        }
        open.extend(node.items());
        for member in node.members() {
            open.extend([member.key, member.value]);
        }
    }
}

/// The same for a value that only a scan has found: as it is written, as JSON reads it, and its lines.
fn strings_in(raw: &str, strings: &mut BTreeSet<String>) {
    let raw = raw.trim();
    strings.insert(unquoted(raw).to_owned());
    strings.extend(raw.lines().map(|line| line.trim().to_owned()));
    // JSON inside a string has quotes with backslashes, also behind the value.
    if let Some(escaped) = raw.strip_prefix('\\') {
        let bare = escaped.trim_start_matches(['\\', '"', '\'']);
        strings.extend(bare.split(['\\', '"', '\'']).next().map(str::to_owned));
    }
    if raw.starts_with(['"', '{', '['])
        && let Some(tree) = json::parse(raw.as_bytes(), &Limits::default()).tree
    {
        strings_of(tree.root(), strings);
    }
}

/// A scalar without the quotes around it, of which a broken one has only the first.
fn unquoted(raw: &str) -> &str {
    match raw.chars().next() {
        Some(quote @ ('"' | '\'')) => raw[1..].strip_suffix(quote).unwrap_or(&raw[1..]),
        _ => raw,
    }
}

/// The same bytes in order and disjoint, from character to character.
fn union(text: &str, mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let offset = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        let start = offset(text.floor_char_boundary(span.range().start));
        let end = offset(text.ceil_char_boundary(span.range().end));
        match joined.last_mut() {
            Some(last) if start < last.end => last.end = last.end.max(end),
            _ if start < end => joined.push(Span::new(start, end)),
            _ => {}
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_joined() {
        let span = Span::new;
        let spans = vec![span(9, 9), span(4, 6), span(0, 5), span(1, 2), span(6, 7), span(11, 12), span(20, 90)];
        let joined = [span(0, 6), span(6, 7), span(10, 13), span(20, 90)];
        assert_eq!(union(&"0123456789数3456789".repeat(10), spans), joined);
    }
}
