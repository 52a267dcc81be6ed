//! `spec/errors.yaml` has each answer once, each with something to know it by, and tells its meaning and its remedy in sentences.
//!
//! `drs explain` and the client look an answer up by its code, then by a text that its message contains, then by its status. Two entries
//! for one code would contradict each other sooner or later.

use std::collections::BTreeSet;

use super::{Lint, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L066", name: "error-answers", file: include_str!("error_answers.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let mut names = BTreeSet::new();
    let mut codes = BTreeSet::new();
    for answer in &subject.contract.answers {
        let name = &answer.name;
        let mut report = |message: String| findings.push(Finding::new(&LINT, answer.at, message));
        let is_word = |word: &str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if !name.split('-').all(is_word) {
            report(format!("the name `{name}` is not in kebab-case"));
        }
        if !names.insert(name) {
            report(format!("the name `{name}` is used twice"));
        }
        if let Some(code) = answer.code.as_ref().filter(|code| !codes.insert((*code).clone())) {
            report(format!("the code `{code}` has an entry already"));
        }
        if answer.code.is_some() && answer.text.is_some() {
            report(format!("`{name}` is known by its code, and so needs no text"));
        }
        if answer.statuses.is_empty() || answer.statuses.iter().any(|status| !(100..600).contains(status)) {
            report(format!("the statuses of `{name}` are not those of HTTP"));
        }
        for (what, text) in [("meaning", &answer.meaning), ("remedy", &answer.remedy)] {
            if !text.ends_with('.') || text.matches('`').count() % 2 == 1 {
                report(format!("the {what} of `{name}` is not made of sentences"));
            }
        }
    }
}
