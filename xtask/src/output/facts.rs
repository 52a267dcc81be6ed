//! A field with its limits, kind and sources as phrases for a person: the same in `drs explain` and on the site.

use crate::contract::{Additional, Contract, EnumValue, Provenance, Schema, Shape};
use crate::value::Data;

/// What a field holds: `text`, `list of JobEndpointInfo`, …
pub(super) fn kind(contract: &Contract, schema: &Schema) -> String {
    let resolved = contract.resolve(schema);
    match &resolved.shape {
        Shape::Object(object) => match (&object.additional, object.properties.is_empty()) {
            (Additional::Schema(value), true) => format!("map of {} by key", kind(contract, value)),
            _ => resolved.name.clone().unwrap_or_else(|| "object".to_owned()),
        },
        Shape::Array(array) => format!("list of {}", kind(contract, &array.items)),
        Shape::String(_) if resolved.secret => "secret text".to_owned(),
        Shape::String(_) => "text".to_owned(),
        Shape::Integer(_) => "whole number".to_owned(),
        Shape::Number(_) => "number".to_owned(),
        Shape::Boolean => "true or false".to_owned(),
        Shape::OneOf(arms) => arms.iter().map(|arm| kind(contract, arm)).collect::<Vec<_>>().join(" or "),
        Shape::Ref(_) | Shape::Any => "anything".to_owned(),
    }
}

/// The object below a field, through lists and maps, and whether keys of the author's own choice lie between.
pub(super) fn object(contract: &Contract, schema: &Schema) -> (Option<String>, bool) {
    let resolved = contract.resolve(schema);
    match &resolved.shape {
        Shape::Object(shape) => match (&shape.additional, shape.properties.is_empty()) {
            (Additional::Schema(value), true) => (object(contract, value).0, true),
            _ => (resolved.name.clone(), false),
        },
        Shape::Array(shape) => object(contract, &shape.items),
        _ => (None, false),
    }
}

/// The limits of a field, one phrase each; those of a list's items say so.
pub(super) fn limits(contract: &Contract, schema: &Schema) -> Vec<String> {
    let resolved = contract.resolve(schema);
    let mut limits = Vec::new();
    match &resolved.shape {
        Shape::String(text) => {
            limits.extend(range(text.min_length, text.max_length, "character"));
            limits.extend(text.pattern.as_ref().map(|pattern| format!("matches `{pattern}`")));
        }
        Shape::Integer(number) => {
            limits.extend(match (number.minimum, number.maximum) {
                (Some(low), Some(high)) => Some(format!("{low} to {high}")),
                (Some(low), None) => Some(format!("at least {low}")),
                (None, Some(high)) => Some(format!("at most {high}")),
                (None, None) => None,
            });
        }
        Shape::Array(array) => {
            limits.extend(range(array.min_items, array.max_items, "item"));
            limits.extend(self::limits(contract, &array.items).into_iter().map(|limit| format!("each item: {limit}")));
        }
        Shape::Object(object) => limits.extend(range(object.min_properties, object.max_properties, "member")),
        _ => {}
    }
    limits
}

fn range(low: Option<u64>, high: Option<u64>, unit: &str) -> Option<String> {
    let plural = |count: u64| if count == 1 { "" } else { "s" };
    match (low.filter(|low| *low > 0), high) {
        (Some(low), Some(high)) if low == high => Some(format!("exactly {low} {unit}{}", plural(low))),
        (Some(low), Some(high)) => Some(format!("{low} to {high} {unit}s")),
        (Some(low), None) => Some(format!("at least {low} {unit}{}", plural(low))),
        (None, Some(high)) => Some(format!("at most {high} {unit}{}", plural(high))),
        (None, None) => None,
    }
}

/// The default of a field as it would be written in a request, text without its quotes.
pub(super) fn default(contract: &Contract, schema: &Schema) -> Option<String> {
    let value = schema.default.as_ref().or(contract.resolve(schema).default.as_ref())?;
    Some(match &value.data {
        Data::String(text) => text.clone(),
        _ => value.to_json().to_string(),
    })
}

/// A source as a phrase: `document 001, table 7`.
pub(super) fn source(source: &Provenance) -> String {
    match source {
        Provenance::Document { document, table, field: Some(field) } => {
            format!("document {document}, table {table}, {field}")
        }
        Provenance::Document { document, table, field: None } => format!("document {document}, table {table}"),
        Provenance::Sdk(name) | Provenance::Terraform(name) | Provenance::Page(name) => name.clone(),
    }
}

/// The description of a field, or that of its component.
pub(super) fn description<'c>(contract: &'c Contract, schema: &'c Schema) -> &'c str {
    if schema.description.is_empty() { &contract.resolve(schema).description } else { &schema.description }
}

/// The values that a schema itself lists.
pub(super) fn listed(schema: &Schema) -> Vec<EnumValue<String>> {
    match &schema.shape {
        Shape::String(text) => text.values.clone(),
        Shape::Integer(number) => {
            let text =
                |it: &EnumValue<i64>| EnumValue { value: it.value.to_string(), description: it.description.clone() };
            number.values.iter().map(text).collect()
        }
        _ => Vec::new(),
    }
}
