//! A default is valid against its own schema.
//!
//! A generator that finds a default outside its list of values stops without saying where. A default that the service has but its
//! own rules refuse is described in words, with an erratum.

use super::{Lint, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L017", name: "invalid-default", file: include_str!("invalid_default.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas() {
        let Some(default) = node.value.get("default") else { continue };
        for violation in subject.examples.of_schema(node.value).violations(default) {
            let finding =
                Finding::new(&LINT, default.at, format!("the default is not valid here: {}", violation.message))
                    .help("correct it, or say it in the description only");
            findings.push(finding);
        }
    }
}
