//! No component is `nullable`.
//!
//! The client's generator makes a second type of the same name for it, and the result does not compile. Where a value may be
//! null, the property that uses the component says so.

use super::{Lint, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L014", name: "nullable-component", file: include_str!("nullable_component.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas().filter(|node| node.is_component()) {
        if let Some(nullable) = node.value.member("nullable") {
            let finding = Finding::new(&LINT, nullable.key, "a component is `nullable`")
                .help("put `nullable` on the property, beside `allOf` with the reference");
            findings.push(finding);
        }
    }
}
