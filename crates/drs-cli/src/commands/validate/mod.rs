//! `drs validate`: checks documents, fixes them if asked to, and reports on each as soon as it is checked.

mod arguments;
mod fix;
mod lines;
mod notes;
mod outcome;
mod progress;
mod run;
mod run_summary;
mod whole;

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::time::Instant;

use drs_validate::Syntax;

use crate::context;
use crate::exit::Exit;
use crate::input::{self, Input, Kind, Opened};
pub(crate) use arguments::Arguments;
use outcome::checker_of;
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
    let paths = match paths(arguments) {
        Ok(paths) => paths,
        Err(Unusable { error, help }) => {
            context::eprint_line(&format!("error: {error}"));
            context::eprint_line(&format!("help: {help}"));
            return Ok(Exit::Failure);
        }
    };
    let found = input::collect(&paths, arguments.jsonl, arguments.stdin_filename.as_deref());
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
    Ok(if arguments.exit_zero && summary.exit == Exit::Invalid { Exit::Success } else { summary.exit })
}

/// Arguments that cannot be used together, or at all.
struct Unusable {
    error: String,
    help: &'static str,
}

/// The paths to check: those of the command line and of the list, or standard input if neither is given.
fn paths(arguments: &Arguments) -> Result<Vec<PathBuf>, Unusable> {
    let mut paths = arguments.paths.clone();
    if let Some(list) = &arguments.files_from {
        let listed = input::read_list(list).map_err(|error| Unusable {
            error: format!("cannot read the list `{}`: {error}", drs_diag::escape(&list.display().to_string())),
            help: "`--files-from` takes a file with one path on each line, or `-` for standard input",
        })?;
        paths.extend(listed);
    } else if paths.is_empty() {
        if io::stdin().is_terminal() {
            context::eprint_line("note: reading a document from standard input; name files or folders to check them");
        }
        paths.push(PathBuf::from("-"));
    }
    let reads_stdin = paths.iter().any(|path| path.as_os_str() == "-");
    if reads_stdin && arguments.files_from.as_ref().is_some_and(|list| list.as_os_str() == "-") {
        return Err(Unusable {
            error: "standard input cannot be both the list of paths and a document".to_owned(),
            help: "write the list or the document to a file",
        });
    }
    if !reads_stdin && arguments.stdin_filename.is_some() {
        return Err(Unusable {
            error: "`--stdin-filename` names standard input, which is not among the paths".to_owned(),
            help: "add `-`, or leave the paths out",
        });
    }
    Ok(paths)
}

/// Checks one input.
fn check(run: &mut Run, input: &Input) -> io::Result<()> {
    let kind = match input {
        Input::File(_, kind) | Input::Stream(_, kind) | Input::Stdin(_, kind) => *kind,
        Input::Failure { name, error, help } => return run.unchecked(name, error.clone(), help.clone()),
    };
    let name = input.name().map_or_else(|| STDIN.to_owned(), |path| run.paths.name(path));
    let opened = match Opened::new(input) {
        Ok(opened) => opened,
        Err(error) => return run.unchecked(&name, error, None),
    };
    let file = input.path().filter(|_| !input.is_stream());
    run.checker = checker_of(run.checker, input.name());
    match kind {
        Kind::Json => whole::check(run, &name, file, opened, Some(Syntax::Json)),
        Kind::Yaml => whole::check(run, &name, file, opened, Some(Syntax::Yaml)),
        Kind::Unknown => whole::check(run, &name, file, opened, None),
        Kind::JsonLines => lines::check(run, &name, file, opened),
    }
}
