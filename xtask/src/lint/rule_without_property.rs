//! The `if` of a rule names at least one property.
//!
//! Without one the rule would apply to every object, and what always holds belongs into the schema itself.

use super::{Lint, Subject};
use crate::bundle::grammar::Kind;
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L041", name: "rule-without-property", file: include_str!("rule_without_property.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.of_kind(Kind::Rule) {
        if let Some(condition) = node.value.member("if").filter(|condition| !names(&condition.value)) {
            let finding = Finding::new(&LINT, condition.key, "the `if` of this rule names no property")
                .help("name the property whose value makes the rule apply");
            findings.push(finding);
        }
    }
}

fn names(condition: &Value) -> bool {
    let here = condition.get("properties").is_some_and(|properties| properties.members().next().is_some())
        || condition.get("required").is_some_and(|required| !required.items().is_empty());
    let branches = condition.get("anyOf").map(Value::items).unwrap_or_default();
    here || (!branches.is_empty() && branches.iter().all(names))
}
