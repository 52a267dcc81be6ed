//! Every key is one that the grammar knows.
//!
//! OpenAPI libraries drop unknown keys, so `minLenght: 4` would be accepted and ignored. The grammar
//! (`bundle/grammar.rs`) is the part of OpenAPI 3.0 that the contract uses and our own `x-` keys; whatever needs a new key adds it
//! there and in `spec/EXTENSIONS.md`.

use super::{Lint, Stage};

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L004", name: "unknown-keyword", file: include_str!("unknown_keyword.rs"), stage: Stage::Reading };

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_a_misspelt_keyword() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      properties:
        name: {type: string, minLenght: 4}
"), @"
        error[DRS-L004]: a schema has no keyword `minLenght`
         --> spec/schemas/thing.yaml:6:30
          |
        6 |         name: {type: string, minLenght: 4}
          |                              ^^^^^^^^^
          |
          = help: the nearest keyword is `minLength`
        ");
    }

    #[test]
    fn fires_on_a_key_that_only_the_root_has() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing: {type: object}
info: {title: Another}
"), @"
        error[DRS-L004]: a slice has no keyword `info`
         --> spec/schemas/thing.yaml:4:1
          |
        4 | info: {title: Another}
          | ^^^^
          |
          = help: a slice has `paths` and `components`; all else is in `spec/openapi.yaml`
        ");
    }
}
