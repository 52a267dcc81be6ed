//! Rules have ids of the form `DRS-P004` and names in kebab-case, and neither occurs twice.
//!
//! Both are used to find and to suppress a diagnostic, so they are identities.

use super::{Lint, Subject};
use std::collections::BTreeMap;

use crate::contract::Family;
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L042", name: "rule-identity", file: include_str!("rule_identity.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let mut ids = BTreeMap::new();
    let mut names = BTreeMap::new();
    for (_, rule) in subject.contract.rules() {
        if Family::of(&rule.id) != Some(Family::Payload) {
            findings.push(Finding::new(
                &LINT,
                rule.place,
                format!("`{}` is not an id of the form `DRS-P004`", rule.id),
            ));
        }
        if !is_kebab_case(&rule.name) {
            findings.push(Finding::new(&LINT, rule.place, format!("the name `{}` is not in kebab-case", rule.name)));
        }
        for (what, seen, value) in [("id", &mut ids, &rule.id), ("name", &mut names, &rule.name)] {
            if let Some(other) = seen.insert(value, rule.place) {
                let help = format!("the other one is at {}", subject.contract.files.show(other));
                findings
                    .push(Finding::new(&LINT, rule.place, format!("the {what} `{value}` is used twice")).help(help));
            }
        }
    }
}

fn is_kebab_case(name: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    name.contains('-') && name.split('-').all(is_word)
}
