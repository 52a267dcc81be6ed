//! No object has the same key twice.
//!
//! YAML and JSON readers keep the last of the two without a word, so a limit that was written twice may silently be the wrong one.

use super::{Lint, Stage};

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L002", name: "duplicate-key", file: include_str!("duplicate_key.rs"), stage: Stage::Reading };

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_a_limit_written_twice() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: string
      maxLength: 4
      maxLength: 5
"), @"
        error[DRS-L002]: this key occurs twice in the same object
         --> spec/schemas/thing.yaml:6:7
          |
        5 |       maxLength: 4
          |       --------- first here
        6 |       maxLength: 5
          |       ^^^^^^^^^
          |
          = help: keep one of the two; other parsers silently take the last
        ");
    }
}
