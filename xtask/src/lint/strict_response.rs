//! Responses are lenient: nothing is required, nothing limited, nothing forbidden, and every list of values is open.
//!
//! A client that refuses a whole answer for one odd value is worse than one that shows it. Limits that the documents state are
//! said in the descriptions.

use super::{Lint, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L024", name: "strict-response", file: include_str!("strict_response.rs") };

const LIMITS: [&str; 13] = [
    "required",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "enum",
    "default",
];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas().filter(|node| subject.is_returned(node) && !subject.is_sent(node)) {
        for limit in LIMITS {
            if let Some(member) = node.value.member(limit) {
                let help = if limit == "enum" {
                    "use `x-extensible-enum`"
                } else {
                    "remove it, and say it in the description"
                };
                let finding =
                    Finding::new(&LINT, member.key, format!("`{limit}` in a response makes clients refuse answers"));
                findings.push(finding.help(help));
            }
        }
        let extra = node.value.member("additionalProperties");
        if let Some(member) = extra.filter(|member| member.value.as_bool().is_some()) {
            let finding =
                Finding::new(&LINT, member.key, "a response allows members that nobody knows without saying so")
                    .help("remove `additionalProperties`");
            findings.push(finding);
        }
        if let Some(member) = node.value.member("x-drs-rules") {
            findings.push(Finding::new(&LINT, member.key, "rules are about requests; nobody checks answers"));
        }
    }
}
