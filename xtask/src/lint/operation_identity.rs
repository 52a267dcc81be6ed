//! An operation's id is unique and in `snake_case`; its service is known, with the hosts that answer, and is its one tag.
//!
//! The id is the method of the client, the word on the command line and the name of files and folders, so it is spelled the same
//! everywhere.

use super::{Lint, Subject};
use std::collections::BTreeSet;

use crate::bundle::grammar::Kind;
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L031", name: "operation-identity", file: include_str!("operation_identity.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let contract = subject.contract;
    let mut seen = BTreeSet::new();
    for operation in &contract.operations {
        let id = &operation.id;
        let is_word = |word: &str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if !id.split('_').all(is_word) {
            findings.push(Finding::new(&LINT, operation.at, format!("the id `{id}` is not in snake_case")));
        }
        if !seen.insert(id) {
            findings.push(Finding::new(&LINT, operation.at, format!("the id `{id}` is used twice")));
        }
        if !contract.endpoints.get("services").is_some_and(|services| services.has(&operation.service)) {
            let message = format!("`{}` is not a service of `spec/endpoints.yaml`", operation.service);
            findings.push(Finding::new(&LINT, operation.at, message).help("say in `x-drs-service` who answers"));
        }
    }
    for node in subject.of_kind(Kind::Operation) {
        let tags = node.value.get("tags").map(Value::items).unwrap_or_default();
        let service = node.value.get("x-drs-service").and_then(Value::as_str);
        if tags.len() != 1 || tags[0].as_str() != service {
            findings.push(Finding::new(&LINT, node.at, "the one tag of an operation is its service"));
        }
    }
}
