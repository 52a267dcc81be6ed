//! No component is `nullable`.
//!
//! The client's generator makes a second type of the same name for it, and the result does not compile. Where a value may be
//! null, the property that uses the component says so.

use super::{Lint, Stage, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L014",
    name: "nullable-component",
    file: include_str!("nullable_component.rs"),
    stage: Stage::Contract(check),
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas().filter(|node| node.is_component()) {
        if let Some(nullable) = node.value.member("nullable") {
            let finding = Finding::new(&LINT, nullable.key, "a component is `nullable`")
                .help("put `nullable` on the property, beside `allOf` with the reference");
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
    fn fires_on_a_component() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      nullable: true
      properties:
        name: {type: string, nullable: true}
    ProjectId: {type: string}
"), @"
        error[DRS-L014]: a component is `nullable`
         --> spec/schemas/thing.yaml:5:7
          |
        5 |       nullable: true
          |       ^^^^^^^^
          |
          = help: put `nullable` on the property, beside `allOf` with the reference
        ");
    }
}
