//! Values of an enum stay different when they become names in a programming language.
//!
//! `a-b` and `a_b` are both `AB`; the client's generator panics on them, others pick one.

use super::{Lint, Subject};
use std::collections::BTreeMap;

use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L018", name: "colliding-values", file: include_str!("colliding_values.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
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
