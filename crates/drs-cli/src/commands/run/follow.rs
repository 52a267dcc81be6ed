//! From the first call to the exit status, with whoever interrupts in between.

use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use drs_client::run::{Outcome, Run, RunError};
use drs_client::watch::Ending;
use serde_json::json;

use super::arguments::{Arguments, Output};
use super::failed::failure;
use super::printer::Printer;
use super::words;
use crate::context::{self, eprint_line};
use crate::exit::Exit;
use crate::failure::Stop;
use crate::grace::{self, Waited};
use crate::service::{Document, shown};
use crate::signals::Signal;

/// How a run ended.
enum Ended {
    Done(Result<Outcome, RunError>),
    Interrupted(Signal),
}

/// Drives a run to its end.
///
/// # Errors
///
/// The run ends before its goal, or the output cannot be written.
pub(super) async fn to_the_end(
    arguments: &Arguments,
    run: &mut Run,
    output: Output,
    documents: Vec<Arc<Document>>,
) -> Result<Exit, Stop> {
    let printer = Arc::new(Mutex::new(Printer::new(output, arguments, documents)));
    let listener = Arc::clone(&printer);
    run.on_event(move |event| lock(&listener).tell(event));
    let looker = Arc::clone(&printer);
    run.on_look(move |wait| lock(&looker).screen.show(wait));
    let ended = drive(run, &printer).await;
    lock(&printer).screen.close();
    let ended = ended?;
    if let Ended::Interrupted(signal) = ended {
        return interrupted(arguments, run, output, signal);
    }
    let Ended::Done(result) = ended else { return Ok(Exit::Interrupted) };
    let has_begun = run.has_begun();
    match result {
        Ok(outcome) => {
            let exit = Exit::of_wait(outcome.end, &outcome.reached, &outcome.failed);
            let is_left = !outcome.timed_out.is_empty() || !outcome.waiting.is_empty();
            let resume = is_left.then(command);
            run.finished(ending(outcome.counts().into(), exit, resume.clone()));
            finish(run, output, exit, resume.as_deref())?;
            if let Some(resume) = resume.filter(|_| !arguments.quiet) {
                eprint_line(&format!("the tasks go on; wait for them again with: {resume}"));
            }
            Ok(exit)
        }
        Err(error) => {
            let failure = failure(error, has_begun);
            let resume = has_begun.then(command);
            let (exit, error) = (failure.exit, Some(failure.message.clone()));
            let mut ending = ending(Ending::default(), exit, resume.clone());
            ending.error = error;
            run.finished(ending);
            if output != Output::JsonLines && has_begun {
                finish(run, output, exit, resume.as_deref())?;
            }
            if let Some(resume) = resume.filter(|_| !arguments.quiet) {
                eprint_line(&format!("go on with: {resume}"));
            }
            Err(failure.into())
        }
    }
}

/// Drives a run until it ends or somebody interrupts it.
async fn drive(run: &mut Run, printer: &Mutex<Printer>) -> io::Result<Ended> {
    let control = run.control();
    let in_flight = || {
        lock(printer).screen.close();
        control.in_flight().map(|op| op.as_str().to_owned())
    };
    let driven = async {
        let mut driven = pin!(run.drive());
        loop {
            let tick = lock(printer).screen.next_draw();
            tokio::select! {
                biased;
                result = &mut driven => return result,
                () = tick => lock(printer).screen.draw(),
            }
        }
    };
    Ok(match grace::wait(driven, in_flight, || control.stop()).await? {
        Waited::Done(result) => Ended::Done(result),
        // What an answer says is in the journal.
        Waited::Answered(_, signal) | Waited::Left(signal) => Ended::Interrupted(signal),
    })
}

/// Says how all stand, and how to go on. Nothing is asked.
fn interrupted(arguments: &Arguments, run: &mut Run, output: Output, signal: Signal) -> Result<Exit, Stop> {
    let exit = Exit::from(signal);
    let abandoned = run.abandon();
    let counts = run.interrupted();
    run.finished(ending(counts.into(), exit, Some(command())));
    finish(run, output, exit, Some(&command()))?;
    if let Err(error) = abandoned {
        eprint_line(&format!("warning: {error}"));
    }
    if !arguments.quiet {
        eprint_line(&format!("what was begun goes on; go on with: {}", command()));
    }
    Ok(exit)
}

/// What the last event says of how the command ends.
fn ending(mut ending: Ending, exit: Exit, resume: Option<String>) -> Ending {
    (ending.exit_status, ending.resume) = (Some(exit.status()), resume);
    ending
}

/// Prints the result, unless it was printed as events.
fn finish(run: &Run, output: Output, exit: Exit, resume: Option<&str>) -> io::Result<()> {
    match output {
        Output::Table => context::print(words::table(run)),
        Output::JsonLines => Ok(()),
        Output::Json => {
            let task = |task: drs_client::run::KnownTask| json!({"name": task.name, "id": task.id, "batch": task.batch, "status": task.status});
            let tasks: Vec<_> = run.tasks().into_iter().map(task).collect();
            let orphan = |(batch, names): (String, Vec<String>)| json!({"batch": batch, "names": names});
            let orphans: Vec<_> = run.orphans().into_iter().map(orphan).collect();
            let result = json!({
                "run": run.id(), "exit_status": exit.status(), "tasks": tasks, "orphans": orphans, "resume": resume,
            });
            context::print(format!("{}\n", shown(&format!("{result:#}"))))
        }
    }
}

/// The command as it was typed, for a shell.
fn command() -> String {
    let typed = std::env::args_os().skip(1);
    crate::shell::line(["drs".into()].into_iter().chain(typed))
}

fn lock(printer: &Mutex<Printer>) -> MutexGuard<'_, Printer> {
    printer.lock().unwrap_or_else(PoisonError::into_inner)
}
