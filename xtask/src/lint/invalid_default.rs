//! A default is valid against its own schema.
//!
//! A generator that meets a default outside its list of values stops without saying where. A default that the service has but its
//! own rules refuse is told in words, with an erratum.

use super::{Lint, Stage, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L017",
    name: "invalid-default",
    file: include_str!("invalid_default.rs"),
    stage: Stage::Contract(check),
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas() {
        let Some(default) = node.value.get("default") else { continue };
        for refusal in subject.judge.of_schema(node.value).refusals(default) {
            let finding =
                Finding::new(&LINT, default.at, format!("the default is not valid here: {}", refusal.message))
                    .help("correct it, or tell it in the description only");
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_a_default_that_is_not_listed() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      properties:
        kind:
          allOf:
            - $ref: '#/components/schemas/ThingKind'
          default: triangular
        nodes: {type: integer, minimum: 1, default: 0}
    ThingKind: {type: string, enum: [round, square]}
    ProjectId: {type: string}
"), @r#"
        error[DRS-L017]: the default is not valid here: value is not one of "round" or "square"
         --> spec/schemas/thing.yaml:9:20
          |
        9 |           default: triangular
          |                    ^^^^^^^^^^
          |
          = help: correct it, or tell it in the description only

        error[DRS-L017]: the default is not valid here: value is less than the minimum of 1
          --> spec/schemas/thing.yaml:10:53
           |
        10 |         nodes: {type: integer, minimum: 1, default: 0}
           |                                                     ^
           |
           = help: correct it, or tell it in the description only
        "#);
    }
}
