//! Messages of rules read like every other message: lower case, no full stop, names in backticks, and `{value}` as the only
//! placeholder.
//!
//! They stand after `error[DRS-P004]:` on a terminal, where a capital and a full stop look like a second sentence.

use super::{Lint, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L045", name: "message-style", file: include_str!("message_style.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (_, rule) in subject.contract.rules() {
        for (what, text) in [("message", &rule.message), ("help", &rule.help)] {
            findings.extend(flaws(what, text).into_iter().map(|flaw| Finding::new(&LINT, rule.place, flaw)));
        }
        if rule.source.trim().is_empty() {
            findings.push(Finding::new(&LINT, rule.place, "the rule does not say who says so"));
        }
    }
}

fn flaws(what: &str, text: &str) -> Vec<String> {
    let mut flaws = Vec::new();
    let mut letters = text.chars();
    let capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    if text.trim().is_empty() {
        flaws.push(format!("the {what} is empty"));
    }
    if capital || text.ends_with('.') {
        flaws.push(format!("the {what} starts with a capital or ends with a full stop"));
    }
    if text.contains('\n') {
        flaws.push(format!("the {what} is longer than a line"));
    }
    if text.matches('`').count() % 2 == 1 {
        flaws.push(format!("a backtick in the {what} is never closed"));
    }
    let rest = text.replace("{value}", "");
    if rest.contains(['{', '}']) && !rest.contains("${") {
        flaws.push(format!("the {what} has a placeholder other than `{{value}}`"));
    }
    if what == "help" && text.contains("{value}") {
        flaws.push("the help does not know the value".to_owned());
    }
    flaws
}
