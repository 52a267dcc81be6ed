//! Every reference names a component that exists, as `#/components/schemas/Name`.
//!
//! References never name files, so that a schema moves to another file without touching anything else. A dangling reference
//! would make generators panic without saying where.

use super::{Lint, Stage};

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L007",
    name: "dangling-reference",
    file: include_str!("dangling_reference.rs"),
    stage: Stage::Reading,
};

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_a_misspelt_name() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      properties:
        kind: {$ref: '#/components/schemas/ThingKnd'}
        detail: {$ref: 'thing_detail.yaml#/ThingDetail'}
    ThingKind: {type: string}
    ProjectId: {type: string}
"), @"
        error[DRS-L007]: there is no component `ThingKnd`
         --> spec/schemas/thing.yaml:6:22
          |
        6 |         kind: {$ref: '#/components/schemas/ThingKnd'}
          |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: the nearest name is `ThingKind`

        error[DRS-L007]: a reference names a component, never a file
         --> spec/schemas/thing.yaml:7:24
          |
        7 |         detail: {$ref: 'thing_detail.yaml#/ThingDetail'}
          |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: write `#/components/schemas/Name`
        ");
    }
}
