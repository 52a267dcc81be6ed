//! Components are named in `PascalCase`, and no two names differ in case only.
//!
//! The name is the Rust type, the definition's key in the published schemas and what people search for. A name that starts with
//! `Known` belongs to the closed half of an open list of values in the client.

use super::{Lint, Stage, Subject};
use std::collections::BTreeMap;

use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L032",
    name: "component-names",
    file: include_str!("component_names.rs"),
    stage: Stage::Contract(check),
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
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

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_names_that_collide() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing: {type: object}
    THING: {type: object}
    project_id: {type: string}
    KnownThing: {type: string}
    ProjectId: {type: string}
"), @"
        error[DRS-L032]: the components `Thing` and `THING` differ in case only
         --> spec/schemas/thing.yaml:3:5
          |
        3 |     Thing: {type: object}
          |     ^^^^^

        error[DRS-L032]: the component `project_id` is not in PascalCase
         --> spec/schemas/thing.yaml:5:5
          |
        5 |     project_id: {type: string}
          |     ^^^^^^^^^^

        error[DRS-L032]: `KnownThing` starts with `Known`, which the client uses itself
         --> spec/schemas/thing.yaml:6:5
          |
        6 |     KnownThing: {type: string}
          |     ^^^^^^^^^^
        ");
    }
}
