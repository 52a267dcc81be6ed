//! Schemas: one node of the contract and what shape it has.

use indexmap::IndexMap;

use super::{Erratum, Provenance, Rule};
use crate::value::{Place, Value};

/// A schema: a component, a property, an item or a parameter's type.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Where it stands.
    pub at: Place,
    /// Name of the component; `None` below the first level.
    pub name: Option<String>,
    /// What it means; empty if the contract does not say.
    pub description: String,
    /// Name of a `oneOf` arm.
    pub title: Option<String>,
    /// What it looks like.
    pub shape: Shape,
    /// `x-drs-source`.
    pub sources: Vec<Provenance>,
    /// `x-drs-erratum`.
    pub erratum: Option<Erratum>,
    /// `x-drs-rules`.
    pub rules: Vec<Rule>,
    /// What the service assumes when the value is absent.
    pub default: Option<Value>,
    /// Whether `null` is allowed beside the shape.
    pub nullable: bool,
    /// Sent, never returned.
    pub write_only: bool,
    /// Whether this is itself a secret text (`format: password`), not merely something that holds one.
    pub secret: bool,
}

/// What a schema looks like.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A component, by a bare `$ref` or an `allOf` of one.
    Ref(String),
    /// An object.
    Object(ObjectShape),
    /// An array.
    Array(ArrayShape),
    /// Text.
    String(StringShape),
    /// A whole number.
    Integer(IntegerShape),
    /// A number.
    Number(NumberShape),
    /// `true` or `false`.
    Boolean,
    /// Exactly one of several.
    OneOf(Vec<Schema>),
    /// Anything.
    Any,
}

/// An object.
#[derive(Clone, Debug)]
pub struct ObjectShape {
    /// Known members in the order they were written.
    pub properties: IndexMap<String, Property>,
    /// What other members may be.
    pub additional: Additional,
    /// Minimum number of members.
    pub min_properties: Option<u64>,
    /// Maximum number of members.
    pub max_properties: Option<u64>,
}

/// A known member of an object.
#[derive(Clone, Debug)]
pub struct Property {
    /// Whether the object must have it.
    pub required: bool,
    /// Its type.
    pub schema: Schema,
    /// Where its name stands.
    pub at: Place,
}

/// What the members that an object does not name may be.
#[derive(Clone, Debug)]
pub enum Additional {
    /// There may be none.
    Forbidden,
    /// Anything.
    Any,
    /// Values of this type.
    Schema(Box<Schema>),
}

/// An array.
#[derive(Clone, Debug)]
pub struct ArrayShape {
    /// Type of the items.
    pub items: Box<Schema>,
    /// Minimum number of items.
    pub min_items: Option<u64>,
    /// Maximum number of items.
    pub max_items: Option<u64>,
    /// Whether no two items may be equal.
    pub unique_items: bool,
}

/// Text. Lengths count Unicode scalar values.
#[derive(Clone, Debug, Default)]
pub struct StringShape {
    /// Minimum number of characters.
    pub min_length: Option<u64>,
    /// Maximum number of characters.
    pub max_length: Option<u64>,
    /// Anchored regular expression.
    pub pattern: Option<String>,
    /// The pattern in a phrase that follows "must be" (`x-drs-pattern-hint`).
    pub pattern_hint: Option<String>,
    /// Listed values: the only ones (`enum`), or the known ones if `open`.
    pub values: Vec<EnumValue<String>>,
    /// Whether values that are not listed may occur (`x-extensible-enum`).
    pub open: bool,
    /// `format`.
    pub format: Option<String>,
}

/// A whole number.
#[derive(Clone, Debug, Default)]
pub struct IntegerShape {
    /// Smallest value.
    pub minimum: Option<i64>,
    /// Largest value.
    pub maximum: Option<i64>,
    /// The only values, if listed.
    pub values: Vec<EnumValue<i64>>,
    /// `int32` or `int64`.
    pub format: Option<String>,
}

/// A number.
#[derive(Clone, Debug, Default)]
pub struct NumberShape {
    /// Smallest value.
    pub minimum: Option<f64>,
    /// Largest value.
    pub maximum: Option<f64>,
    /// `float` or `double`.
    pub format: Option<String>,
}

/// A listed value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue<T> {
    /// The value.
    pub value: T,
    /// What it means (`x-enumDescriptions`); empty if the contract does not say.
    pub description: String,
}

impl Schema {
    /// A schema that has a shape and nothing else.
    pub fn new(at: Place, shape: Shape) -> Self {
        Self {
            at,
            name: None,
            description: String::new(),
            title: None,
            shape,
            sources: Vec::new(),
            erratum: None,
            rules: Vec::new(),
            default: None,
            nullable: false,
            write_only: false,
            secret: false,
        }
    }

    /// The schemas directly inside this one; a reference has none.
    pub fn children(&self) -> Vec<&Self> {
        match &self.shape {
            Shape::Object(object) => {
                let extra = match &object.additional {
                    Additional::Schema(schema) => Some(&**schema),
                    Additional::Any | Additional::Forbidden => None,
                };
                object.properties.values().map(|property| &property.schema).chain(extra).collect()
            }
            Shape::Array(array) => vec![&array.items],
            Shape::OneOf(arms) => arms.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The object, if this is one itself (not by reference).
    pub fn as_object(&self) -> Option<&ObjectShape> {
        match &self.shape {
            Shape::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The component this refers to, if it is a reference.
    pub fn as_ref(&self) -> Option<&str> {
        match &self.shape {
            Shape::Ref(name) => Some(name),
            _ => None,
        }
    }
}

impl StringShape {
    /// Whether only the listed values are allowed.
    pub fn is_closed_enum(&self) -> bool {
        !self.values.is_empty() && !self.open
    }
}
