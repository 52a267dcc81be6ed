//! A row against a field: type, mandatory, values, default, limits.

use super::Waiver;
use super::join::{Target, is_source};
use super::limits;
use crate::contract::{Additional, Aspect, Contract, Provenance, Schema, Shape};
use crate::ledger::Row;
use crate::value::Data;

/// A difference between a row and a field.
pub(super) struct Difference {
    /// The column.
    pub(super) aspect: Aspect,
    /// Another column under which an erratum may speak of it.
    pub(super) also: Option<Aspect>,
    /// What ledger and contract say.
    pub(super) message: String,
    /// Why it is meant even without an erratum.
    pub(super) waiver: Waiver,
}

impl Difference {
    fn new(aspect: Aspect, message: String) -> Self {
        Self { aspect, also: None, message, waiver: Waiver::None }
    }
}

/// Every difference between a row and a field.
pub(super) fn differences(contract: &Contract, row: &Row, target: &Target<'_>, rows: &[Row]) -> Vec<Difference> {
    if target.elsewhere {
        return Vec::new();
    }
    let schema = contract.resolve(target.schema);
    let simple = [
        (Aspect::Type, kind(contract, row, schema)),
        (Aspect::Mandatory, mandatory(row, target)),
        (Aspect::Default, default(contract, row, target.schema)),
    ];
    let simple = simple.into_iter().filter_map(|(aspect, message)| Some(Difference::new(aspect, message?)));
    simple.chain(values(schema, row, rows)).chain(limits(contract, row, target, rows)).collect()
}

/// Limits. What one document leaves out, another may state for the same field of the same object.
fn limits(contract: &Contract, row: &Row, target: &Target<'_>, rows: &[Row]) -> Option<Difference> {
    let message = limits::difference(contract, row, target.schema)?;
    let mut difference = Difference::new(Aspect::Limits, message.text);
    difference.also = message.is_list.then_some(Aspect::Values);
    if message.is_described {
        difference.waiver = Waiver::Described;
    } else if row.limits.is_empty() {
        let siblings = rows.iter().filter(|other| {
            let same = target.owner.is_some_and(|owner| is_source(&owner.sources, other));
            same && other.field == row.field && !other.limits.is_empty()
        });
        let agrees =
            |other: &Row| limits::difference(contract, other, target.schema).is_none_or(|message| message.is_described);
        if siblings.clone().next().is_some() && siblings.clone().all(agrees) {
            difference.waiver = Waiver::Source;
        }
    }
    Some(difference)
}

fn kind(contract: &Contract, row: &Row, schema: &Schema) -> Option<String> {
    let wanted = row.kind.as_str();
    let fits = if let Some(inner) = wanted.strip_prefix("Map<String,").and_then(|rest| rest.strip_suffix('>')) {
        let Shape::Object(object) = &schema.shape else { return Some(differs(wanted, schema)) };
        match &object.additional {
            Additional::Schema(value) => match (inner, &contract.resolve(value).shape) {
                ("String", shape) => matches!(shape, Shape::String(_)),
                (_, shape) => matches!(shape, Shape::Object(_)),
            },
            Additional::Any | Additional::Forbidden => false,
        }
    } else if wanted.starts_with("Array") {
        let Shape::Array(array) = &schema.shape else { return Some(differs(wanted, schema)) };
        let items = &contract.resolve(&array.items).shape;
        if wanted.ends_with("strings") { matches!(items, Shape::String(_)) } else { matches!(items, Shape::Object(_)) }
    } else {
        match (wanted, &schema.shape) {
            ("String", Shape::String(_)) | ("Boolean", Shape::Boolean) | ("Integer", Shape::Integer(_)) => true,
            ("Long", Shape::Integer(integer)) => integer.format.as_deref() == Some("int64"),
            (word, Shape::Object(_)) => word.eq_ignore_ascii_case("object") || word.ends_with(" object"),
            _ => false,
        }
    };
    (!fits).then(|| differs(wanted, schema))
}

fn differs(wanted: &str, schema: &Schema) -> String {
    format!("the document says `{wanted}`, the contract has {}", noun(schema))
}

fn noun(schema: &Schema) -> &'static str {
    match &schema.shape {
        Shape::Ref(_) => "a reference",
        Shape::Object(_) => "an object",
        Shape::Array(_) => "an array",
        Shape::String(_) => "a string",
        Shape::Integer(integer) if integer.format.as_deref() == Some("int64") => "an integer of 64 bits",
        Shape::Integer(_) => "an integer",
        Shape::Number(_) => "a number",
        Shape::Boolean => "a boolean",
        Shape::OneOf(_) => "a choice",
        Shape::Any => "anything",
    }
}

fn mandatory(row: &Row, target: &Target<'_>) -> Option<String> {
    match (row.mandatory.as_str(), target.required) {
        ("Yes", false) => Some("the document demands it, the contract does not".to_owned()),
        ("No", true) => Some("the contract demands it, the document does not".to_owned()),
        _ => None,
    }
}

/// The values a schema lists, as text.
fn listed(schema: &Schema) -> Vec<String> {
    match &schema.shape {
        Shape::String(text) => text.values.iter().map(|listed| listed.value.clone()).collect(),
        Shape::Integer(number) => number.values.iter().map(|listed| listed.value.to_string()).collect(),
        _ => Vec::new(),
    }
}

fn values(schema: &Schema, row: &Row, rows: &[Row]) -> Option<Difference> {
    let ours = listed(schema);
    if row.values.is_empty() {
        // The list comes from another row, or from something that is not a document, and then says so.
        if ours.is_empty() {
            return None;
        }
        let has_other = schema.sources.iter().any(|source| !matches!(source, Provenance::Document { .. }));
        let sourced = has_other || ours.iter().all(|value| is_documented(schema, value, rows));
        let message = format!("the document lists no values, the contract lists {}", show(&ours));
        let waiver = if sourced { Waiver::Source } else { Waiver::None };
        return Some(Difference { waiver, ..Difference::new(Aspect::Values, message) });
    }
    let missing: Vec<String> = row.values.iter().filter(|value| !ours.contains(value)).cloned().collect();
    let added: Vec<String> = ours.iter().filter(|value| !row.values.contains(value)).cloned().collect();
    let message = match (missing.is_empty(), added.is_empty()) {
        (true, true) => return None,
        (false, true) => format!("the contract does not list {}", show(&missing)),
        (true, false) => format!("the document does not list {}", show(&added)),
        (false, false) => {
            format!("only the document lists {}, only the contract lists {}", show(&missing), show(&added))
        }
    };
    Some(Difference::new(Aspect::Values, message))
}

/// Whether a row that the schema names as its source lists the value.
fn is_documented(schema: &Schema, value: &str, rows: &[Row]) -> bool {
    schema.sources.iter().any(|source| {
        let Provenance::Document { document, table, field } = source else { return false };
        rows.iter().any(|row| {
            let same_field = field.as_ref().is_none_or(|field| row.field == *field);
            row.document == *document
                && row.table == *table
                && same_field
                && row.values.iter().any(|listed| listed == value)
        })
    })
}

fn show(values: &[String]) -> String {
    values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ")
}

fn default(contract: &Contract, row: &Row, schema: &Schema) -> Option<String> {
    let ours = default_of(contract, schema);
    match (&row.default, ours) {
        (None, None) => None,
        (Some(theirs), Some(ours)) if *theirs == ours => None,
        (Some(theirs), Some(ours)) => Some(format!("the document says `{theirs}`, the contract says `{ours}`")),
        (Some(theirs), None) => Some(format!("the document says `{theirs}`, the contract has none")),
        (None, Some(ours)) => Some(format!("the contract says `{ours}`, the document has none")),
    }
}

/// The default of a schema, or else of the component it refers to, as text.
fn default_of(contract: &Contract, schema: &Schema) -> Option<String> {
    if let Some(value) = &schema.default {
        return Some(match &value.data {
            Data::String(text) => text.clone(),
            _ => value.to_json().to_string(),
        });
    }
    default_of(contract, &contract.schemas[schema.as_ref()?])
}

/// Whether a schema says that the table of a row is its source, as a whole.
pub(super) fn describes(schema: &Schema, row: &Row) -> bool {
    is_source(&schema.sources, row)
}
