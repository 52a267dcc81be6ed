//! `vocabulary.rs`: every value and every name of a member that is real somewhere in the API.

use std::collections::{BTreeMap, BTreeSet};

use drs_diag::spelling::letters;

use crate::contract::{Contract, Schema, Shape};
use crate::output::source::header;
use crate::value::Value;

/// How many fields are named beside a value.
const MAX_FIELDS: usize = 2;

/// How many indices stand on a line.
const INDICES_PER_LINE: usize = 24;

/// The fields that have a value, in requests and in responses.
#[derive(Default)]
struct Fields<'c> {
    requests: BTreeSet<&'c str>,
    responses: BTreeSet<&'c str>,
}

pub(super) fn module(contract: &Contract, requests: &BTreeSet<&str>) -> String {
    let mut values: BTreeMap<&str, Fields<'_>> = BTreeMap::new();
    let mut names = BTreeSet::new();
    for (name, schema) in &contract.schemas {
        let is_request = requests.contains(name.as_str());
        let Some(object) = schema.as_object() else { continue };
        for (field, property) in &object.properties {
            names.insert(field.as_str());
            for value in listed(contract, &property.schema) {
                let fields = values.entry(value).or_default();
                let fields = if is_request { &mut fields.requests } else { &mut fields.responses };
                fields.insert(field.as_str());
            }
        }
    }
    for parameter in contract.operations.iter().flat_map(|operation| &operation.parameters) {
        names.insert(parameter.name.as_str());
        for value in listed(contract, &parameter.schema) {
            values.entry(value).or_default().requests.insert(parameter.name.as_str());
        }
    }
    let mut text = header("Values and names that are real somewhere in the API.");
    text.push_str("use drs_diag::spelling::Outline;\n\n");
    text.push_str(
        "/// Every value of requests and responses, and of other calls, sorted, with its letters and the fields that have it.\n",
    );
    text.push_str("pub(crate) static VALUES: &[(&str, Outline, &str)] = &[\n");
    let mut described: BTreeMap<&str, String> =
        values.iter().map(|(value, fields)| (*value, described(fields))).collect();
    for group in groups(contract, "values") {
        let of = format!("`{}` of {}", text_of(group, "field"), text_of(group, "of"));
        for (word, _) in group.get("words").into_iter().flat_map(Value::members) {
            described.entry(word).or_insert_with(|| of.clone());
        }
    }
    for group in groups(contract, "names") {
        names.extend(group.get("words").map(Value::items).unwrap_or_default().iter().filter_map(Value::as_str));
    }
    for (value, of) in &described {
        text.push_str(&format!("    ({value:?}, Outline::ascii({value:?}), {of:?}),\n"));
    }
    text.push_str("];\n\n");
    text.push_str(&by_length("VALUES", described.keys().copied()));
    text.push_str("\n/// The name of every member of requests and responses, and of other calls, sorted, with its letters.\npub(crate) static NAMES: &[(&str, Outline)] = &[\n");
    for name in &names {
        text.push_str(&format!("    ({name:?}, Outline::ascii({name:?})),\n"));
    }
    text.push_str("];\n\n");
    text.push_str(&by_length("NAMES", names.iter().copied()));
    text
}

/// The table of the indices of some words, those with few letters first.
fn by_length<'w>(table: &str, words: impl Iterator<Item = &'w str>) -> String {
    let mut order: Vec<(usize, usize)> = words.map(|word| letters(word).count()).zip(0..).collect();
    order.sort_unstable();
    let mut text = format!("/// Indices of `{table}`, in the order of their number of letters.\n");
    text.push_str(&format!("pub(crate) static {table}_BY_LENGTH: &[u16] = &[\n"));
    for line in order.chunks(INDICES_PER_LINE) {
        let line: Vec<_> = line.iter().map(|(_, index)| index.to_string()).collect();
        text.push_str(&format!("    {},\n", line.join(", ")));
    }
    text.push_str("];\n");
    text
}

/// Groups of `spec/vocabulary.yaml`.
fn groups<'c>(contract: &'c Contract, kind: &str) -> &'c [Value] {
    contract.vocabulary.get(kind).map(Value::items).unwrap_or_default()
}

fn text_of<'v>(group: &'v Value, key: &str) -> &'v str {
    group.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The values that are listed for a text, or for the items of a list of texts.
fn listed<'c>(contract: &'c Contract, schema: &'c Schema) -> Vec<&'c str> {
    let schema = contract.resolve(schema);
    match &schema.shape {
        Shape::String(string) => string.values.iter().map(|it| it.value.as_str()).collect(),
        Shape::Array(array) => listed(contract, &array.items),
        _ => Vec::new(),
    }
}

/// `` `engine_type` in responses ``
fn described(fields: &Fields<'_>) -> String {
    let (fields, suffix) =
        if fields.requests.is_empty() { (&fields.responses, " in responses") } else { (&fields.requests, "") };
    let shown: Vec<_> = fields.iter().copied().take(MAX_FIELDS).collect();
    let more = if fields.len() > MAX_FIELDS { " and others" } else { "" };
    format!("{}{more}{suffix}", drs_diag::list(&shown, "and"))
}
