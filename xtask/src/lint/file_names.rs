//! Files are called like what they hold.
//!
//! The operation `update_job` is in `spec/paths/update_job.yaml`, its examples are in `spec/examples/update_job/` and
//! `spec/responses/update_job/`, the latter as `<status>-<name>.json`; the page of `DRS-P004` is `spec/rules/DRS-P004.md`.
//! Whoever looks for a thing finds it by its name, and so do the tests.

use super::{Lint, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L010", name: "file-names", file: include_str!("file_names.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
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
