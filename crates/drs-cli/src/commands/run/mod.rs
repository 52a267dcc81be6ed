//! `drs run`: from request files to tasks at their goal, and on after an interruption.

mod arguments;
mod failed;
mod follow;
mod names;
mod plan;
mod printer;
mod report;
mod requests;
mod suitable;
mod words;

use std::io::{self, IsTerminal as _};
use std::sync::{Arc, Mutex, PoisonError};

use drs_client::Operation;
use drs_client::run::{Journal, Options, Place, Preview, RequestFile, Run};
use drs_client::watch::Goal;

use crate::context::eprint_line;
use crate::exit::Exit;
use crate::failure::{Failure, Stop, end};
use crate::service::{Question, Session, block_on, may_go_on};
use crate::signals;
pub(crate) use arguments::Arguments;
use arguments::Output;
use failed::failure;
use report::Report;

/// Runs `drs run`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    end(execute(arguments))
}

fn execute(arguments: &Arguments) -> Result<Exit, Stop> {
    let early = |stop: &Stop| {
        if arguments.printed() == Some(Output::Json) {
            // Where it cannot be written the message still can.
            let _ = follow::print_early(stop);
        }
    };
    let options = arguments.options().map_err(Stop::from).inspect_err(early)?;
    let report = Arc::new(Mutex::new(Report::new(arguments)));
    let result = carry_out(arguments, options, &report);
    // However it has ended, the report is all that there is on standard output.
    let is_done = matches!(
        &result,
        Ok(Ok(Exit::Success | Exit::Invalid | Exit::Refused | Exit::Partial)) | Err(Stop::Said(Exit::Invalid))
    );
    let written = report.lock().unwrap_or_else(PoisonError::into_inner).write(is_done);
    let exit = result.inspect_err(early)??;
    written?;
    Ok(exit)
}

/// What a run has ended with.
///
/// # Errors
///
/// It ends before it begins.
fn carry_out(arguments: &Arguments, options: Options, report: &Arc<Mutex<Report>>) -> Result<Result<Exit, Stop>, Stop> {
    let files = requests::read(arguments, options.mark, &mut report.lock().unwrap_or_else(PoisonError::into_inner))?;
    let session = Session::open(&arguments.connection, None)?;
    let target = session.target(Operation::BatchCreateJobsAsync)?;
    if arguments.quiet {
        session.slow.to(|_| {});
    }
    block_on(async {
        let place = place(&session, &target.url).await?;
        let operations = plan::operations(&options);
        let mut run = Run::new(session.client_checking(arguments.checking).await?, place, options);
        let mut documents = Vec::new();
        for (name, (file, document)) in arguments.files().into_iter().zip(files) {
            add(arguments, &mut run, name, file)?;
            documents.push(document);
        }
        arguments.is_in_time(&run, target.is_local)?;
        if arguments.dry_run {
            plan::print(arguments.output.unwrap_or(Output::Table), &run.preview(), &operations)?;
            return Ok(Ok(Exit::Success));
        }
        let asks = !arguments.yes && !target.is_local && io::stdin().is_terminal();
        let preview = tokio::select! {
            biased;
            // Whoever listens once does so at the question too, where a signal is to end the command.
            signal = signals::wait(), if !asks => return Err(Stop::Said(signal?.into())),
            preview = run.preflight() => preview,
        };
        let preview = preview.map_err(|error| failure(error, Some(&run)))?;
        if !arguments.quiet {
            context_lines(&words::preview(&preview));
        }
        ask(arguments, &target, &preview)?;
        Ok(follow::to_the_end(arguments, &mut run, documents, (report, &session.slow)).await)
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
    let journal = journal.map_err(|error| failure(error.into(), None))?;
    run.add(file, journal).map_err(|error| failure(error, None))
}

/// Asks before anything is created or submitted.
fn ask(arguments: &Arguments, target: &crate::service::Target, preview: &Preview) -> Result<(), Stop> {
    if preview.creates.is_empty() && preview.pending == 0 {
        return Ok(());
    }
    let creates = preview.creates.iter().flat_map(|(_, names)| names);
    let names: Vec<String> = creates.chain(&preview.submits).cloned().collect();
    let (does, to) = match arguments.until {
        // The number is only typed where it is one of tasks that cost money.
        Some(Goal::Checked) => {
            let tasks = drs_diag::count(names.len() as u64, "task");
            (format!("has {tasks} checked in batches that are not submitted and cost nothing,"), &[][..])
        }
        _ if preview.creates.is_empty() => ("submits tasks, and from then on they cost money".to_owned(), &names[..]),
        _ => ("creates tasks and submits them, and from then on they cost money".to_owned(), &names[..]),
    };
    let what = format!("`drs run` {does}");
    may_go_on(arguments.yes, target, &Question { what, to, is_stdin_taken: arguments.has_stdin() })
}

/// Where the run takes place, and who makes its calls.
async fn place(session: &Session, endpoint: &str) -> Result<Place, Failure> {
    let found = session.resolved.credentials.clone()?;
    let project = session.project_id().await?;
    let identity = found.access_key.unwrap_or_else(|| found.kind.to_string());
    Ok(Place {
        region: session.resolved.region.as_ref().map(|region| region.value.clone()),
        project: project.value,
        endpoint: endpoint.to_owned(),
        identity,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}
