//! Values of an enum stay different when they become names in a programming language.
//!
//! `a-b` and `a_b` are both `AB`; the client's generator panics on them, others pick one.

use super::{Lint, Stage, Subject};
use std::collections::BTreeMap;

use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L018",
    name: "colliding-values",
    file: include_str!("colliding_values.rs"),
    stage: Stage::Contract(check),
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas() {
        let values = ["enum", "x-extensible-enum"].into_iter().find_map(|key| node.value.get(key));
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for item in values.map(Value::items).unwrap_or_default() {
            let Some(value) = item.as_str() else { continue };
            let name = rust_variant(value);
            if let Some(other) = seen.insert(name.clone(), value) {
                let finding = Finding::new(&LINT, item.at, format!("`{value}` and `{other}` both become `{name}`"))
                    .help("describe one of them in words only; the service's spelling cannot be changed");
                findings.push(finding);
            }
        }
    }
}

/// The name a value gets as a variant: words capitalised, everything else dropped.
fn rust_variant(value: &str) -> String {
    let mut name = String::new();
    let mut previous = ' ';
    for letter in value.chars() {
        if letter.is_alphanumeric() {
            let starts = !previous.is_alphanumeric() || (previous.is_lowercase() && letter.is_uppercase());
            name.extend(if starts {
                letter.to_uppercase().collect::<Vec<_>>()
            } else {
                letter.to_lowercase().collect()
            });
        }
        previous = letter;
    }
    if name.chars().next().is_none_or(char::is_numeric) { format!("X{name}") } else { name }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_values_that_become_one_name() {
        assert_snapshot!(schemas(&LINT, r#"components:
  schemas:
    Thing:
      type: string
      enum: [a-b, a_b, "0", "2xlarge", ab]
    ProjectId: {type: string}
"#), @r#"
        error[DRS-L018]: `a_b` and `a-b` both become `AB`
         --> spec/schemas/thing.yaml:5:19
          |
        5 |       enum: [a-b, a_b, "0", "2xlarge", ab]
          |                   ^^^
          |
          = help: describe one of them in words only; the service's spelling cannot be changed
        "#);
    }
}
