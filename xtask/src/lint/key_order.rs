//! The keys of a schema stand in one order everywhere.
//!
//! What it is (`description`, `type`, its values and limits, its default) comes before where it comes from (`x-drs-source`,
//! `x-drs-erratum`), then the members, then the rules. A reader who knows one schema finds everything in the next.

use super::{Lint, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L051", name: "key-order", file: include_str!("key_order.rs") };

const ORDER: [&str; 34] = [
    "$ref",
    "title",
    "description",
    "deprecated",
    "type",
    "allOf",
    "oneOf",
    "format",
    "nullable",
    "writeOnly",
    "readOnly",
    "items",
    "enum",
    "x-extensible-enum",
    "minLength",
    "maxLength",
    "pattern",
    "x-drs-pattern-hint",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "default",
    "example",
    "x-enumDescriptions",
    "x-drs-source",
    "x-drs-erratum",
    "required",
    "properties",
    "additionalProperties",
    "x-drs-rules",
];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas() {
        let mut passed: Vec<(usize, &str)> = Vec::new();
        for (key, member) in node.value.as_object().into_iter().flatten() {
            let Some(rank) = ORDER.iter().position(|known| known == key) else { continue };
            if let Some((_, first)) = passed.iter().find(|(earlier, _)| *earlier > rank) {
                let finding = Finding::new(&LINT, member.key, format!("`{key}` stands after `{first}`"))
                    .help(format!("put it before `{first}`"));
                findings.push(finding);
            }
            passed.push((rank, key));
        }
    }
}
