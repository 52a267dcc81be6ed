//! Files are called like what they hold.
//!
//! The operation `update_job` is in `spec/paths/update_job.yaml`, its examples are in `spec/examples/update_job/` and
//! `spec/responses/update_job/`, the latter as `<status>-<name>.json`; the page of `DRS-P004` is `spec/rules/DRS-P004.md`.
//! Whoever looks for a thing finds it by its name, and so do the tests.

use super::{Lint, Stage, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L010", name: "file-names", file: include_str!("file_names.rs"), stage: Stage::Contract(check) };

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let contract = subject.contract;
    for operation in &contract.operations {
        let file = contract.files.get(operation.at.file);
        if file.name != format!("spec/paths/{}.yaml", operation.id) {
            let finding = Finding::new(
                &LINT,
                operation.at,
                format!("the operation `{}` is in another operation's file", operation.id),
            )
            .help(format!("move it to `spec/paths/{}.yaml`", operation.id));
            findings.push(finding);
        }
    }
    for page in &contract.pages {
        let file = contract.files.get(page.at.file);
        if file.stem() != page.id {
            let finding =
                Finding::new(&LINT, page.at, format!("the page of `{}` is called `{}.md`", page.id, file.stem()))
                    .help(format!("rename it to `spec/rules/{}.md`", page.id));
            findings.push(finding);
        }
    }
    for operation in &contract.operations {
        for example in
            operation.response_examples.iter().filter(|example| !is_status(&example.status) || example.name.is_empty())
        {
            let finding =
                Finding::new(&LINT, example.json.at, "the name of a response example does not start with its status")
                    .help("call it `<status>-<name>.json`, for example `200-accepted.json`");
            findings.push(finding);
        }
    }
}

fn is_status(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::{files, said};

    #[test]
    fn fires_on_an_operation_in_another_file() {
        assert_snapshot!(said(&LINT, files(&[("spec/paths/second.yaml", r"paths:
  /v1/{project_id}/things:
    get:
      operationId: third
      responses: {}
")])), @"
        error[DRS-L010]: the operation `third` is in another operation's file
         --> spec/paths/second.yaml:4:20
          |
        4 |       operationId: third
          |                    ^^^^^
          |
          = help: move it to `spec/paths/third.yaml`
        ");
    }

    #[test]
    fn fires_on_examples_of_no_operation() {
        assert_snapshot!(said(&LINT, files(&[("spec/examples/put_thng/minimal.json", "{}")])), @"
        error[DRS-L010]: there is no operation `put_thng`
         --> spec/examples/put_thng/minimal.json:1:1
          |
        1 | {}
          | ^^
          |
          = help: the folder of an example is called like its operation
        ");
    }

    #[test]
    fn fires_on_a_page_of_another_name() {
        assert_snapshot!(said(&LINT, files(&[("spec/rules/DRS-P002.md", r"# DRS-P003: a-b
")])), @"
        error[DRS-L010]: the page of `DRS-P003` is called `DRS-P002.md`
         --> spec/rules/DRS-P002.md:1:1
          |
        1 | # DRS-P003: a-b
          | ^^^^^^^^^^^^^^^
          |
          = help: rename it to `spec/rules/DRS-P003.md`
        ");
    }

    #[test]
    fn fires_on_a_response_without_its_status() {
        assert_snapshot!(said(&LINT, files(&[("spec/responses/put_thing/done.json", r"{}
")])), @"
        error[DRS-L010]: `put_thing` has no response for status `done`
         --> spec/responses/put_thing/done.json:1:1
          |
        1 | {}
          | ^^
          |
          = help: the file is called `<status>-<name>.json`, and the operation describes the status or its class
        ");
    }
}
