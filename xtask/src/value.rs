//! The value a slice holds: ordered, and every node knows the file and the bytes it came from.
//!
//! `serde_json::Value` has neither places nor a fixed order, and a lint without a caret helps nobody.

use indexmap::IndexMap;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

pub use crate::place::Place;

/// One node of a document.
#[derive(Clone, Debug)]
pub struct Value {
    /// Where the node stands; a node the bundler inserted stands where its reason stands.
    pub at: Place,
    /// What it holds.
    pub data: Data,
}

/// What a [`Value`] holds.
#[derive(Clone, Debug)]
pub enum Data {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number that fits 64 bits.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    String(String),
    /// Items in order.
    Array(Vec<Value>),
    /// Members in the order they were written.
    Object(IndexMap<String, Member>),
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// Where the key stands.
    pub key: Place,
    /// The value.
    pub value: Value,
}

impl Value {
    /// A value at a place.
    pub fn new(at: Place, data: Data) -> Self {
        Self { at, data }
    }

    /// Text at a place.
    pub fn string(at: Place, text: impl Into<String>) -> Self {
        Self::new(at, Data::String(text.into()))
    }

    /// An object without members at a place.
    pub fn object(at: Place) -> Self {
        Self::new(at, Data::Object(IndexMap::new()))
    }

    /// The member called `key`, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.member(key).map(|member| &member.value)
    }

    /// Like [`get`](Self::get), for changing it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        match &mut self.data {
            Data::Object(members) => members.get_mut(key).map(|member| &mut member.value),
            _ => None,
        }
    }

    /// The member called `key` together with the place of its key.
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.as_object()?.get(key)
    }

    /// Whether this is an object with a member called `key`.
    pub fn has(&self, key: &str) -> bool {
        self.member(key).is_some()
    }

    /// Sets a member of an object; a new one goes to the end, and its key stands where the value stands.
    /// Does nothing to a value that is not an object.
    pub fn set(&mut self, key: &str, value: Self) {
        if let Data::Object(members) = &mut self.data {
            if let Some(member) = members.get_mut(key) {
                member.value = value;
            } else {
                members.insert(key.to_owned(), Member { key: value.at, value });
            }
        }
    }

    /// Removes a member of an object, keeping the order of the others.
    pub fn remove(&mut self, key: &str) -> Option<Self> {
        match &mut self.data {
            Data::Object(members) => members.shift_remove(key).map(|member| member.value),
            _ => None,
        }
    }

    /// The node that an RFC 6901 pointer (`/components/schemas/JobId`) names.
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer.strip_prefix('/')?.split('/').try_fold(self, |value, token| {
            let token = token.replace("~1", "/").replace("~0", "~");
            match &value.data {
                Data::Object(members) => members.get(&token).map(|member| &member.value),
                Data::Array(items) => items.get(token.parse::<usize>().ok()?),
                _ => None,
            }
        })
    }

    /// The members, if this is an object.
    pub fn as_object(&self) -> Option<&IndexMap<String, Member>> {
        match &self.data {
            Data::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The members as (key, value); nothing if this is not an object.
    pub fn members(&self) -> impl Iterator<Item = (&str, &Self)> {
        self.as_object().into_iter().flatten().map(|(key, member)| (key.as_str(), &member.value))
    }

    /// The items, if this is an array.
    pub fn as_array(&self) -> Option<&[Self]> {
        match &self.data {
            Data::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The items; nothing if this is not an array.
    pub fn items(&self) -> &[Self] {
        self.as_array().unwrap_or_default()
    }

    /// The text, if this is text.
    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::String(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if this is a whole number.
    pub fn as_integer(&self) -> Option<i64> {
        match &self.data {
            Data::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The number, whole or not.
    #[expect(clippy::cast_precision_loss, reason = "limits in the contract are far below 2^53")]
    pub fn as_number(&self) -> Option<f64> {
        match &self.data {
            Data::Integer(number) => Some(*number as f64),
            Data::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// The truth value, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match &self.data {
            Data::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    /// What kind of value this is, as a noun with its article.
    pub fn kind(&self) -> &'static str {
        match &self.data {
            Data::Null => "null",
            Data::Bool(_) => "a truth value",
            Data::Integer(_) | Data::Float(_) => "a number",
            Data::String(_) => "text",
            Data::Array(_) => "a list",
            Data::Object(_) => "an object",
        }
    }

    /// The same value without places. Members may lose their order; serialize the value itself to keep it.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.data {
            Data::Null => serde_json::Value::Null,
            Data::Bool(truth) => (*truth).into(),
            Data::Integer(number) => (*number).into(),
            Data::Float(number) => (*number).into(),
            Data::String(text) => text.as_str().into(),
            Data::Array(items) => items.iter().map(Self::to_json).collect(),
            Data::Object(_) => serde_json::Value::Object(
                self.members().map(|(key, value)| (key.to_owned(), value.to_json())).collect(),
            ),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.data {
            Data::Null => serializer.serialize_unit(),
            Data::Bool(truth) => serializer.serialize_bool(*truth),
            Data::Integer(number) => serializer.serialize_i64(*number),
            Data::Float(number) => serializer.serialize_f64(*number),
            Data::String(text) => serializer.serialize_str(text),
            Data::Array(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Data::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, member) in members {
                    map.serialize_entry(key, &member.value)?;
                }
                map.end()
            }
        }
    }
}
