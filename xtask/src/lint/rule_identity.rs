//! Rules have ids of the form `DRS-P004` and names in kebab-case, and neither occurs twice.
//!
//! Both are used to find and to suppress a diagnostic, so they are identities.

use super::{Lint, Stage, Subject};
use std::collections::BTreeMap;

use crate::contract::Family;
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L042",
    name: "rule-identity",
    file: include_str!("rule_identity.rs"),
    stage: Stage::Contract(check),
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
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
        for (what, seen, word) in [("id", &mut ids, &rule.id), ("name", &mut names, &rule.name)] {
            if let Some(other) = seen.insert(word, rule.place) {
                let help = format!("the other one is at {}", subject.contract.files.show(other));
                findings.push(Finding::new(&LINT, rule.place, format!("the {what} `{word}` is used twice")).help(help));
            }
        }
    }
}

fn is_kebab_case(name: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    name.contains('-') && name.split('-').all(is_word)
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::{files, said, schemas};

    #[test]
    fn fires_on_other_forms() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      properties:
        kind: {$ref: '#/components/schemas/ThingKind'}
        password: {type: string}
      x-drs-rules:
        - id: DRS-S1
          name: Square
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
        error[DRS-L042]: `DRS-S1` is not an id of the form `DRS-P004`
         --> spec/schemas/thing.yaml:9:15
          |
        9 |         - id: DRS-S1
          |               ^^^^^^

        error[DRS-L042]: the name `Square` is not in kebab-case
         --> spec/schemas/thing.yaml:9:15
          |
        9 |         - id: DRS-S1
          |               ^^^^^^
        ");
    }

    #[test]
    fn fires_on_an_id_in_use() {
        assert_snapshot!(said(&LINT, files(&[("spec/schemas/other.yaml", r"components:
  schemas:
    Other:
      type: object
      properties:
        kind: {$ref: '#/components/schemas/ThingKind'}
        password: {type: string}
      x-drs-rules:
        - id: DRS-P001
          name: a-b
          severity: error
          if: {properties: {kind: {const: square}}}
          then: {required: [password]}
          at: /kind
          message: m
          help: h
          source: s
")])), @"
        error[DRS-L042]: the id `DRS-P001` is used twice
          --> spec/schemas/thing.yaml:27:15
           |
        27 |         - id: DRS-P001
           |               ^^^^^^^^
           |
           = help: the other one is at spec/schemas/other.yaml:9:15
        ");
    }
}
