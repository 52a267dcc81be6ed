//! Values of the wrong kind, and those among them whose intent is clear: brackets too few or too many.

use drs_text::{Kind, Node};

use super::caret::opening;
use super::placement::may_be;
use super::state::Walk;
use crate::finding::{Finding, FindingKind, Unwrapped};
use crate::instance_path::Segment;
use crate::schema::{Additional, Object, Property, Schema, Shape};

impl<'t> Walk<'t, '_> {
    /// Reports a value of the wrong kind; where it is plain what was meant, its inside is checked all the same.
    pub(super) fn mismatch(&mut self, node: Node<'t>, schema: &'static Schema, field: Option<&'static Property>) {
        match &schema.shape {
            Shape::Array(array) if fits(node, array.items) && Written::of(node).is_none() => {
                self.report(node, FindingKind::Unwrapped(Unwrapped::Item { node }));
                self.value(node, array.items, None);
            }
            Shape::Object(object) if node.kind() == Kind::Array => self.array_for_object(node, schema, object, field),
            _ => self.wrong_type(node, schema, field),
        }
    }

    fn array_for_object(
        &mut self,
        node: Node<'t>,
        schema: &'static Schema,
        object: &'static Object,
        field: Option<&'static Property>,
    ) {
        let mut items = node.items();
        let (first, more) = (items.next(), items.next().is_some());
        let list_of = |property: &&'static Property| {
            property.schema.as_array().is_some_and(|array| first.is_some_and(|item| fits(item, array.items)))
        };
        let mut lists = object.properties.iter().filter(list_of);
        if let (Some(list), None) = (lists.next(), lists.next()) {
            let path = self.paths.intern();
            let kind = FindingKind::Unwrapped(Unwrapped::Whole { node, missing: vec![list] });
            self.facts.mark_invalid(node);
            self.findings.push(Finding::new(opening(node), kind, path));
            self.value(node, list.schema, Some(list));
            return;
        }
        match first {
            Some(item) if !more && fits(item, schema) => {
                self.report(node, FindingKind::Wrapped { array: node, item, schema });
                self.paths.push(Segment::Index(0));
                self.value(item, schema, None);
                self.paths.pop();
            }
            _ => self.wrong_type(node, schema, field),
        }
    }

    fn wrong_type(&mut self, node: Node<'t>, schema: &'static Schema, field: Option<&'static Property>) {
        let path = self.paths.intern();
        let member = match (self.paths.last(path), self.frames.last()) {
            (Some(Segment::Key(key)), Some(frame)) if frame.depth + 1 == self.paths.depth() => Some((frame.node, key)),
            _ => None,
        };
        self.report(node, FindingKind::WrongType { node, schema, field, member });
    }
}

/// A text that stands for a list as a whole, and so is no item of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// JSON, whole or not.
    Json,
    /// Nothing.
    Empty,
    /// Items with commas between them.
    Commas,
}

impl Written {
    /// What a value is, if it is such a text.
    pub(crate) fn of(node: Node<'_>) -> Option<Self> {
        let text = node.as_str()?;
        match text.trim() {
            "" => Some(Self::Empty),
            "null" => Some(Self::Json),
            text if text.starts_with(['[', '{', '"']) => Some(Self::Json),
            text if text.contains(',') => Some(Self::Commas),
            _ => None,
        }
    }
}

/// Whether a value looks like what the schema describes: the right kind, and of an object at least half of the members
/// known.
pub(super) fn fits(node: Node<'_>, schema: &'static Schema) -> bool {
    match (&schema.shape, node.kind()) {
        (Shape::Object(object), Kind::Object) if object.is_map() => match object.additional {
            // An entry of a list, with its name among its members, is none of a map.
            Additional::Map(schema) => node.members().all(|member| may_be(member.value, schema)),
            _ => true,
        },
        (Shape::Object(object), Kind::Object) => {
            let known = node.members().filter(|member| is_known(object, member.key)).count();
            known > 0 && known * 2 >= node.len()
        }
        (Shape::Array(array), Kind::Array) => node.items().next().is_some_and(|item| fits(item, array.items)),
        (Shape::Text(_), Kind::String) | (Shape::Integer(_), Kind::Number) | (Shape::Boolean, Kind::Bool) => true,
        _ => false,
    }
}

fn is_known(object: &'static Object, key: Node<'_>) -> bool {
    key.as_str().is_some_and(|key| object.find(&key).is_some())
}
