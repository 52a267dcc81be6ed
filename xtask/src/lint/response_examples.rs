//! Every response example has the documented members with values of the documented types, and nothing else.
//!
//! Response schemas accept whatever a newer server adds, so here they are read strictly: a member or a value that is not described is
//! either a mistake in the example or missing from the contract.

use std::collections::BTreeMap;

use super::{Lint, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L036", name: "response-examples", file: include_str!("response_examples.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let mut prepared = BTreeMap::new();
    for operation in &subject.contract.operations {
        for example in &operation.response_examples {
            let Some(response) = operation.response_for(&example.status) else { continue };
            let verdicts =
                prepared.entry(&response.schema).or_insert_with(|| subject.examples.of_responses(&response.schema));
            for violation in verdicts.violations(&example.json) {
                let at = example.json.pointer(&violation.instance).unwrap_or(&example.json).at;
                findings.push(Finding::new(
                    &LINT,
                    at,
                    format!("this example is not as described: {}", violation.message),
                ));
            }
        }
    }
}
