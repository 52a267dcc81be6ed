//! `title` stands on the arms of a `oneOf` and nowhere else.
//!
//! The client's generator takes a title for the name of a type; where two inline schemas have the same title, it silently uses
//! the first one's type for both.

use super::{Lint, Stage, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L013", name: "stray-title", file: include_str!("stray_title.rs"), stage: Stage::Contract(check) };

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas().filter(|node| node.holder() != "oneOf") {
        if let Some(title) = node.value.member("title") {
            let finding = Finding::new(&LINT, title.key, "`title` outside an arm of `oneOf`")
                .help("remove it; a component is called by its name, and what it is belongs into `description`");
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
    fn fires_outside_an_arm() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      title: A thing
      oneOf:
        - {title: Text, type: string}
        - {title: Number, type: integer}
    ProjectId: {type: string}
"), @"
        error[DRS-L013]: `title` outside an arm of `oneOf`
         --> spec/schemas/thing.yaml:4:7
          |
        4 |       title: A thing
          |       ^^^^^
          |
          = help: remove it; a component is called by its name, and what it is belongs into `description`
        ");
    }
}
