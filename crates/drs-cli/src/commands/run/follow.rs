//! From the first call to the exit status, with whoever interrupts in between.

use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use drs_client::run::{KnownTask, Outcome, Run, RunError};
use drs_client::watch::{End, Ending};
use drs_diag::escape_json;
use serde_json::json;

use super::arguments::{Arguments, Output};
use super::failed::failure;
use super::printer::Printer;
use super::report::Report;
use super::words;
use crate::context::{self, eprint_line};
use crate::exit::Exit;
use crate::failure::Stop;
use crate::grace::{self, Waited};
use crate::service::{Document, Slow, shown_with_own};
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
    documents: Vec<Arc<Document>>,
    (report, slow): (&Arc<Mutex<Report>>, &Slow),
) -> Result<Exit, Stop> {
    let printer = Arc::new(Mutex::new(Printer::new(arguments, documents, Arc::clone(report))));
    let noter = Arc::clone(&printer);
    slow.to(move |line| lock(&noter).screen.line(line));
    slow.goes_on("what was asked is asked again, for up to 5 min, and what was sent once is waited for".to_owned());
    let listener = Arc::clone(&printer);
    run.on_event(move |event| lock(&listener).tell(event));
    let looker = Arc::clone(&printer);
    run.on_look(move |wait| lock(&looker).screen.show(wait));
    let ended = drive(run, &printer).await;
    lock(&printer).screen.close();
    let exit = say(arguments, run, ended?, report);
    match lock(&printer).unwritten.take() {
        Some(error) if exit.is_ok() && !context::is_broken_pipe(&error) => Err(error.into()),
        _ => exit,
    }
}

/// Says how a run ended.
fn say(arguments: &Arguments, run: &mut Run, ended: Ended, report: &Mutex<Report>) -> Result<Exit, Stop> {
    report.lock().unwrap_or_else(PoisonError::into_inner).add_failed(&run.tasks());
    if let Ended::Interrupted(signal) = ended {
        return interrupted(arguments, run, signal);
    }
    let Ended::Done(result) = ended else { return Ok(Exit::Interrupted) };
    let has_begun = run.has_begun();
    match result {
        Ok(outcome) => {
            let exit = match outcome.end {
                Some(End::Deadline) if run.is_undecided() => Exit::Unknown,
                end => Exit::of_wait(end, &outcome.reached, &outcome.failed),
            };
            let is_left = !outcome.timed_out.is_empty() || !outcome.waiting.is_empty();
            let resume = is_left.then(|| to_go_on(arguments, run)).flatten();
            run.finished(ending(outcome.counts().into(), exit, resume.clone()));
            finish(arguments, run, exit, (resume.as_deref(), None))?;
            if let Some(resume) = resume.filter(|_| !arguments.quiet) {
                eprint_line(&format!("the tasks go on; wait for them again with: {resume}"));
            }
            if !arguments.quiet {
                for line in words::remedies(&outcome.failed, &run.tasks(), &arguments.files()) {
                    eprint_line(&line);
                }
            }
            Ok(exit)
        }
        Err(error) => {
            let mut failure = failure(error, Some(run));
            if arguments.no_state && failure.exit == Exit::Unknown {
                failure.help = Some(words::LOST_WITHOUT_JOURNAL.to_owned());
            }
            let resume = has_begun.then(|| to_go_on(arguments, run)).flatten();
            let (exit, error) = (failure.exit, Some(failure.message.clone()));
            let mut ending = ending(Ending::default(), exit, resume.clone());
            ending.error.clone_from(&error);
            run.finished(ending);
            if has_begun || arguments.printed() == Some(Output::Json) {
                finish(arguments, run, exit, (resume.as_deref(), error.as_deref()))?;
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
fn interrupted(arguments: &Arguments, run: &mut Run, signal: Signal) -> Result<Exit, Stop> {
    let exit = Exit::from(signal);
    let abandoned = run.abandon();
    let counts = run.interrupted();
    let resume = to_go_on(arguments, run);
    run.finished(ending(counts.into(), exit, resume.clone()));
    finish(arguments, run, exit, (resume.as_deref(), None))?;
    if let Err(error) = abandoned {
        eprint_line(&format!("warning: {error}"));
    }
    if !arguments.quiet {
        eprint_line(&match resume {
            Some(resume) => format!("what was begun goes on; go on with: {resume}"),
            None => words::WITHOUT_JOURNAL.to_owned(),
        });
    }
    Ok(exit)
}

/// What the last event says of how the command ends.
fn ending(mut ending: Ending, exit: Exit, resume: Option<String>) -> Ending {
    (ending.exit_status, ending.resume) = (Some(exit.status()), resume);
    ending
}

/// Prints the result, unless it was printed as events. Where standard output is for the report, people find it on standard error.
fn finish(
    arguments: &Arguments,
    run: &Run,
    exit: Exit,
    (resume, error): (Option<&str>, Option<&str>),
) -> io::Result<()> {
    let (tasks, connection) = (run.tasks(), &arguments.connection);
    match arguments.printed() {
        None => {
            if !arguments.quiet {
                words::table(&tasks, connection).lines().for_each(eprint_line);
            }
            Ok(())
        }
        Some(Output::Table) => context::print_to_reader(words::table(&tasks, connection)),
        Some(Output::JsonLines) => Ok(()),
        Some(Output::Json) => {
            let tasks = words::json(&tasks, connection);
            let orphan = |(batch, names): (String, Vec<String>)| json!({"batch": batch, "names": names});
            let orphans: Vec<_> = run.orphans().into_iter().map(orphan).collect();
            let result = json!({
                "run": run.id(), "exit_status": exit.status(), "error": error, "tasks": tasks, "orphans": orphans, "resume": resume,
            });
            context::print_to_reader(format!("{}\n", escape_json(&format!("{:#}", shown_with_own(&result)))))
        }
    }
}

/// Prints the value of a run that has ended before it began.
///
/// # Errors
///
/// When the output cannot be written.
pub(super) fn print_early(stop: &Stop) -> io::Result<()> {
    let value = json!({
        "run": null, "exit_status": stop.exit().status(), "error": stop.to_string(), "tasks": [], "orphans": [], "resume": null,
    });
    context::print_to_reader(format!("{}\n", escape_json(&format!("{value:#}"))))
}

/// The command that goes on, for a shell: the one that was typed, or without a journal, with which that would begin anew, the wait for
/// the tasks that there are.
fn to_go_on(arguments: &Arguments, run: &Run) -> Option<String> {
    if !arguments.no_state {
        return Some(command());
    }
    let known = run.tasks();
    let tasks: Option<Vec<String>> = known.iter().map(|task| task.id.clone()).collect();
    // What is still to be started waits for ever.
    let is_to_start = |task: &KnownTask| arguments.starts() && task.status.as_deref() == Some("CONFIGURATION");
    let tasks = tasks.filter(|tasks| !tasks.is_empty() && !known.iter().any(is_to_start))?;
    let goal = arguments.until.map(|goal| goal.to_string());
    let until = goal.as_deref().into_iter().flat_map(|goal| ["--until", goal]);
    let words: Vec<&str> = ["watch"].into_iter().chain(tasks.iter().map(String::as_str)).chain(until).collect();
    Some(crate::shell::drs(&words, &arguments.connection))
}

/// The command as it was typed.
fn command() -> String {
    let typed = std::env::args_os().skip(1);
    crate::shell::line(["drs".into()].into_iter().chain(typed))
}

fn lock(printer: &Mutex<Printer>) -> MutexGuard<'_, Printer> {
    printer.lock().unwrap_or_else(PoisonError::into_inner)
}
