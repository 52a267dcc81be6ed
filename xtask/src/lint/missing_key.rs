//! Every object has the keys without which it means nothing.
//!
//! A rule has its id, name, severity, place, message, help and source, and either `if` and `then` or `check: rust`; an erratum
//! says what the document says, what is actually so, who shows it and which aspects it covers.

use super::{Lint, Stage};

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L006", name: "missing-key", file: include_str!("missing_key.rs"), stage: Stage::Reading };

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_a_rule_without_its_parts() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      x-drs-erratum: {says: nothing, actually: something, source: me}
      x-drs-rules:
        - id: DRS-P001
          name: a-b
          severity: error
          if: {required: [a]}
          at: /a
          message: m
          help: h
          source: s
"), @"
        error[DRS-L006]: an erratum must have `aspects`
         --> spec/schemas/thing.yaml:5:7
          |
        5 |       x-drs-erratum: {says: nothing, actually: something, source: me}
          |       ^^^^^^^^^^^^^

        error[DRS-L006]: a rule has either `if` and `then`, or `check: rust`
          --> spec/schemas/thing.yaml:7:11
           |
         7 |           - id: DRS-P001
           |  ___________^
         8 | |           name: a-b
         9 | |           severity: error
        10 | |           if: {required: [a]}
        ...  |
        13 | |           help: h
        14 | |           source: s
           | |___________________^
        ");
    }
}
