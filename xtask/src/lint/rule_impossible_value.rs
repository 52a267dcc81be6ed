//! A rule compares only with values that its schema allows.
//!
//! A rule about a value that the list of values does not have never fires, or never holds.

use super::{Lint, Subject, conditions};
use crate::contract::{Schema, Shape};
use crate::problem::Finding;
use crate::value::{Data, Value};

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L046", name: "rule-impossible-value", file: include_str!("rule_impossible_value.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for visit in conditions::visits(subject) {
        let listed = visit.condition.get("enum").map(Value::items).unwrap_or_default();
        for value in listed.iter().chain(visit.condition.get("const")) {
            if visit.schemas.iter().all(|schema| !allows(schema, value)) {
                let shown = serde_json::to_string(value).unwrap_or_default();
                let finding = Finding::new(&LINT, value.at, format!("the value {shown} cannot occur here"));
                findings.push(finding.help("compare with a value that the schema lists"));
            }
        }
    }
}

fn allows(schema: &Schema, value: &Value) -> bool {
    match (&schema.shape, &value.data) {
        (Shape::String(text), Data::String(value)) => {
            !text.is_closed_enum() || text.values.iter().any(|listed| listed.value == *value)
        }
        (Shape::Integer(number), Data::Integer(value)) => {
            let listed = number.values.is_empty() || number.values.iter().any(|listed| listed.value == *value);
            listed && number.minimum.is_none_or(|min| min <= *value) && number.maximum.is_none_or(|max| max >= *value)
        }
        (Shape::Boolean, Data::Bool(_)) | (Shape::Number(_), Data::Integer(_) | Data::Float(_)) | (Shape::Any, _) => {
            true
        }
        _ => false,
    }
}
