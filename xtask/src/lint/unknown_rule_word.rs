//! A rule's `if` and `then` use only the words that every output can translate.
//!
//! They are the words of JSON Schema `required`, `properties`, `enum`, `const`, `pattern`, `not`, `anyOf`, `items`, `minItems`,
//! `maxItems`, `minProperties` and `maxProperties`. Whatever these cannot say is a named check in Rust (`check: rust`).

use super::{Lint, Stage};

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L009",
    name: "unknown-rule-word",
    file: include_str!("unknown_rule_word.rs"),
    stage: Stage::Reading,
};

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_words_outside_the_vocabulary() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      x-drs-rules:
        - id: DRS-P001
          name: a-b
          severity: error
          if: {properties: {a: {minimum: 4}}}
          then: {allOf: []}
          at: /a
          message: m
          help: h
          source: s
"), @"
        error[DRS-L009]: a condition has no keyword `minimum`
         --> spec/schemas/thing.yaml:9:33
          |
        9 |           if: {properties: {a: {minimum: 4}}}
          |                                 ^^^^^^^
          |
          = help: known are `required`, `properties`, `enum`, `const`, `pattern`, `not`, `anyOf`, `items`, `minItems`, `maxItems`, `minProperties`, `maxProperties`

        error[DRS-L009]: a condition has no keyword `allOf`
          --> spec/schemas/thing.yaml:10:18
           |
        10 |           then: {allOf: []}
           |                  ^^^^^
           |
           = help: known are `required`, `properties`, `enum`, `const`, `pattern`, `not`, `anyOf`, `items`, `minItems`, `maxItems`, `minProperties`, `maxProperties`
        ");
    }
}
