//! The result of a test or a check, printed as rows, as JSON, or at the lines of a request.

use drs_client::checks::{self, Finding};
use serde_json::{Value, json};

use super::arguments::Arguments;
use crate::context::{self, Stream};
use crate::exit::Exit;
use crate::failure::Stop;
use crate::service::{Origin, Output, Table, print_all, report};

/// Prints what did not pass, and returns the exit status.
///
/// # Errors
///
/// The output cannot be written.
pub(super) fn print(arguments: &Arguments, origin: Option<&Origin>, job: &Value) -> Result<Exit, Stop> {
    let findings = checks::findings(job);
    let has_failed = !checks::has_passed(job);
    let unplaced = match origin {
        Some(origin) if arguments.common.output == Output::Table => {
            report(origin, &findings, (arguments.format, arguments.checking.color), Stream::Output)?
        }
        _ => findings,
    };
    if arguments.common.output != Output::Table || !unplaced.is_empty() {
        let values: Vec<Value> = unplaced.iter().map(|finding| json!(finding)).collect();
        print_all(arguments.common.output, &values, || table(&unplaced))?;
    }
    let word = if has_failed { "did not pass" } else { "passed" };
    context::eprint_line(&format!("`{}` {word}", arguments.name));
    Ok(if has_failed { Exit::Refused } else { Exit::Success })
}

fn table(findings: &[Finding]) -> Table {
    let mut table = Table::new(&["check", "what", "severity", "code", "reason"]);
    for finding in findings {
        let severity = if finding.is_warning() { "warning" } else { "error" };
        let skip = if finding.can_be_skipped { " (may be skipped)" } else { "" };
        table.row([
            finding.check.as_str().to_owned(),
            finding.subject.clone(),
            severity.to_owned(),
            finding.code.clone().unwrap_or_default(),
            format!("{}{skip}", finding.reason),
        ]);
    }
    table
}
