//! Components are named in `PascalCase`, and no two names differ in case only.
//!
//! The name is the Rust type, the definition's key in the published schemas and what people search for. A name that starts with
//! `Known` belongs to the closed half of an open list of values in the client.

use super::{Lint, Subject};
use std::collections::BTreeMap;

use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L032", name: "component-names", file: include_str!("component_names.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for name in subject.contract.schemas.keys() {
        let at = subject.name_of_component(name);
        let starts = name.starts_with(|first: char| first.is_ascii_uppercase());
        if !starts || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            findings.push(Finding::new(&LINT, at, format!("the component `{name}` is not in PascalCase")));
        }
        if let Some(other) = seen.insert(name.to_ascii_lowercase(), name) {
            findings.push(Finding::new(
                &LINT,
                at,
                format!("the components `{name}` and `{other}` differ in case only"),
            ));
        }
        if name.starts_with("Known") {
            findings.push(Finding::new(
                &LINT,
                at,
                format!("`{name}` starts with `Known`, which the client uses itself"),
            ));
        }
        let query = subject.contract.operations.iter().find_map(|operation| operation.query_schema()?.name);
        if query.as_deref() == Some(name) {
            findings.push(Finding::new(
                &LINT,
                at,
                format!("`{name}` is the name of the query parameters of an operation"),
            ));
        }
    }
}
