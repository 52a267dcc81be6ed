//! Every object and every list of values is a named component.
//!
//! A generator has to invent a name for an object or an enum that stands inside another schema, and two inventions may collide
//! without a word. A map (`additionalProperties` with a schema and no `properties`) is written in place.

use super::{Lint, Subject};
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L012", name: "inline-shape", file: include_str!("inline_shape.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas().filter(|node| !node.is_component()) {
        let value = node.value;
        let is_object = value.get("type").and_then(Value::as_str) == Some("object");
        let is_map = value.get("additionalProperties").is_some_and(|extra| extra.as_object().is_some());
        let what = if value.has("properties") || (is_object && !is_map) {
            "an object"
        } else if value.has("enum") || value.has("x-extensible-enum") {
            "a list of values"
        } else if value.has("oneOf") {
            "a choice"
        } else {
            continue;
        };
        let finding = Finding::new(&LINT, node.at, format!("{what} is described in place"))
            .help("make it a component and refer to it");
        findings.push(finding);
    }
}
