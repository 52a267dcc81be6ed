//! Every key holds the kind of value that the grammar says: text, a number, one of certain words.
//!
//! YAML turns an unquoted `404` into a number and an unquoted `true` into a truth value; quotes keep them text.

use super::{Lint, Stage};

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L005",
    name: "wrong-kind-of-value",
    file: include_str!("wrong_kind_of_value.rs"),
    stage: Stage::Reading,
};

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_a_number_in_place_of_a_status() {
        assert_snapshot!(schemas(&LINT, r#"components:
  schemas:
    Thing:
      type: text
      maxLength: "4"
      enum: [on, 1.5]
"#), @r#"
        error[DRS-L005]: `type` is one of `object`, `array`, `string`, `integer`, `number`, `boolean`
         --> spec/schemas/thing.yaml:4:13
          |
        4 |       type: text
          |             ^^^^

        error[DRS-L005]: `maxLength` must be a whole number that is not negative, not text
         --> spec/schemas/thing.yaml:5:18
          |
        5 |       maxLength: "4"
          |                  ^^^

        error[DRS-L005]: `enum` lists text, whole numbers, truth values and `null`
         --> spec/schemas/thing.yaml:6:18
          |
        6 |       enum: [on, 1.5]
          |                  ^^^
        "#);
    }
}
