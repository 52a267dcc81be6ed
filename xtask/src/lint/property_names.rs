//! Properties of an object stay different when they become names in a programming language.
//!
//! `type` and `Type` both become `type_` in Rust, which does not compile.

use super::{Lint, Subject};
use std::collections::BTreeMap;

use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L033", name: "property-names", file: include_str!("property_names.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
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
