//! Every request example is accepted by the schema and the rules of its operation.
//!
//! Examples are what people copy. They are checked here with a JSON Schema library, and by the validator's tests a second time.

use super::{Lint, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L035", name: "request-examples", file: include_str!("request_examples.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for operation in &subject.contract.operations {
        let verdicts = subject.examples.of_requests(subject.contract, operation);
        for example in &operation.examples {
            for violation in verdicts.violations(&example.json) {
                let at = example.json.pointer(&violation.instance).unwrap_or(&example.json).at;
                findings.push(Finding::new(&LINT, at, format!("this example is refused: {}", violation.message)));
            }
        }
    }
}
