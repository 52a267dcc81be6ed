//! Limits of a row against those of a schema, including what only words can say.

use super::notation::Wanted;
use crate::contract::{Contract, Schema, Shape};
use crate::ledger::Row;

/// Limits that no schema can state, and the phrases that the description must then have.
const DESCRIBED: &[(&str, &[&str])] = &[
    ("Base64", &["Base64"]),
    ("comma-joined", &["comma"]),
    ("supportAllType only alone", &["alone"]),
    ("not above source shard count", &["shards"]),
    ("max 3 addresses (MongoDB)", &["MongoDB", "three"]),
    ("max 32 addresses (cluster Redis)", &["Redis cluster", "32"]),
];

/// What the limits of a row and of a schema disagree about.
pub(super) struct Disagreement {
    /// What ledger and contract say.
    pub(super) text: String,
    /// Whether the contract limits by a pattern, which may be a list of values in other words.
    pub(super) is_list: bool,
    /// Whether it is only that no schema can say what the description says.
    pub(super) is_described: bool,
}

/// Compares the limits of a row with those of a schema.
pub(super) fn difference(contract: &Contract, row: &Row, schema: &Schema) -> Option<Disagreement> {
    let resolved = contract.resolve(schema);
    let is_list = matches!(&resolved.shape, Shape::String(text) if text.pattern.is_some());
    if row.limits.is_empty() {
        let text = "the contract limits it, the document does not".to_owned();
        return is_limited(resolved).then_some(Disagreement { text, is_list, is_described: false });
    }
    let wanted = Wanted::parse(&row.limits);
    let description = format!("{} {}", schema.description, resolved.description);
    let is_described = |limit: &String| {
        let phrases = DESCRIBED.iter().find(|(known, _)| known == limit).map(|(_, phrases)| *phrases);
        phrases.is_some_and(|phrases| phrases.iter().all(|phrase| description.contains(phrase)))
    };
    let (described, silent): (Vec<&String>, Vec<&String>) =
        wanted.in_words.iter().partition(|limit| is_described(limit));
    let mut flaws = wanted.try_schema(resolved);
    flaws.extend(silent.iter().map(|limit| format!("`{limit}` is neither checked nor described")));
    let limits = row.limits.join("; ");
    if !flaws.is_empty() {
        let text = format!("the document says `{limits}`; {}", flaws.join(", "));
        return Some(Disagreement { text, is_list, is_described: false });
    }
    let text = format!("the document says `{limits}`, which the description says");
    (!described.is_empty()).then_some(Disagreement { text, is_list, is_described: true })
}

fn is_limited(schema: &Schema) -> bool {
    match &schema.shape {
        Shape::String(text) => text.min_length.is_some() || text.max_length.is_some() || text.pattern.is_some(),
        Shape::Integer(number) => number.minimum.is_some() || number.maximum.is_some(),
        Shape::Number(number) => number.minimum.is_some() || number.maximum.is_some(),
        Shape::Array(array) => array.min_items.is_some() || array.max_items.is_some(),
        _ => false,
    }
}
