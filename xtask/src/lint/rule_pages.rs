//! Every rule has a page in `spec/rules/` with the same name, and every page of family P has a rule.
//!
//! The page is the documentation, the text of `drs explain` and the test of the rule. Pages of the other families are matched with the
//! validator's codes by its own tests.

use super::{Lint, Subject};
use std::collections::BTreeMap;

use crate::contract::{Family, Page};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L043", name: "rule-pages", file: include_str!("rule_pages.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let rules = subject.contract.rules();
    for (_, rule) in &rules {
        match subject.contract.pages.iter().find(|page| page.id == rule.id) {
            None => {
                let finding = Finding::new(&LINT, rule.place, format!("the rule `{}` has no page", rule.id))
                    .help(format!("add `spec/rules/{}.md`", rule.id));
                findings.push(finding);
            }
            Some(page) if page.name != rule.name => {
                let message = format!("the rule is called `{}`, its page `{}`", rule.name, page.name);
                findings.push(Finding::new(&LINT, page.at, message));
            }
            Some(_) => {}
        }
    }
    let has_rule = |page: &Page| page.family != Family::Payload || rules.iter().any(|(_, rule)| rule.id == page.id);
    for page in subject.contract.pages.iter().filter(|page| !has_rule(page)) {
        let finding = Finding::new(&LINT, page.at, format!("there is no rule `{}`", page.id))
            .help("remove the page, or give the rule its id back");
        findings.push(finding);
    }
    let mut names = BTreeMap::new();
    for page in &subject.contract.pages {
        if let Some(other) = names.insert(&page.name, &page.id) {
            findings.push(Finding::new(&LINT, page.at, format!("`{}` and `{other}` have the same name", page.id)));
        }
    }
}
