//! Every listed value has its meaning in `x-enumDescriptions`, and nothing else has.
//!
//! The meaning reaches the reference, the client's documentation, `drs explain` and the diagnostic that lists the values. A value is
//! listed once.

use super::{Lint, Subject};
use std::collections::BTreeSet;

use crate::problem::Finding;
use crate::value::{Data, Value};

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L019", name: "value-meanings", file: include_str!("value_meanings.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas() {
        let Some(values) = ["enum", "x-extensible-enum"].into_iter().find_map(|key| node.value.get(key)) else {
            if let Some(meanings) = node.value.member("x-enumDescriptions") {
                findings.push(Finding::new(&LINT, meanings.key, "meanings without a list of values"));
            }
            continue;
        };
        let meanings = node.value.get("x-enumDescriptions");
        let mut listed = BTreeSet::new();
        for item in values.items() {
            let value = match &item.data {
                Data::Integer(number) => number.to_string(),
                Data::String(text) => text.clone(),
                _ => {
                    findings.push(Finding::new(&LINT, item.at, "a listed value is text or a whole number"));
                    continue;
                }
            };
            let meaning = meanings.and_then(|meanings| meanings.get(&value)).and_then(Value::as_str);
            if meaning.is_none_or(|meaning| meaning.trim().is_empty()) {
                let finding = Finding::new(&LINT, item.at, format!("the value `{value}` has no meaning"))
                    .help("say in `x-enumDescriptions` what it does");
                findings.push(finding);
            }
            if !listed.insert(value.clone()) {
                findings.push(Finding::new(&LINT, item.at, format!("the value `{value}` is listed twice")));
            }
        }
        for (value, member) in meanings.and_then(Value::as_object).into_iter().flatten() {
            if !listed.contains(value) {
                findings.push(Finding::new(&LINT, member.key, format!("`{value}` has a meaning but is not a value")));
            }
        }
    }
}
