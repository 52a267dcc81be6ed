//! A rule's caret points at something that is there when the rule fires.
//!
//! `at` is a JSON Pointer from the object that owns the rule. Each of its properties exists in the schema and is named by the
//! rule's `if`, which makes it required; an empty pointer is the object itself.

use super::conditions::{self, member, resolved};
use super::{Lint, Stage, Subject};
use crate::contract::{Schema, Shape};
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L044", name: "rule-caret", file: include_str!("rule_caret.rs"), stage: Stage::Contract(check) };

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (node, owner) in conditions::rules(subject) {
        let Some(at) = node.value.get("at") else { continue };
        let pointer = at.as_str().unwrap_or_default();
        if !resolves(subject, owner, pointer) {
            let finding = Finding::new(&LINT, at.at, format!("`{pointer}` is not a place in this object"))
                .help("write a pointer such as `/endpoint_type`, or nothing for the object itself");
            findings.push(finding);
        } else if node.value.get("if").is_some_and(|condition| !guarded(condition, &segments(pointer))) {
            let finding = Finding::new(&LINT, at.at, format!("`{pointer}` may be absent when the rule fires"))
                .help("point at a property that `if` names");
            findings.push(finding);
        }
    }
}

fn segments(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~")).collect()
}

fn resolves(subject: &Subject<'_>, owner: &Schema, pointer: &str) -> bool {
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return false;
    }
    let mut schemas = resolved(subject, owner);
    for segment in segments(pointer) {
        let below = schemas.iter().filter_map(|schema| match &schema.shape {
            Shape::Array(array) if segment.parse::<u32>().is_ok() => Some(&*array.items),
            _ => member(schema, &segment),
        });
        schemas = below.flat_map(|schema| resolved(subject, schema)).collect();
    }
    !schemas.is_empty()
}

/// Whether a condition that holds implies that the members along the way are there.
fn guarded(condition: &Value, segments: &[String]) -> bool {
    let Some((first, rest)) = segments.split_first() else { return true };
    if first.parse::<u32>().is_ok() {
        return true;
    }
    let required = condition.get("required").map(Value::items).unwrap_or_default();
    let here = required.iter().any(|name| name.as_str() == Some(first));
    let inner = condition.get("properties").and_then(|properties| properties.get(first));
    let below = rest.is_empty() || inner.is_some_and(|inner| guarded(inner, rest));
    let branches = condition.get("anyOf").map(Value::items).unwrap_or_default();
    (here && below) || (!branches.is_empty() && branches.iter().all(|branch| guarded(branch, segments)))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_a_place_that_does_not_exist() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      properties:
        kind: {$ref: '#/components/schemas/ThingKind'}
        password: {type: string}
      x-drs-rules:
        - id: DRS-P001
          name: a-b
          severity: error
          if: {properties: {kind: {const: square}}}
          then: {required: [password]}
          at: /knid
          message: m
          help: h
          source: s
    ThingKind: {type: string, enum: [round, square]}
    ProjectId: {type: string}
"), @"
        error[DRS-L044]: `/knid` is not a place in this object
          --> spec/schemas/thing.yaml:14:15
           |
        14 |           at: /knid
           |               ^^^^^
           |
           = help: write a pointer such as `/endpoint_type`, or nothing for the object itself
        ");
    }

    #[test]
    fn fires_on_a_place_that_may_be_absent() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      properties:
        kind: {$ref: '#/components/schemas/ThingKind'}
        password: {type: string}
      x-drs-rules:
        - id: DRS-P001
          name: a-b
          severity: error
          if: {properties: {kind: {const: square}}}
          then: {required: [password]}
          at: /password
          message: m
          help: h
          source: s
    ThingKind: {type: string, enum: [round, square]}
    ProjectId: {type: string}
"), @"
        error[DRS-L044]: `/password` may be absent when the rule fires
          --> spec/schemas/thing.yaml:14:15
           |
        14 |           at: /password
           |               ^^^^^^^^^
           |
           = help: point at a property that `if` names
        ");
    }

    #[test]
    fn fires_on_a_member_that_may_be_absent() {
        let slice = |condition: &str| {
            let text = r"components:
  schemas:
    Thing:
      type: object
      properties:
        size: {$ref: '#/components/schemas/Size'}
      x-drs-rules:
        - id: DRS-P001
          name: a-b
          severity: error
          if: IF
          then: {required: [size]}
          at: /size/width
          message: m
          help: h
          source: s
    Size: {type: object, properties: {width: {type: integer}, depth: {type: integer}}}
    ProjectId: {type: string}
";
            schemas(&LINT, &text.replace("IF", condition))
        };
        assert_snapshot!(slice("{properties: {size: {properties: {depth: {const: 1}}}}}"), @"
        error[DRS-L044]: `/size/width` may be absent when the rule fires
          --> spec/schemas/thing.yaml:13:15
           |
        13 |           at: /size/width
           |               ^^^^^^^^^^^
           |
           = help: point at a property that `if` names
        ");
        assert_eq!(slice("{properties: {size: {properties: {width: {const: 1}}}}}"), "");
        assert_eq!(slice("{anyOf: [{properties: {size: {required: [width]}}}]}"), "");
    }
}
