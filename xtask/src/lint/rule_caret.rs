//! A rule's caret points at something that is there when the rule fires.
//!
//! `at` is a JSON Pointer from the object that owns the rule. Each of its properties exists in the schema and is named by the
//! rule's `if`, which makes it required; an empty pointer is the object itself.

use super::conditions::{self, member, resolved};
use super::{Lint, Subject};
use crate::contract::{Schema, Shape};
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L044", name: "rule-caret", file: include_str!("rule_caret.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
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
            Shape::Array(array) if segment == "*" || segment.parse::<u32>().is_ok() => Some(&*array.items),
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
