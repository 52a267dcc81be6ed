//! Every operation answers successes of one type, and 400, 4XX and 5XX with one type of error.
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
        let is_success = |response: &&&Response| response.status.starts_with('2');
        let all_succeed = successes.iter().filter(is_success).count() == successes.len();
        for (what, responses) in [("errors", &errors), ("successes", &successes)] {
            let Some((first, rest)) = responses.split_first().filter(|_| all_succeed) else { continue };
            findings.extend(rest.iter().filter(|response| response.schema != first.schema).map(|response| {
                let message = format!(
                    "`{}` answers `{}`, and `{}` answers another type",
                    first.status, first.schema, response.status
                );
                let help = format!("use one lenient type for all {what} of an operation");
                Finding::new(&LINT, response.at, message).help(help)
            }));
        }
        if successes.is_empty() || !all_succeed {
            let message = "an operation has responses of success, such as `200`";
            let finding = Finding::new(&LINT, operation.at, message).help("besides these only `400`, `4XX` and `5XX`");
            findings.push(finding);
        }
        for response in operation.responses.iter().filter(|response| response.schema.is_empty()) {
            findings.push(Finding::new(&LINT, response.at, "the body of a response is not a component"));
        }
    }
}
