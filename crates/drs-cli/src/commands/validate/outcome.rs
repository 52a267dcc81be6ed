//! What came out of checking a document, in the words of the command.

use std::path::{self, Path};

use drs_diag::Outcome;
use drs_engine::Checker;
use drs_validate::{Operation, Options, Report};

/// The outcome of a document with this report.
pub(crate) fn outcome(report: Report) -> Outcome {
    // The library knows no options.
    with_help(report, |help| format!("{help}, which `--jsonl` reads"))
}

/// The outcome of a document that is one of JSON Lines.
pub(crate) fn outcome_of_line(report: Report) -> Outcome {
    with_help(report, |_| "each line has one document; put a line break between them".to_owned())
}

fn with_help(report: Report, help_on_more: impl Fn(&str) -> String) -> Outcome {
    let Report { mut diagnostics, omitted, errors, warnings, .. } = report;
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.name == "trailing-content") {
        diagnostic.help = diagnostic.help.take().map(|help| help_on_more(&help).into());
    }
    Outcome::Checked { diagnostics, omitted, errors, warnings }
}

/// The checker of an input with this path. In a folder that is called like an operation are requests of it, where their shape
/// leaves that open.
pub(crate) fn checker_of(checker: Checker, path: Option<&Path>) -> Checker {
    let path = path.and_then(|path| path::absolute(path).ok());
    let folders = path.iter().flat_map(|path| path.ancestors().skip(1));
    let mut operations = folders.filter_map(|folder| Operation::from_id(folder.file_name()?.to_str()?));
    Checker { options: Options { preferred: operations.next(), ..checker.options }, ..checker }
}
