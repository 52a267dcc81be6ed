//! Every object of the bundle with its kind and its pointer, by the grammar.

use super::grammar::{Holds, Kind};
use crate::value::{Data, Place, Value};

/// One object of the bundle.
#[derive(Clone, Debug)]
pub struct Node<'b> {
    /// What it is.
    pub kind: Kind,
    /// The object.
    pub value: &'b Value,
    /// Where its key stands, or the object itself if it is an item of a list.
    pub at: Place,
    /// JSON Pointer from the root of the bundle, with `~1` for `/`.
    pub pointer: String,
}

impl Node<'_> {
    /// The segments of the pointer.
    pub fn segments(&self) -> impl Iterator<Item = String> + '_ {
        self.pointer.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~"))
    }

    /// The last segment: a name, a keyword such as `items`, or an index.
    pub fn key(&self) -> String {
        self.segments().last().unwrap_or_default()
    }

    /// The segment before the last: `properties` for a property, `oneOf` for an arm.
    pub fn holder(&self) -> String {
        let segments: Vec<_> = self.segments().collect();
        segments.len().checked_sub(2).map(|index| segments[index].clone()).unwrap_or_default()
    }

    /// The component this stands in.
    pub fn component(&self) -> Option<String> {
        let mut segments = self.segments();
        (segments.next()? == "components" && segments.next()? == "schemas").then(|| segments.next())?
    }

    /// Whether this is a component itself.
    pub fn is_component(&self) -> bool {
        self.kind == Kind::Schema && self.component().is_some() && self.segments().count() == 3
    }

    /// Whether this is the schema of a property, for certain and not one that is merely called so.
    pub fn is_property(&self) -> bool {
        self.kind == Kind::Schema && self.holder() == "properties"
    }
}

/// Every object inside `root`, itself first, in the order they were written. Unknown keys and values of the wrong kind are passed over.
pub fn nodes(root: &Value, kind: Kind) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    visit(root, root.at, kind, "", &mut found);
    found
}

fn visit<'b>(value: &'b Value, at: Place, kind: Kind, pointer: &str, found: &mut Vec<Node<'b>>) {
    let Some(members) = value.as_object() else { return };
    found.push(Node { kind, value, at, pointer: pointer.to_owned() });
    for (key, member) in members {
        let Some(entry) = kind.entry(key) else { continue };
        let below = format!("{pointer}/{}", escape(key));
        match entry.holds {
            Holds::One(kind) | Holds::FlagOr(kind) => visit(&member.value, member.key, kind, &below, found),
            Holds::List(kind) => {
                for (index, item) in member.value.items().iter().enumerate() {
                    visit(item, item.at, kind, &format!("{below}/{index}"), found);
                }
            }
            Holds::Map(kind) => {
                let Data::Object(members) = &member.value.data else { continue };
                for (name, member) in members {
                    visit(&member.value, member.key, kind, &format!("{below}/{}", escape(name)), found);
                }
            }
            _ => {}
        }
    }
}

/// Changes every object of the kind `wanted` inside an object of the kind `kind`.
pub(super) fn for_each_mut(value: &mut Value, kind: Kind, wanted: Kind, change: &mut dyn FnMut(&mut Value)) {
    if kind == wanted {
        change(value);
    }
    let Data::Object(members) = &mut value.data else { return };
    for (key, member) in members {
        let Some(entry) = kind.entry(key) else { continue };
        match (entry.holds, &mut member.value.data) {
            (Holds::One(kind) | Holds::FlagOr(kind), _) => for_each_mut(&mut member.value, kind, wanted, change),
            (Holds::List(kind), Data::Array(items)) => {
                for item in items {
                    for_each_mut(item, kind, wanted, change);
                }
            }
            (Holds::Map(kind), Data::Object(members)) => {
                for member in members.values_mut() {
                    for_each_mut(&mut member.value, kind, wanted, change);
                }
            }
            _ => {}
        }
    }
}

/// A segment of a pointer.
pub fn escape(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}
