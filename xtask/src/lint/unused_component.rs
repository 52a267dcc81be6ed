//! Every component is used by an operation.
//!
//! One that is not has been left behind by a change, and would be published as if it meant something.

use super::{Lint, Stage, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L034",
    name: "unused-component",
    file: include_str!("unused_component.rs"),
    stage: Stage::Contract(check),
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for name in subject.contract.schemas.keys() {
        if !subject.requests.contains(name) && !subject.responses.contains(name) {
            let finding = Finding::new(&LINT, subject.name_of_component(name), format!("no operation uses `{name}`"))
                .help("remove it, or refer to it");
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_what_nothing_refers_to() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing: {type: object}
    Leftover: {type: object}
    ProjectId: {type: string}
"), @"
        error[DRS-L034]: no operation uses `Leftover`
         --> spec/schemas/thing.yaml:4:5
          |
        4 |     Leftover: {type: object}
          |     ^^^^^^^^
          |
          = help: remove it, or refer to it
        ");
    }
}
