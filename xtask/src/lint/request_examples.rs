//! Every request example is accepted by the schema and the rules of its operation.
//!
//! Examples are what people copy. They are checked here with a JSON Schema library, and by the validator's tests a second time.

use super::{Lint, Stage, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L035",
    name: "request-examples",
    file: include_str!("request_examples.rs"),
    stage: Stage::Contract(check),
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for operation in &subject.contract.operations {
        let verdicts = subject.judge.of_requests(subject.contract, operation);
        for example in &operation.examples {
            for refusal in verdicts.refusals(&example.json) {
                let at = example.json.pointer(&refusal.instance).unwrap_or(&example.json).at;
                findings.push(Finding::new(&LINT, at, format!("this example is refused: {}", refusal.message)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::{files, said};

    #[test]
    fn fires_on_limits_and_on_rules() {
        assert_snapshot!(said(&LINT, files(&[("spec/examples/put_thing/minimal.json", r#"{"name": "bal", "kind": "square"}
"#)])), @r#"
        error[DRS-L035]: this example is refused: "password" is a required property
         --> spec/examples/put_thing/minimal.json:1:1
          |
        1 | {"name": "bal", "kind": "square"}
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        error[DRS-L035]: this example is refused: value is shorter than 4 characters
         --> spec/examples/put_thing/minimal.json:1:10
          |
        1 | {"name": "bal", "kind": "square"}
          |          ^^^^^
        "#);
    }
}
