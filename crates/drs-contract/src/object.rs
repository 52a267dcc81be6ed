//! Objects of requests and their fields.

use crate::OBJECTS;

/// An object of a request.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Object {
    /// `JobBaseInfo`.
    pub name: &'static str,
    /// What it is.
    pub description: &'static str,
    /// Where the facts come from.
    pub sources: &'static [&'static str],
    /// Rules on it.
    pub rules: &'static [ObjectRule],
    /// Fields, in the contract's order.
    pub fields: &'static [Field],
}

impl Object {
    /// Object with this name.
    pub fn from_name(name: &str) -> Option<&'static Self> {
        OBJECTS.iter().find(|object| object.name == name)
    }
}

/// A rule on an object, and the fields that it mentions.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ObjectRule {
    /// `DRS-P004`.
    pub id: &'static str,
    /// Paths, from the object that has the rule, of the fields that it mentions: `params.base_info.name`.
    pub fields: &'static [&'static str],
}

/// A field of an object.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Field {
    /// Name on the wire.
    pub name: &'static str,
    /// Whether every object must have it.
    pub required: bool,
    /// `text`, `list of JobEndpointInfo`, …
    pub kind: &'static str,
    /// Name of the object to descend into, through lists and maps.
    pub object: Option<&'static str>,
    /// Whether the object is below keys that the author of a request chooses.
    pub map: bool,
    /// What it is.
    pub description: &'static str,
    /// Limits, one phrase each.
    pub limits: &'static [&'static str],
    /// Value that the service assumes when the field is left out.
    pub default: Option<&'static str>,
    /// Allowed values.
    pub values: &'static [Value],
    /// Where the facts come from; empty when it is where those of the object come from.
    pub sources: &'static [&'static str],
    /// Where the contract departs from the vendor's document.
    pub erratum: Option<Erratum>,
}

impl Field {
    /// A field about which there is nothing to say.
    pub(crate) const PLAIN: Self = Self {
        name: "",
        required: false,
        kind: "",
        object: None,
        map: false,
        description: "",
        limits: &[],
        default: None,
        values: &[],
        sources: &[],
        erratum: None,
    };
}

/// A listed value.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Value {
    /// The value as text.
    pub value: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// A departure from the vendor's document.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Erratum {
    /// What the document says.
    pub says: &'static str,
    /// What holds.
    pub actually: &'static str,
    /// Who says so.
    pub source: &'static str,
}
