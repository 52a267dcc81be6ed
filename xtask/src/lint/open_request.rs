//! Requests are strict: every object that is sent forbids members it does not name, and every list of values is closed.
//!
//! A misspelt member that is let through is a setting that silently does nothing.

use super::{Lint, Subject};
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L023", name: "open-request", file: include_str!("open_request.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas().filter(|node| subject.is_sent(node)) {
        let extra = node.value.get("additionalProperties");
        let named = node.value.has("properties");
        let is_object = node.value.get("type").and_then(Value::as_str) == Some("object");
        let closed = extra.and_then(Value::as_bool) == Some(false);
        let is_map = !named && extra.is_some_and(|extra| extra.as_object().is_some());
        if is_object && !closed && !is_map {
            let finding = Finding::new(&LINT, node.at, "an object of a request allows members that nobody knows")
                .help("add `additionalProperties: false`");
            findings.push(finding);
        }
        if let Some(open) = node.value.member("x-extensible-enum") {
            let finding = Finding::new(&LINT, open.key, "a request uses an open list of values")
                .help("use `enum`; only what the service returns may hold values that nobody knows");
            findings.push(finding);
        }
    }
}
