//! Every operation answers one success, and 400, 4XX and 5XX with one type of error.
//!
//! The client's generator has one type for successes and one for errors. An error without a described body would lose its text, and
//! a `default` response counts as both.

use super::{Lint, Subject};
use crate::contract::Response;
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L029", name: "response-statuses", file: include_str!("response_statuses.rs") };

const ERRORS: [&str; 3] = ["400", "4XX", "5XX"];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for operation in &subject.contract.operations {
        let (errors, successes): (Vec<&Response>, Vec<&Response>) =
            operation.responses.iter().partition(|response| ERRORS.contains(&response.status.as_str()));
        for missing in ERRORS.iter().filter(|status| errors.iter().all(|response| response.status != **status)) {
            findings.push(Finding::new(&LINT, operation.at, format!("there is no response `{missing}`")));
        }
        if let [first, rest @ ..] = errors.as_slice() {
            findings.extend(rest.iter().filter(|response| response.schema != first.schema).map(|response| {
                let message = format!(
                    "`{}` answers `{}`, and `{}` answers another type",
                    first.status, first.schema, response.status
                );
                Finding::new(&LINT, response.at, message).help("use one lenient type for all errors of an operation")
            }));
        }
        if successes.len() != 1 || !successes[0].status.starts_with('2') {
            let finding = Finding::new(&LINT, operation.at, "an operation has one response of success, such as `200`")
                .help("besides that only `400`, `4XX` and `5XX`");
            findings.push(finding);
        }
        for response in operation.responses.iter().filter(|response| response.schema.is_empty()) {
            findings.push(Finding::new(&LINT, response.at, "the body of a response is not a component"));
        }
    }
}
