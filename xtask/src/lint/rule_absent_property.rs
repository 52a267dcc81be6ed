//! A rule names only properties that its object has.
//!
//! A rule about a misspelt property never fires, and nobody would notice.

use super::conditions::{self, member};
use super::{Lint, Subject};
use crate::problem::Finding;
use crate::value::{Place, Value};

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L040", name: "rule-absent-property", file: include_str!("rule_absent_property.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for visit in conditions::visits(subject) {
        for (name, at) in named(visit.condition) {
            if visit.schemas.iter().all(|schema| member(schema, name).is_none()) {
                let finding = Finding::new(&LINT, at, format!("there is no property `{name}` here"))
                    .help("a rule stands on the smallest object that has all its properties");
                findings.push(finding);
            }
        }
    }
}

/// The names a condition uses, each once.
fn named(condition: &Value) -> Vec<(&str, Place)> {
    let properties = condition.get("properties").and_then(Value::as_object).into_iter().flatten();
    let mut names: Vec<(&str, Place)> = properties.map(|(name, member)| (name.as_str(), member.key)).collect();
    for item in condition.get("required").map(Value::items).unwrap_or_default() {
        let name = item.as_str().unwrap_or_default();
        if names.iter().all(|(known, _)| *known != name) {
            names.push((name, item.at));
        }
    }
    names
}
