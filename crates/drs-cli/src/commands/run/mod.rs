//! `drs run`: from request files to tasks at their goal, and on after an interruption.

mod arguments;
mod failed;
mod follow;
mod printer;
mod requests;
mod words;

use std::io::{self, IsTerminal as _};

use drs_client::Operation;
use drs_client::run::{Journal, Place, Preview, RequestFile, Run};

use crate::context::{self, eprint_line};
use crate::exit::Exit;
use crate::failure::{Failure, Stop, end};
use crate::service::{Question, Session, block_on, may_go_on};
pub(crate) use arguments::Arguments;
use arguments::Output;
use failed::failure;

/// Runs `drs run`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    end(execute(arguments))
}

fn execute(arguments: &Arguments) -> Result<Exit, Stop> {
    let options = arguments.options()?;
    let files = requests::read(arguments, options.mark)?;
    let session = Session::open(&arguments.connection, None)?;
    let target = session.target(Operation::BatchCreateJobsAsync)?;
    block_on(async {
        let place = place(&session, &target.url).await?;
        let mut run = Run::new(session.client().await?, place, options);
        let mut documents = Vec::new();
        for (name, (file, document)) in arguments.files.iter().zip(files) {
            add(arguments, &mut run, name, file)?;
            documents.push(document);
        }
        if arguments.dry_run {
            context::print(words::preview(&run.preview()))?;
            return Ok(Exit::Success);
        }
        let usual = if io::stdout().is_terminal() { Output::Table } else { Output::JsonLines };
        let output = arguments.output.unwrap_or(usual);
        let has_begun = run.has_begun();
        let preview = run.preflight().await.map_err(|error| failure(error, has_begun))?;
        if !arguments.quiet {
            context_lines(&words::preview(&preview));
        }
        ask(arguments, &target, &preview)?;
        follow::to_the_end(arguments, &mut run, output, documents).await
    })
}

fn context_lines(text: &str) {
    for line in text.lines() {
        eprint_line(line);
    }
}

/// Adds a file with its journal.
fn add(arguments: &Arguments, run: &mut Run, name: &std::ffi::OsString, file: RequestFile) -> Result<(), Failure> {
    let journal = if arguments.no_state {
        eprint_line(
            "warning: without a journal an interrupted run cannot go on, and a second one may create its tasks again",
        );
        Ok(Journal::nowhere())
    } else if arguments.dry_run {
        Journal::peek(arguments.journal(name))
    } else {
        Journal::open(arguments.journal(name))
    };
    let journal = journal.map_err(|error| failure(error.into(), false))?;
    run.add(file, journal).map_err(|error| failure(error, false))
}

/// Asks before anything is created or submitted.
fn ask(arguments: &Arguments, target: &crate::service::Target, preview: &Preview) -> Result<(), Stop> {
    if preview.creates.is_empty() && preview.pending == 0 {
        return Ok(());
    }
    let names: Vec<String> = preview.creates.iter().flat_map(|(_, names)| names.iter().cloned()).collect();
    let what = "`drs run` creates tasks and submits them, and from then on they cost money".to_owned();
    may_go_on(
        arguments.yes,
        target,
        &Question { what, to: &names, is_stdin_taken: arguments.files.iter().any(|file| file == "-") },
    )
}

/// Where the run takes place, and who makes its calls.
async fn place(session: &Session, endpoint: &str) -> Result<Place, Failure> {
    let found = session.resolved.credentials.clone()?;
    let project = session.resolved.project_id().await?;
    let identity = found.access_key.unwrap_or_else(|| found.kind.to_string());
    Ok(Place {
        region: session.resolved.region.as_ref().map(|region| region.value.clone()),
        project: project.value,
        endpoint: endpoint.to_owned(),
        identity,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}
