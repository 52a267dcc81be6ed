//! Every object and every list of values is a named component.
//!
//! A generator has to invent a name for an object or an enum that stands inside another schema, and two inventions may collide
//! without a word. A map (`additionalProperties` with a schema and no `properties`) is written in place.

use super::{Lint, Stage, Subject};
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L012", name: "inline-shape", file: include_str!("inline_shape.rs"), stage: Stage::Contract(check) };

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas().filter(|node| !node.is_component()) {
        let value = node.value;
        let is_object = value.get("type").and_then(Value::as_str) == Some("object");
        let is_map = value.get("additionalProperties").is_some_and(|extra| extra.as_object().is_some());
        let what = if value.has("properties") || (is_object && !is_map) {
            "an object"
        } else if value.has("enum") || value.has("x-extensible-enum") {
            "a list of values"
        } else if value.has("oneOf") {
            "a choice"
        } else {
            continue;
        };
        let finding = Finding::new(&LINT, node.at, format!("{what} is described in place"))
            .help("make it a component and refer to it");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_objects_and_values_in_place() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      properties:
        size: {type: object, properties: {width: {type: integer}}}
        kind: {type: string, enum: [round]}
        labels: {type: object, additionalProperties: {type: string}}
    ProjectId: {type: string}
"), @"
        error[DRS-L012]: an object is described in place
         --> spec/schemas/thing.yaml:6:9
          |
        6 |         size: {type: object, properties: {width: {type: integer}}}
          |         ^^^^
          |
          = help: make it a component and refer to it

        error[DRS-L012]: a list of values is described in place
         --> spec/schemas/thing.yaml:7:9
          |
        7 |         kind: {type: string, enum: [round]}
          |         ^^^^
          |
          = help: make it a component and refer to it
        ");
    }
}
