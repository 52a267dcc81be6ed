//! Every component is used by an operation.
//!
//! One that is not has been left behind by a change, and would be published as if it meant something.

use super::{Lint, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L034", name: "unused-component", file: include_str!("unused_component.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for name in subject.contract.schemas.keys() {
        if !subject.requests.contains(name) && !subject.responses.contains(name) {
            let finding = Finding::new(&LINT, subject.name_of_component(name), format!("no operation uses `{name}`"))
                .help("remove it, or refer to it");
            findings.push(finding);
        }
    }
}
