//! Every operation answers one success, and 400, 4XX and 5XX with one type of error.
//!
//! The client's generator has one type for successes and one for errors. An error without a described body would lose its text, and
//! a `default` response counts as both.

use super::{Lint, Stage, Subject};
use crate::contract::Response;
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L029",
    name: "response-statuses",
    file: include_str!("response_statuses.rs"),
    stage: Stage::Contract(check),
};

const ERRORS: [&str; 3] = ["400", "4XX", "5XX"];

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
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

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::edit;

    #[test]
    fn fires_on_other_statuses() {
        assert_snapshot!(edit(&LINT, "spec/paths/put_thing.yaml", "'4XX'", "default"), @"
        error[DRS-L029]: there is no response `4XX`
         --> spec/paths/put_thing.yaml:4:20
          |
        4 |       operationId: put_thing
          |                    ^^^^^^^^^

        error[DRS-L029]: an operation has one response of success, such as `200`
         --> spec/paths/put_thing.yaml:4:20
          |
        4 |       operationId: put_thing
          |                    ^^^^^^^^^
          |
          = help: besides that only `400`, `4XX` and `5XX`
        ");
    }

    #[test]
    fn fires_on_a_second_type_of_error() {
        let answers = |component: &str| {
            let schema = format!("{{$ref: '#/components/schemas/{component}'}}");
            format!(
                "'4XX':\n          description: Refused.\n          content: {{application/json: {{schema: {schema}}}}}"
            )
        };
        assert_snapshot!(edit(&LINT, "spec/paths/put_thing.yaml", &answers("ErrorResp"), &answers("ThingDetail")), @"
        error[DRS-L029]: `400` answers `ErrorResp`, and `4XX` answers another type
          --> spec/paths/put_thing.yaml:28:9
           |
        28 |         '4XX':
           |         ^^^^^
           |
           = help: use one lenient type for all errors of an operation
        ");
    }
}
