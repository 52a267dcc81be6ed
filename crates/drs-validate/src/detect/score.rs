//! How much speaks for a document being a request of an operation.

use drs_text::{Kind, Member, Node};

use super::shape::misses_required;
use crate::schema::{Additional, Object, Property, Schema, Shape};
use crate::suggest::{Name, Nearest};
use crate::walk;

/// Weight of a known member.
const KNOWN: i64 = 8;
/// Weight of a known one with a value that it cannot have.
const DOUBTFUL: i64 = 4;
/// Weight of a misspelt one.
const MISSPELT: i64 = 3;
/// Weight of an unknown one, and of a container of the wrong kind.
const UNKNOWN: i64 = -4;
/// Weight of an object without a required member.
pub(super) const INCOMPLETE: i64 = -1;
/// Weight of each wrapper that is missing.
const UNWRAPPED: i64 = -1;

/// What is inside a member counts for no more than this, either way: much of it does not make up for the wrong name.
const INSIDE: i64 = 16;

/// How many levels, members of an object and items of an array are looked at.
const LEVELS: usize = 6;
const MEMBERS: usize = 64;
const ITEMS: usize = 4;

/// What the [`score`] is at most, as far as the names at the root tell.
pub(super) fn bound(root: Node<'_>, schema: &'static Schema) -> i64 {
    let (Kind::Object, Some(object)) = (root.kind(), schema.as_object()) else { return i64::MAX };
    let (mut bound, mut any_known) = (0, false);
    for member in root.members().take(MEMBERS) {
        let is_known = knows(object, member.key);
        any_known |= is_known;
        bound += INSIDE + if is_known { KNOWN } else { MISSPELT };
    }
    let whole = i64::try_from(root.len().min(MEMBERS)).unwrap_or(i64::MAX) * (KNOWN + INSIDE);
    if any_known { bound } else { bound.max(whole + UNWRAPPED) }
}

/// How much speaks for the document being what the schema describes.
pub(super) fn score(root: Node<'_>, schema: &'static Schema) -> i64 {
    let direct = weigh(root, schema, LEVELS);
    let Some(object) = schema.as_object() else { return direct };
    let wrapped = match root.kind() {
        Kind::Object if !root.members().any(|member| knows(object, member.key)) => {
            let wrapper = walk::wrapper(root, schema).filter(|(_, inner)| is_plainly(root, inner));
            wrapper.map(|(missing, inner)| {
                weigh(root, inner, LEVELS) + UNWRAPPED * i64::try_from(missing.len()).unwrap_or(i64::MAX)
            })
        }
        Kind::Array => {
            let lists = object.properties.iter().filter(|property| property.schema.as_array().is_some());
            let item = root.items().next().filter(|_| root.len() == 1);
            lists
                .map(|property| weigh(root, property.schema, LEVELS))
                .chain(item.map(|item| weigh(item, schema, LEVELS)))
                .max()
                .map(|weight| weight + UNWRAPPED)
        }
        _ => None,
    };
    wrapped.map_or(direct, |wrapped| direct.max(wrapped))
}

/// Whether an object is plainly what the schema describes, and not any file with a `name`: it has one of its objects or
/// arrays, or no others than its members and several, or all that it must have. A `type` that it does not know is that of
/// another request.
fn is_plainly(node: Node<'_>, schema: &'static Schema) -> bool {
    let Some(object) = schema.as_object() else { return false };
    if node.get("type").is_some() && object.find("type").is_none() {
        return false;
    }
    let known = || node.members().filter(|member| knows(object, member.key));
    let is_container = |member: &Member<'_>| {
        let key = member.key.as_str();
        let shape = key.and_then(|key| object.get(&key)).map(|property| &property.schema.shape);
        matches!(
            (shape, member.value.kind()),
            (Some(Shape::Object(_)), Kind::Object) | (Some(Shape::Array(_)), Kind::Array)
        )
    };
    let is_whole = || object.properties.iter().any(|property| property.required) && !misses_required(object, node);
    known().any(|member| is_container(&member)) || (known().count() == node.len() && (node.len() > 1 || is_whole()))
}

fn weigh(node: Node<'_>, schema: &'static Schema, levels: usize) -> i64 {
    if levels == 0 {
        return 0;
    }
    match (&schema.shape, node.kind()) {
        (Shape::Object(object), Kind::Object) => {
            let members = node.members().take(MEMBERS);
            let sum: i64 = members.map(|member| weigh_member(object, member.key, member.value, levels)).sum();
            sum + if misses_required(object, node) { INCOMPLETE } else { 0 }
        }
        (Shape::Array(array), Kind::Array) => {
            // As much as one item: many of them would all reach what counts at most.
            let items = i64::try_from(node.len().clamp(1, ITEMS)).unwrap_or(i64::MAX);
            node.items().take(ITEMS).map(|item| weigh(item, array.items, levels - 1)).sum::<i64>() / items
        }
        (Shape::Array(array), Kind::Object) => weigh(node, array.items, levels - 1) + UNKNOWN,
        (Shape::Object(_) | Shape::Array(_), _) | (_, Kind::Object | Kind::Array) => UNKNOWN,
        _ => 0,
    }
}

fn weigh_member(object: &'static Object, key: Node<'_>, value: Node<'_>, levels: usize) -> i64 {
    let Some(name) = key.as_str() else { return 0 };
    if let Some(property) = object.get(&name) {
        let own = if allows(property.schema, value) { KNOWN } else { DOUBTFUL };
        return own + inside(value, property.schema, levels);
    }
    if let Additional::Map(schema) = &object.additional {
        return inside(value, schema, levels);
    }
    match near(object, &name) {
        Some(property) => MISSPELT + inside(value, property.schema, levels),
        None => UNKNOWN,
    }
}

fn inside(value: Node<'_>, schema: &'static Schema, levels: usize) -> i64 {
    weigh(value, schema, levels - 1).clamp(-INSIDE, INSIDE)
}

/// Whether a value is one of those listed, if any are: `type` has other values in each operation.
fn allows(schema: &Schema, value: Node<'_>) -> bool {
    match &schema.shape {
        Shape::Text(text) => text.values.is_empty() || text.values.iter().any(|listed| value.str_eq(listed)),
        _ => true,
    }
}

fn near(object: &'static Object, name: &str) -> Option<&'static Property> {
    let name = Name::new(name)?;
    let mut nearest = Nearest::default();
    for (index, property) in object.properties.iter().enumerate() {
        if let Some(nearness) = name.misspelt(property.name, property.outline, usize::MAX) {
            nearest.add(index, nearness);
        }
    }
    nearest.only().map(|(index, _)| &object.properties[index])
}

fn knows(object: &Object, key: Node<'_>) -> bool {
    key.as_str().is_some_and(|key| object.find(&key).is_some())
}
