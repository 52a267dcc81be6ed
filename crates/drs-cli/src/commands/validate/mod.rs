//! `drs validate`: checks documents, fixes them if asked to, and reports on each as soon as it is checked.

mod arguments;
mod checker;
mod fix;
mod lines;
mod notes;
mod progress;
mod run;
mod run_summary;
mod tool;
mod whole;

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::time::Instant;

use drs_validate::Syntax;

use crate::context;
use crate::exit::Exit;
use crate::input::{self, Input, Kind, Opened};
pub(crate) use arguments::Arguments;
use run::Run;

/// The name of standard input in reports.
const STDIN: &str = "<stdin>";

/// Runs `drs validate`. When the reader of the report is gone (`drs validate … | head`), it ends at once and prints nothing.
///
/// # Errors
///
/// When the report cannot be written for another reason.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    let started = Instant::now();
    let nothing_named = arguments.paths.is_empty();
    if nothing_named && io::stdin().is_terminal() {
        context::eprint_line("note: reading a document from standard input; name files or folders to check them");
    }
    let stdin = [PathBuf::from("-")];
    let found = input::collect(if nothing_named { &stdin } else { &arguments.paths }, arguments.jsonl);
    let mut run = Run::new(arguments, &found.list);
    for input in &found.list {
        match check(&mut run, input) {
            Err(error) if context::is_broken_pipe(&error) => return Ok(run.summary.exit_on_broken_pipe()),
            other => other?,
        }
    }
    let (written, summary) = run.finish();
    match written {
        Err(error) if context::is_broken_pipe(&error) => return Ok(summary.exit_on_broken_pipe()),
        other => other?,
    }
    if summary.show_notes {
        notes::print(&summary, &found);
    }
    if arguments.stats {
        context::eprint_line(&notes::stats(&summary, started));
    }
    Ok(summary.exit)
}

/// Checks one input.
fn check(run: &mut Run, input: &Input) -> io::Result<()> {
    let kind = match input {
        Input::File(_, kind) | Input::Stream(_, kind) | Input::Stdin(kind) => *kind,
        Input::Failure { name, error, help } => return run.unchecked(name, error.clone(), help.clone()),
    };
    let name = input.path().map_or_else(|| STDIN.to_owned(), |path| run.paths.name(path));
    let opened = match Opened::new(input) {
        Ok(opened) => opened,
        Err(error) => return run.unchecked(&name, error, None),
    };
    let file = input.path().filter(|_| !input.is_stream());
    match kind {
        Kind::Json => whole::check(run, &name, file, opened, Some(Syntax::Json)),
        Kind::Yaml => whole::check(run, &name, file, opened, Some(Syntax::Yaml)),
        Kind::Unknown => whole::check(run, &name, file, opened, None),
        Kind::JsonLines => lines::check(run, &name, file, opened),
    }
}
