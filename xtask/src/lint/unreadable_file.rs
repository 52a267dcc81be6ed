//! Every file under `spec/` can be read and is well-formed YAML or JSON.
//!
//! A file that cannot be read is reported before anything else, because half a contract lints badly.

use super::{Lint, Stage};

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L001", name: "unreadable-file", file: include_str!("unreadable_file.rs"), stage: Stage::Reading };

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::{files, said};

    #[test]
    fn fires_on_text_that_is_no_yaml() {
        assert_snapshot!(said(&LINT, files(&[("spec/schemas/thing.yaml", r"components:
  schemas: [Thing
")])), @"
        error[DRS-L001]: invalid YAML: while parsing a flow sequence, expected ',' or ']'
         --> spec/schemas/thing.yaml:3:1
          |
        3 |
          | ^
        ");
    }
}
