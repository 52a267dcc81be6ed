//! Edits that put a mistake right.
//!
//! No edit carries the value of a secret: quotes and brackets are inserted around values, and a member is moved only if
//! nothing in it is secret.

use drs_text::{Edit, Kind, Node, Span};

use crate::finding::Target;
use crate::input::Syntax;
use crate::schema::{Property, Shape};

/// Objects with more members than this are not searched for a neighbour.
const MAX_MEMBERS: usize = 1000;

/// Members longer than this many bytes are not moved.
const MAX_MOVED_BYTES: u32 = 4000;

/// Quotes around a number or a boolean that is written as JSON does.
pub(super) fn quote(node: Node<'_>) -> Option<Vec<Edit>> {
    let span = node.span();
    let is_as_written = match node.kind() {
        Kind::Number => node.as_number() == Some(node.raw()),
        _ => matches!(node.raw(), "true" | "false"),
    };
    is_as_written.then(|| vec![Edit::insert(span.start, "\""), Edit::insert(span.end, "\"")])
}

/// No quotes around a text that needs no escapes.
pub(super) fn unquote(node: Node<'_>) -> Option<Vec<Edit>> {
    let span = node.span();
    let is_as_written = || node.as_str().is_some_and(|text| node.raw()[1..node.raw().len() - 1] == *text);
    (is_quoted(node) && is_as_written()).then(|| {
        vec![Edit::delete(Span::new(span.start, span.start + 1)), Edit::delete(Span::new(span.end - 1, span.end))]
    })
}

/// Another text, in the quotes that are there.
pub(super) fn replace_text(node: Node<'_>, text: &str, syntax: Syntax) -> Vec<Edit> {
    let span = node.span();
    if is_quoted(node) {
        vec![Edit::new(Span::new(span.start + 1, span.end - 1), text)]
    } else if syntax == Syntax::Yaml && is_plain_word(text) {
        vec![Edit::new(span, text)]
    } else {
        vec![Edit::new(span, format!("\"{text}\""))]
    }
}

/// Another key.
pub(super) fn rename(key: Node<'_>, name: &str, syntax: Syntax) -> Vec<Edit> {
    match key.raw().as_bytes().first() {
        Some(&quote @ (b'"' | b'\'')) => {
            let quote = char::from(quote);
            vec![Edit::new(key.span(), format!("{quote}{name}{quote}"))]
        }
        _ => replace_text(key, name, syntax),
    }
}

/// The object without one of its members.
pub(super) fn remove_member(object: Node<'_>, key: Node<'_>, syntax: Syntax) -> Option<Edit> {
    if syntax != Syntax::Json || object.len() > MAX_MEMBERS {
        return None;
    }
    let members: Vec<_> = object.members().collect();
    let index = members.iter().position(|member| member.key.id() == key.id())?;
    let own = key.span().to(members[index].value.span());
    let span = match (index.checked_sub(1).map(|before| members[before]), members.get(index + 1)) {
        (_, Some(next)) => Span::new(own.start, next.key.span().start),
        (Some(before), None) => Span::new(before.value.span().end, own.end),
        (None, None) => own,
    };
    Some(Edit::delete(span))
}

/// An array's only item without the brackets.
pub(super) fn unwrap(array: Node<'_>, item: Node<'_>, syntax: Syntax) -> Option<Vec<Edit>> {
    let (outer, inner) = (array.span(), item.span());
    (syntax == Syntax::Json)
        .then(|| vec![Edit::delete(Span::new(outer.start, inner.start)), Edit::delete(Span::new(inner.end, outer.end))])
}

/// Square brackets around a value.
pub(super) fn bracket(node: Node<'_>, syntax: Syntax) -> Option<Vec<Edit>> {
    (syntax == Syntax::Json).then(|| around(node.span(), "[".to_owned(), "]".to_owned()))
}

/// Objects around a value, with the value as the innermost member.
pub(super) fn wrap_value(node: Node<'_>, missing: &[&'static Property], syntax: Syntax) -> Option<Vec<Edit>> {
    let is_list = |property: &Property| matches!(property.schema.shape, Shape::Array(_)) && node.kind() != Kind::Array;
    (syntax == Syntax::Json).then(|| {
        let (mut before, mut after) = (String::new(), String::new());
        for property in missing {
            let (open, close) = if is_list(property) { ("[", "]}") } else { ("", "}") };
            before = format!("{before}{{\"{}\": {open}", property.name);
            after.insert_str(0, close);
        }
        around(node.span(), before, after)
    })
}

/// Objects around neighbouring members.
pub(super) fn wrap_members(
    first: Node<'_>,
    last: Node<'_>,
    missing: &[&'static Property],
    syntax: Syntax,
) -> Option<Vec<Edit>> {
    (syntax == Syntax::Json).then(|| {
        let (mut before, mut after) = (String::new(), String::new());
        for property in missing {
            let is_list = matches!(property.schema.shape, Shape::Array(_));
            let (open, close) = if is_list { ("[{", "}]") } else { ("{", "}") };
            before = format!("{before}\"{}\": {open}", property.name);
            after.insert_str(0, close);
        }
        around(first.span().to(last.span()), before, after)
    })
}

/// A member in another object that exists.
pub(super) fn move_member(
    object: Node<'_>,
    key: Node<'_>,
    value: Node<'_>,
    target: &Target<'_>,
    syntax: Syntax,
    text: &str,
) -> Option<Vec<Edit>> {
    let own = key.span().to(value.span());
    let is_bare = target.holder.raw().starts_with('{');
    if own.len() > MAX_MOVED_BYTES || !is_bare || holds_secret(key, value) {
        return None;
    }
    let removal = remove_member(object, key, syntax)?;
    let start = target.holder.span().start + 1;
    let member = text.get(own.range())?;
    let insertion = match target.holder.members().next() {
        Some(first) => {
            let space = text.get(Span::new(start, first.key.span().start).range())?;
            format!("{space}{member},")
        }
        None => member.to_owned(),
    };
    // An insertion inside what is removed, or at its border, has no certain outcome.
    (start < removal.span.start || start > removal.span.end).then(|| vec![Edit::insert(start, insertion), removal])
}

fn around(span: Span, before: String, after: String) -> Vec<Edit> {
    vec![Edit::insert(span.start, before), Edit::insert(span.end, after)]
}

fn is_quoted(node: Node<'_>) -> bool {
    let raw = node.raw().as_bytes();
    raw.len() >= 2 && matches!(raw[0], b'"' | b'\'') && raw[raw.len() - 1] == raw[0]
}

fn is_plain_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// Whether a member is a secret or has one in it.
fn holds_secret(key: Node<'_>, value: Node<'_>) -> bool {
    key.as_str().is_some_and(|key| crate::secrets().is_secret(&key)) || has_secret(value)
}

fn has_secret(value: Node<'_>) -> bool {
    value.members().any(|member| holds_secret(member.key, member.value)) || value.items().any(has_secret)
}
