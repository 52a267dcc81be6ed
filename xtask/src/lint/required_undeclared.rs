//! `required` names properties that the object has, each once.
//!
//! Generators invent a property without a type for a name that is not declared.

use super::{Lint, Subject};
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L027", name: "required-undeclared", file: include_str!("required_undeclared.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas() {
        let names = node.value.get("required").map(Value::items).unwrap_or_default();
        for (index, item) in names.iter().enumerate() {
            let name = item.as_str().unwrap_or_default();
            let declared = node.value.get("properties").is_some_and(|properties| properties.has(name));
            if !declared {
                findings.push(Finding::new(&LINT, item.at, format!("`{name}` is required and not declared")));
            }
            if names[..index].iter().any(|earlier| earlier.as_str() == Some(name)) {
                findings.push(Finding::new(&LINT, item.at, format!("`{name}` is required twice")));
            }
        }
    }
}
