//! One schema, lowered.

use serde_json::{Map, Value, json};

use super::side::Side;
use super::state::Lowering;
use super::text;
use crate::contract::{Additional, ArrayShape, EnumValue, IntegerShape, ObjectShape, Schema, Shape, StringShape};
use crate::problem::Problem;

impl Lowering<'_> {
    /// A schema as progenitor is to read it on this side.
    pub(super) fn schema(&mut self, schema: &Schema, side: Side) -> Result<Value, Problem> {
        let lowered = match &schema.shape {
            Shape::Ref(name) => self.reference(schema, name, side),
            Shape::Object(object) => self.object(schema, object, side)?,
            Shape::Array(array) => self.array(array, side)?,
            Shape::String(string) => Self::string(schema, string, side)?,
            Shape::Integer(integer) => Self::integer(integer, side),
            Shape::Number(number) => compact(json!({"type": "number", "format": number.format})),
            Shape::Boolean => json!({"type": "boolean"}),
            Shape::OneOf(arms) => {
                let lower = |arm: &Schema| {
                    let mut lowered = self.schema(arm, side)?;
                    // typify names the variant after the title.
                    lowered["title"] = arm.title.clone().into();
                    Ok(compact(lowered))
                };
                json!({"oneOf": arms.iter().map(lower).collect::<Result<Vec<_>, Problem>>()?})
            }
            Shape::Any => json!({}),
        };
        let mut lowered = described(schema, lowered);
        if schema.nullable {
            lowered["nullable"] = true.into();
        }
        Ok(lowered)
    }

    /// A schema inside another one. A list or map that may be absent becomes an `Option`: an empty one says something else than
    /// none (`speed_limit: []` lifts the limits), typify would drop both, and the service may send `null` for it.
    fn member(&mut self, schema: &Schema, side: Side, required: bool) -> Result<Value, Problem> {
        let mut lowered = self.schema(schema, side)?;
        let many = match &self.contract.resolve(schema).shape {
            Shape::Array(_) => true,
            Shape::Object(object) => object.properties.is_empty(),
            _ => false,
        };
        if many && !required {
            if let Some(reference) = lowered.as_object_mut().and_then(|members| members.remove("$ref")) {
                lowered["allOf"] = json!([{"$ref": reference}]);
            }
            lowered["nullable"] = true.into();
        }
        Ok(lowered)
    }

    /// A reference. An answer does not refer to what is checked on sending; it gets the plain type instead.
    fn reference(&self, schema: &Schema, name: &str, side: Side) -> Value {
        if side == Side::Response && self.side(name) == Side::Both {
            let plain = match &self.contract.resolve(schema).shape {
                Shape::String(_) => Some(json!({"type": "string"})),
                Shape::Integer(integer) => Some(Self::integer(integer, side)),
                _ => None,
            };
            if let Some(plain) = plain {
                return plain;
            }
        }
        let reference = json!({"$ref": format!("#/components/schemas/{name}")});
        if schema.description.is_empty() && !schema.nullable && schema.default.is_none() {
            reference
        } else {
            json!({"allOf": [reference]})
        }
    }

    fn object(&mut self, schema: &Schema, object: &ObjectShape, side: Side) -> Result<Value, Problem> {
        let additional = match &object.additional {
            Additional::Forbidden if side != Side::Response => json!(false),
            Additional::Schema(value) if object.properties.is_empty() => {
                self.member(value, side, side != Side::Response)?
            }
            Additional::Schema(_) => {
                return Err(Problem::new("an object with properties cannot be a map as well")
                    .at(schema.at)
                    .help("drop `additionalProperties`, or move the map into a member"));
            }
            Additional::Forbidden | Additional::Any => Value::Null,
        };
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (name, property) in &object.properties {
            if self.contract.resolve(&property.schema).secret {
                self.secret_members.insert(name.clone());
            }
            let is_required = property.required && side != Side::Response;
            properties.insert(name.clone(), self.member(&property.schema, side, is_required)?);
            if is_required {
                required.push(name.clone());
            }
        }
        let lowered = json!({
            "type": "object",
            "additionalProperties": additional,
            "properties": properties,
            "required": required,
        });
        Ok(compact(lowered))
    }

    fn array(&mut self, array: &ArrayShape, side: Side) -> Result<Value, Problem> {
        // Numbers of items are the validator's business: typify ignores them, except for making `[T; N]` of equal ones.
        Ok(json!({"type": "array", "items": self.member(&array.items, side, side != Side::Response)?}))
    }

    fn string(schema: &Schema, string: &StringShape, side: Side) -> Result<Value, Problem> {
        if schema.secret {
            return Err(Problem::new("a secret must be a component").at(schema.at).help("refer to `SecretString`"));
        }
        if string.open {
            return Err(Problem::new("a list of known values must be a component")
                .at(schema.at)
                .help("move the list to `components.schemas` and refer to it"));
        }
        if side == Side::Response {
            return if string.values.is_empty() {
                Ok(json!({"type": "string"}))
            } else {
                Err(Problem::new("a closed list of values in an answer, which a newer server breaks")
                    .at(schema.at)
                    .help("write `x-extensible-enum` in place of `enum`"))
            };
        }
        if !string.values.is_empty() {
            return Ok(value_list(&string.values));
        }
        // A length of at least 0 makes rustc warn about a useless comparison.
        let min_length = string.min_length.filter(|length| *length > 0);
        Ok(compact(json!({
            "type": "string",
            "minLength": min_length,
            "maxLength": string.max_length,
            "pattern": string.pattern,
        })))
    }

    fn integer(integer: &IntegerShape, side: Side) -> Value {
        if side == Side::Response {
            return compact(json!({"type": "integer", "format": integer.format}));
        }
        let values: Vec<i64> = integer.values.iter().map(|value| value.value).collect();
        // The range chooses the Rust type only; a list of values is checked in full.
        let (minimum, maximum) = if values.is_empty() { (integer.minimum, integer.maximum) } else { (None, None) };
        compact(json!({
            "type": "integer",
            "format": integer.format,
            "minimum": minimum,
            "maximum": maximum,
            "enum": values,
        }))
    }
}

/// A list of values as one enum per value, which is the form in which typify keeps a description for each variant.
pub(super) fn value_list(values: &[EnumValue<String>]) -> Value {
    let one = |value: &EnumValue<String>| {
        let description = text::rustdoc(&value.description);
        compact(json!({"type": "string", "enum": [value.value], "description": description}))
    };
    json!({"oneOf": values.iter().map(one).collect::<Vec<_>>()})
}

/// A lowered schema with the words of the schema it comes from.
pub(super) fn described(schema: &Schema, mut lowered: Value) -> Value {
    let is_reference = lowered.as_object().is_some_and(|members| members.contains_key("$ref"));
    let words = text::rustdoc(&text::words(schema));
    if !is_reference && !words.is_empty() {
        lowered["description"] = words.into();
    }
    lowered
}

/// Without the members that say nothing.
pub(super) fn compact(mut value: Value) -> Value {
    if let Value::Object(members) = &mut value {
        members.retain(|_, member| match member {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => !items.is_empty(),
            Value::Object(members) => !members.is_empty(),
            _ => true,
        });
    }
    value
}
