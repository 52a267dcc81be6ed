//! `drs validate`: checks documents, puts them right if asked to, and reports on each as soon as it is checked.

mod checker;
mod ended;
mod fix;
mod lines;
mod lines_report;
mod notes;
mod progress;
mod run;
mod tool;

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::time::Instant;

use drs_diag::Outcome;
use drs_validate::Report;

use crate::args;
use crate::exit::Exit;
use crate::input;
use crate::terminal;
use run::Run;

/// The name under which standard input is reported.
const STDIN: &str = "<stdin>";

/// Runs `drs validate`. When nobody reads the report any longer (`drs validate … | head`), it ends at once and says nothing.
///
/// # Errors
///
/// When the report cannot be written for another reason.
pub(crate) fn run(arguments: &args::Validate) -> io::Result<Exit> {
    let started = Instant::now();
    let nothing_named = arguments.paths.is_empty();
    if nothing_named && io::stdin().is_terminal() {
        terminal::eprint_line("note: reading a document from standard input; name files or folders to check them");
    }
    let stdin = [PathBuf::from("-")];
    let found = input::collect(if nothing_named { &stdin } else { &arguments.paths }, arguments.jsonl);
    let mut run = Run::new(arguments, &found.list);
    for input in &found.list {
        match run.input(input) {
            Err(error) if terminal::hung_up(&error) => return Ok(run.ended.exit_unheard()),
            other => other?,
        }
    }
    let (written, ended) = run.finish();
    match written {
        Err(error) if terminal::hung_up(&error) => return Ok(ended.exit_unheard()),
        other => other?,
    }
    if ended.takes_notes {
        notes::print(&ended, &found);
    }
    if arguments.stats {
        terminal::eprint_line(&notes::stats(&ended, started));
    }
    Ok(ended.exit)
}

/// What a report says of a document.
fn outcome(report: Report) -> Outcome {
    let Report { diagnostics, omitted, errors, warnings, .. } = report;
    Outcome::Checked { diagnostics, omitted, errors, warnings }
}
