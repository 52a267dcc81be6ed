//! No object is used on both sides, in requests and in responses.
//!
//! Requests are strict and responses are lenient, so an object that is used on both sides would be wrong on one of them. Exempt are
//! leaves without members: ids and the like, and enums that a request and its query share.

use super::{Lint, Subject};
use crate::contract::{Schema, Shape};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L022", name: "shared-schema", file: include_str!("shared_schema.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (name, schema) in &subject.contract.schemas {
        let shared = subject.requests.contains(name) && subject.responses.contains(name);
        if shared && !is_leaf(schema) {
            let finding =
                Finding::new(&LINT, subject.name_of_component(name), format!("`{name}` is sent and returned"))
                    .help(format!("describe what is returned as `{name}Detail`"));
            findings.push(finding);
        }
    }
}

/// Text or a number that is not a closed list; a closed list in a response would refuse what a newer server adds.
fn is_leaf(schema: &Schema) -> bool {
    match &schema.shape {
        Shape::String(text) => !text.is_closed_enum(),
        Shape::Integer(number) => number.values.is_empty(),
        Shape::Number(_) | Shape::Boolean => true,
        _ => false,
    }
}
