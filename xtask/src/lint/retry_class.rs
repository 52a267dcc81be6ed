//! Every operation says what a client may do after an attempt that got no reply (`x-drs-retry`), and a GET only reads.
//!
//! Without the class a client either repeats what must happen once, or gives up on what could be repeated.

use super::{Lint, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L064", name: "retry-class", file: include_str!("retry_class.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for operation in &subject.contract.operations {
        let (id, method) = (&operation.id, &*operation.method);
        let (message, help) = match (&*operation.retry, method) {
            ("", _) => (
                format!("nothing says whether `{id}` may be repeated"),
                "add `x-drs-retry` with `read`, `idempotent` or `once`",
            ),
            ("idempotent" | "once", "GET") => {
                (format!("`{id}` is a GET, which changes nothing"), "its `x-drs-retry` is `read`")
            }
            ("read", "PUT" | "PATCH" | "DELETE") => (
                format!("`{id}` is a {method}, which changes something"),
                "its `x-drs-retry` is `idempotent` or `once`",
            ),
            _ => continue,
        };
        findings.push(Finding::new(&LINT, operation.at, message).help(help));
    }
}
