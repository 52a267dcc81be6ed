//! Every rule has a page in `spec/rules/` with the same name, and every page of family P has a rule.
//!
//! The page is the documentation, the text of `drs explain` and the test of the rule. Pages of the other families are matched with the
//! validator's codes by its own tests.

use super::{Lint, Stage, Subject};
use std::collections::BTreeMap;

use crate::contract::{Family, Page};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L043", name: "rule-pages", file: include_str!("rule_pages.rs"), stage: Stage::Contract(check) };

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
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

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_a_rule_without_page() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      properties:
        kind: {$ref: '#/components/schemas/ThingKind'}
        password: {type: string}
      x-drs-rules:
        - id: DRS-P002
          name: a-b
          severity: error
          if: {properties: {kind: {const: square}}}
          then: {required: [password]}
          at: /kind
          message: m
          help: h
          source: s
    ThingKind: {type: string, enum: [round, square]}
    ProjectId: {type: string}
"), @"
        error[DRS-L043]: the rule `DRS-P002` has no page
         --> spec/schemas/thing.yaml:9:15
          |
        9 |         - id: DRS-P002
          |               ^^^^^^^^
          |
          = help: add `spec/rules/DRS-P002.md`

        error[DRS-L043]: there is no rule `DRS-P001`
         --> spec/rules/DRS-P001.md:1:1
          |
        1 | # DRS-P001: square-without-password
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: remove the page, or give the rule its id back
        ");
    }

    #[test]
    fn fires_on_another_name() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      properties:
        kind: {$ref: '#/components/schemas/ThingKind'}
        password: {type: string}
      x-drs-rules:
        - id: DRS-P001
          name: another-name
          severity: error
          if: {properties: {kind: {const: square}}}
          then: {required: [password]}
          at: /kind
          message: m
          help: h
          source: s
    ThingKind: {type: string, enum: [round, square]}
    ProjectId: {type: string}
"), @"
        error[DRS-L043]: the rule is called `another-name`, its page `square-without-password`
         --> spec/rules/DRS-P001.md:1:1
          |
        1 | # DRS-P001: square-without-password
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ");
    }
}
