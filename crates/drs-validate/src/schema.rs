//! The tables: what a request may look like, as static data that the generated modules fill in.
//!
//! Nothing here is computed at run time. References between schemas are `&'static`, so a recursive schema is a cycle of
//! statics and needs no table of its own.

use drs_diag::spelling::Outline;

use crate::dfa::Dfa;
use crate::rules::Rule;

/// A schema: a component of the contract, or a type written in place.
#[derive(Debug)]
pub(crate) struct Schema {
    /// Name of the component; empty for a type written in place.
    pub(crate) name: &'static str,
    /// What a value looks like.
    pub(crate) shape: Shape,
    /// Rules between the members of an object.
    pub(crate) rules: &'static [Rule],
}

/// What a value looks like.
#[derive(Debug)]
#[allow(dead_code, reason = "the contract of the day need not use every shape")]
pub(crate) enum Shape {
    /// An object.
    Object(Object),
    /// An array.
    Array(Array),
    /// Text.
    Text(Text),
    /// A whole number.
    Integer(Integer),
    /// `true` or `false`.
    Boolean,
    /// Anything.
    Any,
}

/// An object.
#[derive(Debug)]
pub(crate) struct Object {
    /// Known members in the contract's order; at most 64.
    pub(crate) properties: &'static [Property],
    /// Indices into `properties`, sorted by name.
    pub(crate) by_name: &'static [u8],
    /// What other members may be.
    pub(crate) additional: Additional,
}

/// A known member of an object.
#[derive(Debug)]
pub(crate) struct Property {
    /// Name on the wire.
    pub(crate) name: &'static str,
    /// Whether the object must have it.
    pub(crate) required: bool,
    /// Type of the value.
    pub(crate) schema: &'static Schema,
    /// The first sentence of the description as a clause: without its capital and its full stop.
    pub(crate) about: &'static str,
    /// Whether the name is that of a secret, as [`crate::secrets`] knows them.
    pub(crate) secret: bool,
    /// The letters of the name.
    pub(crate) outline: Outline,
}

/// What the members that an object does not name may be.
#[derive(Debug)]
#[allow(dead_code, reason = "the contract of the day need not use every kind")]
pub(crate) enum Additional {
    /// There may be none.
    Forbidden,
    /// Anything.
    Any,
    /// Values of this type under keys of the user's choice.
    Map(&'static Schema),
}

/// An array.
#[derive(Debug)]
pub(crate) struct Array {
    /// Type of the items.
    pub(crate) items: &'static Schema,
    /// Maximum number of items.
    pub(crate) max_items: u32,
}

/// Text. Lengths count Unicode scalar values.
#[derive(Debug)]
pub(crate) struct Text {
    /// Minimum number of characters.
    pub(crate) min_length: u32,
    /// Maximum number of characters.
    pub(crate) max_length: u32,
    /// The pattern.
    pub(crate) pattern: Option<&'static Pattern>,
    /// The only values, if listed.
    pub(crate) values: &'static [&'static str],
    /// The listed values in words: "allowed: `a` (what it means), `b`".
    pub(crate) allowed: &'static str,
    /// Whether it is a secret, in whose place a reference may stand.
    pub(crate) secret: bool,
}

/// A pattern with its description.
#[derive(Debug)]
pub(crate) struct Pattern {
    /// Recognises the texts that match.
    pub(crate) dfa: &'static Dfa,
    /// Description, to follow "must be".
    pub(crate) hint: &'static str,
}

/// A whole number.
#[derive(Debug)]
pub(crate) struct Integer {
    /// Smallest value.
    pub(crate) minimum: Option<i64>,
    /// Largest value.
    pub(crate) maximum: Option<i64>,
    /// The only values, if listed.
    pub(crate) values: &'static [i64],
    /// The listed values in words: "allowed: `a` (what it means), `b`".
    pub(crate) allowed: &'static str,
    /// Whether it may be written as decimal text: a query parameter, which travels as text anyway.
    pub(crate) or_text: bool,
}

impl Text {
    /// Any text.
    pub(crate) const ANY: Self =
        Self { min_length: 0, max_length: u32::MAX, pattern: None, values: &[], allowed: "", secret: false };
}

impl Integer {
    /// Any whole number.
    pub(crate) const ANY: Self = Self { minimum: None, maximum: None, values: &[], allowed: "", or_text: false };
}

impl Schema {
    /// The object, if the schema is one.
    pub(crate) fn as_object(&self) -> Option<&Object> {
        match &self.shape {
            Shape::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The array, if the schema is one.
    pub(crate) fn as_array(&self) -> Option<&Array> {
        match &self.shape {
            Shape::Array(array) => Some(array),
            _ => None,
        }
    }

    /// The types of the members, of other members and of the items.
    pub(crate) fn children(&self) -> Vec<&'static Schema> {
        match &self.shape {
            Shape::Object(object) => {
                let others = match object.additional {
                    Additional::Map(schema) => Some(schema),
                    Additional::Any | Additional::Forbidden => None,
                };
                object.properties.iter().map(|property| property.schema).chain(others).collect()
            }
            Shape::Array(array) => vec![array.items],
            _ => Vec::new(),
        }
    }

    /// The kind of value as a noun with its article.
    pub(crate) fn noun(&self) -> &'static str {
        match &self.shape {
            Shape::Object(_) => "an object",
            Shape::Array(_) => "an array",
            Shape::Text(_) => "a string",
            Shape::Integer(_) => "an integer",
            Shape::Boolean => "a boolean",
            Shape::Any => "any value",
        }
    }
}

impl Object {
    /// The index of the property called `name`.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let place = |&index: &u8| self.properties[usize::from(index)].name.cmp(name);
        self.by_name.binary_search_by(place).ok().map(|found| usize::from(self.by_name[found]))
    }

    /// The property called `name`.
    pub(crate) fn get(&'static self, name: &str) -> Option<&'static Property> {
        self.find(name).map(|index| &self.properties[index])
    }

    /// Whether the object is a map: keys of the user's choice, no known members.
    pub(crate) fn is_map(&self) -> bool {
        self.properties.is_empty() && matches!(self.additional, Additional::Map(_) | Additional::Any)
    }
}

#[cfg(test)]
mod tests {
    use super::Outline;
    use crate::generated::schemas;

    #[test]
    fn what_tables_tell_of_names_is_so() {
        let objects = schemas::ALL.iter().filter_map(|schema| schema.as_object());
        let properties: Vec<_> = objects.flat_map(|object| object.properties).collect();
        assert!(properties.iter().any(|property| property.secret));
        for property in properties {
            assert_eq!(property.secret, crate::secrets().is_secret(property.name), "{}", property.name);
            assert_eq!(property.outline, Outline::new(property.name), "{}", property.name);
        }
    }
}
