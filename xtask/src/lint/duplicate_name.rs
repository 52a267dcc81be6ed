//! No path and no component is defined twice, in whichever files.
//!
//! Names are the only identity: the bundle is the merge of all slices, and a merge that prefers one of two definitions would
//! depend on the order of files.

use super::{Lint, Stage};

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L003", name: "duplicate-name", file: include_str!("duplicate_name.rs"), stage: Stage::Reading };

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::{files, said, schemas};

    #[test]
    fn fires_on_a_component_in_two_files() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    ThingDetail:
      type: object
"), @"
        error[DRS-L003]: the component `ThingDetail` is defined twice
         --> spec/schemas/thing_detail.yaml:3:5
          |
        3 |     ThingDetail:
          |     ^^^^^^^^^^^
          |
          = help: the other one is at spec/schemas/thing.yaml:3:5; names are the only identity, so rename or remove one
        ");
    }

    #[test]
    fn fires_on_an_operation_in_two_files() {
        assert_snapshot!(said(&LINT, files(&[("spec/paths/second.yaml", r"paths:
  /v1/{project_id}/things:
    put:
      operationId: second
      responses: {}
")])), @"
        error[DRS-L003]: the operation `PUT /v1/{project_id}/things` is defined twice
         --> spec/paths/second.yaml:3:5
          |
        3 |     put:
          |     ^^^
          |
          = help: the other one is at spec/paths/put_thing.yaml:3:5; names are the only identity, so rename or remove one
        ");
    }
}
