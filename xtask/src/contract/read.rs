//! Nodes of the bundle as [`Schema`]s, [`Rule`]s and [`Erratum`]s.
//!
//! The grammar has already refused unknown keys and values of the wrong kind, so reading cannot fail.

use super::{
    Additional, ArrayShape, Aspect, Condition, EnumValue, Erratum, IntegerShape, Literal, NumberShape, ObjectShape,
    Property, Provenance, Rule, RuleBody, Schema, Severity, Shape, StringShape,
};
use crate::value::{Data, Place, Value};

const SCHEMA_REF: &str = "#/components/schemas/";

/// A schema node.
pub(super) fn schema(value: &Value) -> Schema {
    let shape = shape(value);
    Schema {
        description: text(value, "description"),
        title: value.get("title").and_then(Value::as_str).map(str::to_owned),
        secret: matches!(&shape, Shape::String(string) if string.format.as_deref() == Some("password")),
        sources: sources(value),
        erratum: erratum(value),
        rules: rules(value),
        default: value.get("default").cloned(),
        nullable: flag(value, "nullable"),
        write_only: flag(value, "writeOnly"),
        ..Schema::new(value.at, shape)
    }
}

fn shape(value: &Value) -> Shape {
    if let Some(name) = reference(value) {
        return Shape::Ref(name);
    }
    if let Some([only]) = value.get("allOf").map(Value::items)
        && let Some(name) = reference(only)
    {
        return Shape::Ref(name);
    }
    if let Some(arms) = value.get("oneOf") {
        return Shape::OneOf(arms.items().iter().map(schema).collect());
    }
    match value.get("type").and_then(Value::as_str) {
        Some("object") => Shape::Object(object(value)),
        Some("array") => Shape::Array(ArrayShape {
            items: Box::new(value.get("items").map_or_else(|| Schema::new(value.at, Shape::Any), schema)),
            min_items: count(value, "minItems"),
            max_items: count(value, "maxItems"),
            unique_items: flag(value, "uniqueItems"),
        }),
        Some("string") => Shape::String(string(value)),
        Some("integer") => Shape::Integer(IntegerShape {
            minimum: value.get("minimum").and_then(Value::as_integer),
            maximum: value.get("maximum").and_then(Value::as_integer),
            values: listed(value, "enum", Value::as_integer),
            format: optional_text(value, "format"),
        }),
        Some("number") => Shape::Number(NumberShape {
            minimum: value.get("minimum").and_then(Value::as_number),
            maximum: value.get("maximum").and_then(Value::as_number),
            format: optional_text(value, "format"),
        }),
        Some("boolean") => Shape::Boolean,
        _ => Shape::Any,
    }
}

/// The component a bare reference names.
pub(super) fn reference(value: &Value) -> Option<String> {
    value.get("$ref")?.as_str()?.strip_prefix(SCHEMA_REF).map(str::to_owned)
}

fn object(value: &Value) -> ObjectShape {
    let required = texts(value.get("required"));
    let properties = value.get("properties").and_then(Value::as_object).into_iter().flatten();
    ObjectShape {
        properties: properties
            .map(|(name, member)| {
                let property =
                    Property { required: required.contains(name), schema: schema(&member.value), at: member.key };
                (name.clone(), property)
            })
            .collect(),
        additional: match value.get("additionalProperties") {
            None => Additional::Any,
            Some(Value { data: Data::Bool(allowed), .. }) => {
                if *allowed {
                    Additional::Any
                } else {
                    Additional::Forbidden
                }
            }
            Some(other) => Additional::Schema(Box::new(schema(other))),
        },
        min_properties: count(value, "minProperties"),
        max_properties: count(value, "maxProperties"),
    }
}

fn string(value: &Value) -> StringShape {
    let open = value.has("x-extensible-enum");
    let own = |value: &Value| value.as_str().map(str::to_owned);
    StringShape {
        min_length: count(value, "minLength"),
        max_length: count(value, "maxLength"),
        pattern: optional_text(value, "pattern"),
        pattern_hint: optional_text(value, "x-drs-pattern-hint"),
        values: listed(value, if open { "x-extensible-enum" } else { "enum" }, own),
        open,
        format: optional_text(value, "format"),
    }
}

/// The values under `key`, each with its meaning.
fn listed<T>(value: &Value, key: &str, read: impl Fn(&Value) -> Option<T>) -> Vec<EnumValue<T>> {
    let meanings = value.get("x-enumDescriptions");
    let meaning = |item: &Value| {
        let key = match &item.data {
            Data::Integer(number) => number.to_string(),
            _ => item.as_str().unwrap_or_default().to_owned(),
        };
        meanings.map_or_else(String::new, |meanings| text(meanings, &key))
    };
    let items = value.get(key).map(Value::items).unwrap_or_default();
    items.iter().filter_map(|item| Some(EnumValue { value: read(item)?, description: meaning(item) })).collect()
}

/// `x-drs-source` of a node.
pub(super) fn sources(value: &Value) -> Vec<Provenance> {
    let items = value.get("x-drs-source").map(Value::items).unwrap_or_default();
    items.iter().filter_map(source).collect()
}

fn source(value: &Value) -> Option<Provenance> {
    if let Some(document) = optional_text(value, "document") {
        let table = value.get("table").and_then(Value::as_integer);
        let table = table.and_then(|table| u32::try_from(table).ok()).unwrap_or_default();
        return Some(Provenance::Document { document, table, field: optional_text(value, "field") });
    }
    let sdk = optional_text(value, "sdk").map(Provenance::Sdk);
    let terraform = || optional_text(value, "terraform").map(Provenance::Terraform);
    sdk.or_else(terraform).or_else(|| optional_text(value, "page").map(Provenance::Page))
}

/// `x-drs-erratum` of a node.
pub(super) fn erratum(value: &Value) -> Option<Erratum> {
    let erratum = value.member("x-drs-erratum")?;
    Some(Erratum {
        says: text(&erratum.value, "says"),
        actually: text(&erratum.value, "actually"),
        source: text(&erratum.value, "source"),
        aspects: texts(erratum.value.get("aspects")).iter().filter_map(|word| Aspect::parse(word)).collect(),
        at: erratum.key,
    })
}

/// `x-drs-rules` of a node.
pub(super) fn rules(value: &Value) -> Vec<Rule> {
    value.get("x-drs-rules").map(Value::items).unwrap_or_default().iter().map(rule).collect()
}

fn rule(value: &Value) -> Rule {
    let place: Place = value.member("id").map_or(value.at, |member| member.value.at);
    Rule {
        id: text(value, "id"),
        name: text(value, "name"),
        severity: match value.get("severity").and_then(Value::as_str) {
            Some("warning") => Severity::Warning,
            _ => Severity::Error,
        },
        at: text(value, "at"),
        message: text(value, "message"),
        help: text(value, "help"),
        source: text(value, "source"),
        body: match (value.get("if"), value.get("then")) {
            (Some(if_), Some(then)) => RuleBody::Portable { if_: condition(if_), then: condition(then) },
            _ => RuleBody::Rust,
        },
        place,
    }
}

fn condition(value: &Value) -> Condition {
    let nested = |key: &str| value.get(key).map(|inner| Box::new(condition(inner)));
    let properties = value.get("properties").into_iter().flat_map(Value::members);
    Condition {
        required: texts(value.get("required")),
        properties: properties.map(|(name, inner)| (name.to_owned(), condition(inner))).collect(),
        values: match (value.get("enum"), value.get("const")) {
            (Some(list), _) => Some(list.items().iter().filter_map(literal).collect()),
            (None, Some(only)) => literal(only).map(|only| vec![only]),
            (None, None) => None,
        },
        pattern: optional_text(value, "pattern"),
        not: nested("not"),
        any_of: value.get("anyOf").map(Value::items).unwrap_or_default().iter().map(condition).collect(),
        items: nested("items"),
        min_items: count(value, "minItems"),
        max_items: count(value, "maxItems"),
        min_properties: count(value, "minProperties"),
        max_properties: count(value, "maxProperties"),
    }
}

fn literal(value: &Value) -> Option<Literal> {
    match &value.data {
        Data::Null => Some(Literal::Null),
        Data::Bool(truth) => Some(Literal::Bool(*truth)),
        Data::Integer(number) => Some(Literal::Integer(*number)),
        Data::String(text) => Some(Literal::String(text.clone())),
        Data::Float(_) | Data::Array(_) | Data::Object(_) => None,
    }
}

/// The text under `key`, or nothing.
pub(super) fn text(value: &Value, key: &str) -> String {
    optional_text(value, key).unwrap_or_default()
}

fn optional_text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn texts(value: Option<&Value>) -> Vec<String> {
    value.map(Value::items).unwrap_or_default().iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Whether the member `key` is `true`.
pub(super) fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or_default()
}

fn count(value: &Value, key: &str) -> Option<u64> {
    u64::try_from(value.get(key)?.as_integer()?).ok()
}
