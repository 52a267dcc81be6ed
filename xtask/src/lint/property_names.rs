//! Properties of an object stay different when they become names in a programming language.
//!
//! `type` and `Type` both become `type_` in Rust, which does not compile.

use super::{Lint, Stage, Subject};
use std::collections::BTreeMap;

use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L033",
    name: "property-names",
    file: include_str!("property_names.rs"),
    stage: Stage::Contract(check),
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas() {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        let properties = node.value.get("properties").and_then(Value::as_object).into_iter().flatten();
        for (name, member) in properties {
            let folded = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
            if let Some(other) = seen.insert(folded, name) {
                findings.push(Finding::new(
                    &LINT,
                    member.key,
                    format!("`{name}` and `{other}` become the same name in Rust"),
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_names_that_collide() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      properties:
        type: {type: string}
        Type: {type: string}
        db_name: {type: string}
        dbName: {type: string}
    ProjectId: {type: string}
"), @"
        error[DRS-L033]: `Type` and `type` become the same name in Rust
         --> spec/schemas/thing.yaml:7:9
          |
        7 |         Type: {type: string}
          |         ^^^^

        error[DRS-L033]: `dbName` and `db_name` become the same name in Rust
         --> spec/schemas/thing.yaml:9:9
          |
        9 |         dbName: {type: string}
          |         ^^^^^^
        ");
    }
}
