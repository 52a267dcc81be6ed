//! What the schemas of requests have in common, and what tells them apart.

use std::ptr;

use drs_contract::Operation;
use drs_text::{Kind, Member, Node};

use crate::operation::schema;
use crate::schema::{Additional, Object, Schema, Shape};

/// Whether the document is an empty object, which is a request of an operation that needs nothing.
pub(super) fn is_whole(root: Node<'_>, operation: Operation) -> bool {
    root.kind() == Kind::Object
        && root.is_empty()
        && schema(operation).as_object().is_some_and(|object| !misses_required(object, root))
}

/// Whether the only member of one request is a list of what is the only member of the other.
pub(super) fn is_list_of(list: &Schema, one: &Schema) -> bool {
    let only = |schema: &Schema| match schema.as_object()?.properties {
        [only] => Some(only.schema),
        _ => None,
    };
    let items = only(list).and_then(Schema::as_array).map(|array| array.items);
    items.zip(only(one)).is_some_and(|(item, one)| ptr::eq(item, one))
}

/// Whether each other operation lacks a member that a valid request of this one has.
pub(crate) fn is_distinct(operation: Operation) -> bool {
    let own = schema(operation);
    Operation::ALL.into_iter().filter(|other| *other != operation).all(|other| lacks_required(schema(other), own))
}

/// Whether a schema does not know a member that the other one requires, in the object or in those that it requires.
fn lacks_required(schema: &'static Schema, other: &Schema) -> bool {
    match (&schema.shape, &other.shape) {
        (Shape::Object(object), Shape::Object(other)) => {
            let mut required = other.properties.iter().filter(|property| property.required);
            required.any(|property| match object.get(property.name) {
                Some(known) => lacks_required(known.schema, property.schema),
                None => matches!(object.additional, Additional::Forbidden),
            })
        }
        (Shape::Array(array), Shape::Array(other)) => lacks_required(array.items, other.items),
        _ => false,
    }
}

/// Whether all members of a value and of what is in it are known, and none that is required is missing.
pub(super) fn has_shape(node: Node<'_>, schema: &'static Schema) -> bool {
    match (&schema.shape, node.kind()) {
        (Shape::Object(object), Kind::Object) => {
            let member_fits = |member: Member<'_>| match member.key.as_str().and_then(|key| object.get(&key)) {
                Some(property) => has_shape(member.value, property.schema),
                None => match object.additional {
                    Additional::Map(schema) => has_shape(member.value, schema),
                    Additional::Any => true,
                    Additional::Forbidden => false,
                },
            };
            !misses_required(object, node) && node.members().all(member_fits)
        }
        (Shape::Array(array), Kind::Array) => node.items().all(|item| has_shape(item, array.items)),
        (Shape::Object(_) | Shape::Array(_), _) => false,
        _ => true,
    }
}

/// Whether an object has not all members that it must have.
pub(super) fn misses_required(object: &Object, node: Node<'_>) -> bool {
    object.properties.iter().any(|property| property.required && node.get(property.name).is_none())
}
