//! `$ref` stands alone.
//!
//! OpenAPI 3.0 says that whatever stands beside `$ref` is ignored, and every reader does ignore it: a description or a source
//! written there is lost.

use super::{Lint, Stage};

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L008",
    name: "reference-with-siblings",
    file: include_str!("reference_with_siblings.rs"),
    stage: Stage::Reading,
};

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_a_description_beside_a_reference() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      properties:
        kind:
          $ref: '#/components/schemas/ProjectId'
          description: Lost.
    ProjectId: {type: string}
"), @"
        error[DRS-L008]: `description` beside `$ref` is dropped by every reader of OpenAPI 3.0
         --> spec/schemas/thing.yaml:8:11
          |
        8 |           description: Lost.
          |           ^^^^^^^^^^^
          |
          = help: put the reference alone into `allOf`, and keep this key beside `allOf`
        ");
    }
}
