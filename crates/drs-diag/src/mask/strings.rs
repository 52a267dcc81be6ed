//! What values say.

use std::borrow::Cow;
use std::collections::BTreeSet;

use drs_text::{Kind, Node};

/// Adds what a value says: its texts, numbers and keys, each as it is meant and as it is written, and its lines.
pub(super) fn strings_of(value: Node<'_>, strings: &mut BTreeSet<String>) {
    let mut open = vec![value];
    while let Some(node) = open.pop() {
        strings.extend(node.as_str().map(Cow::into_owned));
        strings.extend(node.as_number().map(str::to_owned));
        if !matches!(node.kind(), Kind::Array | Kind::Object) {
            let raw = unquoted(node.raw());
            strings.insert(raw.to_owned());
            if raw.contains('\n') {
                strings.extend(raw.lines().map(|line| line.trim().to_owned()));
            }
        }
        open.extend(node.items());
        for member in node.members() {
            open.extend([member.key, member.value]);
        }
    }
}

/// A scalar without the quotes around it, of which a broken one has only the first.
pub(super) fn unquoted(raw: &str) -> &str {
    match raw.chars().next() {
        Some(quote @ ('"' | '\'')) => raw[1..].strip_suffix(quote).unwrap_or(&raw[1..]),
        _ => raw,
    }
}
