//! Which operation a document is a request of, by its shape.
//!
//! Each operation's schema is compared with the document: members that it knows speak for it, members that it does not
//! know against it, misspelt ones a little for it. The operation with most in its favour wins; a tie is the user's to
//! settle.

use std::ptr;

use drs_contract::Operation;
use drs_diag::Diagnostic;
use drs_text::{Kind, Node};

use crate::envelope;
use crate::generated::codes;
use crate::operation::schema;
use crate::schema::{Additional, Object, Property, Schema, Shape};
use crate::suggest;
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
const INCOMPLETE: i64 = -1;
/// Weight of each wrapper that is missing.
const UNWRAPPED: i64 = -1;

/// By how much the preferred operation may fall short of the best: a required member that it misses and the best does not.
const SLACK: i64 = -INCOMPLETE;

/// What is inside a member counts for no more than this, either way: much of it does not make up for the wrong name.
const INSIDE: i64 = 16;

/// How many levels, members of an object and items of an array are looked at.
const LEVELS: usize = 6;
const MEMBERS: usize = 64;
const ITEMS: usize = 4;

/// What was found out.
#[derive(Debug)]
pub(crate) enum Detected {
    /// The operation.
    One(Operation),
    /// Why it is not known.
    Not(Box<Diagnostic>),
}

/// Finds out which operation the document is a request of; the preferred one, if it does not fall short of the best.
pub(crate) fn operation(root: Node<'_>, preferred: Option<Operation>) -> Detected {
    if let Some(preferred) = preferred.filter(|it| is_whole(root, *it) || candidates(root, SLACK).contains(it)) {
        return Detected::One(preferred);
    }
    match best(root)[..] {
        [operation] => Detected::One(operation),
        [] => Detected::Not(Box::new(not_recognised(root))),
        ref candidates => Detected::Not(Box::new(ambiguous(root, candidates))),
    }
}

/// Whether the document is an empty object, which is a request of an operation that needs nothing.
fn is_whole(root: Node<'_>, operation: Operation) -> bool {
    root.kind() == Kind::Object
        && root.is_empty()
        && schema(operation).as_object().is_some_and(|object| !misses_required(object, root))
}

/// The other operation that a document looks like a request of, if it is not one of `operation`.
pub(crate) fn other(operation: Operation, root: Node<'_>) -> Option<Operation> {
    match best(root)[..] {
        [other] if other != operation => Some(other),
        _ => None,
    }
}

/// The operations for which most speaks. What is to be sent alone or in a list is sent alone.
fn best(root: Node<'_>) -> Vec<Operation> {
    let mut best = candidates(root, 0);
    let all = best.clone();
    best.retain(|it| !all.iter().any(|other| is_list_of(schema(*it), schema(*other))));
    best
}

/// Whether the only member of one request is a list of what is the only member of the other.
fn is_list_of(list: &Schema, one: &Schema) -> bool {
    let only = |schema: &Schema| match schema.as_object()?.properties {
        [only] => Some(only.schema),
        _ => None,
    };
    let items = only(list).and_then(Schema::as_array).map(|array| array.items);
    items.zip(only(one)).is_some_and(|(item, one)| ptr::eq(item, one))
}

/// The operations for which most speaks, or less by no more than `slack`.
fn candidates(root: Node<'_>, slack: i64) -> Vec<Operation> {
    let scores = Operation::ALL.map(|operation| (operation, score(root, schema(operation))));
    let best = scores.iter().map(|(_, score)| *score).max().unwrap_or(0);
    let is_near = |score: i64| score > 0 && score >= best - slack;
    scores.iter().filter(|(_, score)| is_near(*score)).map(|(operation, _)| *operation).collect()
}

fn not_recognised(root: Node<'_>) -> Diagnostic {
    if let Some(tool) = envelope::tool(root) {
        let message = format!("this is {tool}, which holds requests as text");
        return codes::OPERATION_NOT_RECOGNISED
            .at(walk::caret(root, None), message)
            .help("save the body of a request in a file of its own, and check that");
    }
    let message = match root.kind() {
        Kind::Object if root.is_empty() => "an empty object does not tell which operation it is a request of",
        Kind::Object => "this does not look like a request of any operation",
        _ => "a request is an object",
    };
    let help = match root.kind() {
        Kind::Object => "say which operation it is, as with `--operation ID`, or by a folder of that name",
        _ => root_help(root),
    };
    codes::OPERATION_NOT_RECOGNISED.at(walk::caret(root, None), message).help(help)
}

/// What to do about a document that is no object, as every request is one.
pub(crate) fn root_help(root: Node<'_>) -> &'static str {
    match root.kind() {
        Kind::Array => "write each request into a file of its own, or one a line into a file that ends with `.jsonl`",
        Kind::String if root.as_str().is_some_and(|text| text.trim_start().starts_with(['{', '['])) => {
            "this is JSON inside a string: decode it once, and check what was in it"
        }
        _ => "write a request as an object in `{` and `}`",
    }
}

fn ambiguous(root: Node<'_>, candidates: &[Operation]) -> Diagnostic {
    let ids: Vec<_> = candidates.iter().map(|operation| operation.id()).collect();
    codes::OPERATION_AMBIGUOUS
        .at(walk::caret(root, None), format!("this may be a request of {}", drs_diag::list(&ids, "or")))
        .help(format!(
            "say which operation it is, as with `--operation ID`, by a folder of that name, or by a field that tells it: {}",
            distinguishing_fields(candidates)
        ))
}

/// Distinguishing fields of operations: `` `update_job` has `job.type` ``.
fn distinguishing_fields(operations: &[Operation]) -> String {
    let describe =
        |operation: &Operation| format!("`{}` has `{}`", operation.id(), distinguishing_field(schema(*operation)));
    operations.iter().map(describe).collect::<Vec<_>>().join(", ")
}

/// Path of the first member that distinguishes a request: down from the root as long as there is one required member.
fn distinguishing_field(schema: &'static Schema) -> String {
    let Some(object) = schema.as_object() else { return String::new() };
    let required: Vec<_> = object.properties.iter().filter(|property| property.required).collect();
    let Some(first) = required.first().copied().or_else(|| object.properties.first()) else { return String::new() };
    let (suffix, inner) = match &first.schema.shape {
        Shape::Array(array) => ("[]", array.items),
        _ => ("", first.schema),
    };
    let below = if required.len() == 1 { distinguishing_field(inner) } else { String::new() };
    if below.is_empty() { first.name.to_owned() } else { format!("{}{suffix}.{below}", first.name) }
}

/// How much speaks for the document being what the schema describes.
fn score(root: Node<'_>, schema: &'static Schema) -> i64 {
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
/// arrays, or no others than its members and several, or all that it must have.
fn is_plainly(node: Node<'_>, schema: &'static Schema) -> bool {
    let Some(object) = schema.as_object() else { return false };
    let known = || node.members().filter(|member| knows(object, member.key));
    let is_container = |value: Node<'_>| matches!(value.kind(), Kind::Object | Kind::Array);
    let is_whole = || object.properties.iter().any(|property| property.required) && !misses_required(object, node);
    known().any(|member| is_container(member.value))
        || (known().count() == node.len() && (node.len() > 1 || is_whole()))
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
            node.items().take(ITEMS).map(|item| weigh(item, array.items, levels - 1)).sum()
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
    let names: Vec<_> = object.properties.iter().map(|property| property.name).collect();
    suggest::best(name, &names)
        .filter(|(_, nearness)| nearness.is_certain())
        .map(|(index, _)| &object.properties[index])
}

/// Whether an object has not all members that it must have.
fn misses_required(object: &Object, node: Node<'_>) -> bool {
    object.properties.iter().any(|property| property.required && node.get(property.name).is_none())
}

fn knows(object: &Object, key: Node<'_>) -> bool {
    key.as_str().is_some_and(|key| object.find(&key).is_some())
}
