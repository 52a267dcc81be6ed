//! No object is used on both sides, in requests and in responses.
//!
//! Requests are strict and responses are lenient, so an object that is used on both sides would be wrong on one of them. Exempt are
//! leaves without members: ids and the like, and enums that a request and its query share.

use super::{Lint, Stage, Subject};
use crate::contract::{Schema, Shape};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L022",
    name: "shared-schema",
    file: include_str!("shared_schema.rs"),
    stage: Stage::Contract(check),
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (name, schema) in &subject.contract.schemas {
        let shared = subject.requests.contains(name) && subject.responses.contains(name);
        if shared && !is_leaf(schema) {
            let finding =
                Finding::new(&LINT, subject.name_of_component(name), format!("`{name}` is sent and returned"))
                    .help(format!("describe what is returned as `{name}Detail`"));
            findings.push(finding);
        }
    }
}

/// Text or a number that is not a closed list; a closed list in a response would refuse what a newer server adds.
fn is_leaf(schema: &Schema) -> bool {
    match &schema.shape {
        Shape::String(text) => !text.is_closed_enum(),
        Shape::Integer(number) => number.values.is_empty(),
        Shape::Number(_) | Shape::Boolean => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::edit;

    #[test]
    fn fires_on_an_object_on_both_sides() {
        assert_snapshot!(edit(&LINT, "spec/schemas/thing_detail.yaml", "            - $ref: '#/components/schemas/ThingState'", "            - $ref: '#/components/schemas/Thing'"), @"
        error[DRS-L022]: `Thing` is sent and returned
         --> spec/schemas/thing.yaml:3:5
          |
        3 |     Thing:
          |     ^^^^^
          |
          = help: describe what is returned as `ThingDetail`

        error[DRS-L022]: `ThingKind` is sent and returned
          --> spec/schemas/thing.yaml:36:5
           |
        36 |     ThingKind:
           |     ^^^^^^^^^
           |
           = help: describe what is returned as `ThingKindDetail`
        ");
    }
}
