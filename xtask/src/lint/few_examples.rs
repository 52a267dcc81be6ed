//! Every operation has at least three request examples, and at least one example of a success and of an error.
//!
//! One is the smallest request whose operation can be recognised, one uses every optional part that can be combined, and every documented
//! scenario has one. An operation with neither a body nor query parameters has none, since there is nothing to show.

use super::{Lint, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L047", name: "few-examples", file: include_str!("few_examples.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for operation in &subject.contract.operations {
        let count = operation.examples.len();
        if operation.is_bare() {
            findings.extend(operation.examples.iter().map(|example| {
                let message = format!("`{}` has neither a body nor query parameters to show", operation.id);
                Finding::new(&LINT, example.json.at, message).help("remove the example")
            }));
        } else if count < 3 {
            let finding = Finding::new(&LINT, operation.at, format!("`{}` has {count} request examples", operation.id))
                .help(format!("add three or more to `spec/examples/{}/`", operation.id));
            findings.push(finding);
        }
        for (what, class) in [("success", "2"), ("an error", "4")] {
            if !operation.response_examples.iter().any(|example| example.status.starts_with(class)) {
                let finding = Finding::new(&LINT, operation.at, format!("`{}` has no example of {what}", operation.id))
                    .help(format!("add one to `spec/responses/{}/`", operation.id));
                findings.push(finding);
            }
        }
    }
}
