//! The keys of a schema stand in one order everywhere.
//!
//! What it is (`description`, `type`, its values and limits, its default) comes before where it comes from (`x-drs-source`,
//! `x-drs-erratum`), then the members, then the rules. A reader who knows one schema finds everything in the next.

use super::{Lint, Stage, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L051", name: "key-order", file: include_str!("key_order.rs"), stage: Stage::Contract(check) };

const ORDER: [&str; 34] = [
    "$ref",
    "title",
    "description",
    "deprecated",
    "type",
    "allOf",
    "oneOf",
    "format",
    "nullable",
    "writeOnly",
    "readOnly",
    "items",
    "enum",
    "x-extensible-enum",
    "minLength",
    "maxLength",
    "pattern",
    "x-drs-pattern-hint",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "default",
    "example",
    "x-enumDescriptions",
    "x-drs-source",
    "x-drs-erratum",
    "required",
    "properties",
    "additionalProperties",
    "x-drs-rules",
];

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas() {
        let mut passed: Vec<(usize, &str)> = Vec::new();
        for (key, member) in node.value.as_object().into_iter().flatten() {
            let Some(rank) = ORDER.iter().position(|known| known == key) else { continue };
            if let Some((_, first)) = passed.iter().find(|(earlier, _)| *earlier > rank) {
                let finding = Finding::new(&LINT, member.key, format!("`{key}` stands after `{first}`"))
                    .help(format!("put it before `{first}`"));
                findings.push(finding);
            }
            passed.push((rank, key));
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_keys_out_of_order() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      properties:
        name: {type: string, maxLength: 4, description: The name.}
      description: A thing.
    ProjectId: {type: string}
"), @"
        error[DRS-L051]: `description` stands after `type`
         --> spec/schemas/thing.yaml:6:44
          |
        6 |         name: {type: string, maxLength: 4, description: The name.}
          |                                            ^^^^^^^^^^^
          |
          = help: put it before `type`

        error[DRS-L051]: `description` stands after `type`
         --> spec/schemas/thing.yaml:7:7
          |
        7 |       description: A thing.
          |       ^^^^^^^^^^^
          |
          = help: put it before `type`
        ");
    }
}
