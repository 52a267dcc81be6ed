//! From the first event to the exit status.

use std::io;
use std::pin::pin;

use drs_client::watch::{Event, EventKind, Outcome, Watch};
use tokio::sync::mpsc::UnboundedReceiver;

use super::arguments::Arguments;
use super::hook::Hooks;
use super::screen::Screen;
use super::{result, words};
use crate::context::{self, eprint_line};
use crate::exit::Exit;
use crate::service::{Output, set_next};
use crate::signals::{self, Signal};

/// Why nothing is waited for any more, for the moment.
enum Step {
    Signal(Signal),
    Events(Option<Vec<Event>>),
}

/// Tells what happens until the wait is over or somebody interrupts it.
///
/// # Errors
///
/// When the output cannot be written.
pub(super) async fn to_the_end(
    arguments: &Arguments,
    mut watch: Watch,
    mut notices: UnboundedReceiver<String>,
) -> io::Result<Exit> {
    let output = arguments.output();
    let mut screen = Screen::new(output == Output::Table, arguments.quiet, arguments.command.is_empty());
    let mut hooks = Hooks::new(arguments);
    let mut signal = pin!(signals::wait());
    loop {
        screen.show(&watch);
        let step = {
            let mut events = pin!(watch.advance());
            loop {
                tokio::select! {
                    biased;
                    signal = &mut signal => break Step::Signal(signal?),
                    events = &mut events => break Step::Events(events),
                    // What is waited for goes on meanwhile.
                    () = hooks.run() => {}
                    Some(line) = notices.recv() => screen.line(&line),
                    () = screen.tick() => screen.draw(),
                }
            }
        };
        match step {
            Step::Events(Some(events)) => {
                for event in events {
                    tell(arguments, &watch, output, &event, &mut screen, &mut hooks)?;
                }
            }
            Step::Events(None) => break,
            Step::Signal(signal) => {
                drop(hooks);
                return interrupted(arguments, watch, signal, output, screen);
            }
        }
    }
    screen.close();
    // The one value at the end has the status that the command ends with, which a signal can still change.
    let is_later = output == Output::Json;
    if !is_later {
        finish(arguments, &watch, output, exit(&watch))?;
    }
    let ended = tokio::select! {
        biased;
        signal = &mut signal => Exit::from(signal?),
        () = hooks.finish() => exit(&watch),
    };
    if is_later {
        finish(arguments, &watch, output, ended)?;
    }
    if let Some(error) = watch.error().filter(|_| ended == exit(&watch)) {
        eprint_line(&format!("error: {error}"));
    }
    Ok(ended)
}

/// Ends at once, and says how all stand. Nothing is asked or stopped.
fn interrupted(
    arguments: &Arguments,
    mut watch: Watch,
    signal: Signal,
    output: Output,
    mut screen: Screen,
) -> io::Result<Exit> {
    screen.close();
    let exit = Exit::from(signal);
    if let Some(event) = watch.interrupt().filter(|_| output == Output::JsonLines) {
        context::print_to_reader(format!("{}\n", line(arguments, &watch, &event, Some(exit))?))?;
    }
    finish(arguments, &watch, output, exit)?;
    Ok(exit)
}

fn tell(
    arguments: &Arguments,
    watch: &Watch,
    output: Output,
    event: &Event,
    screen: &mut Screen,
    hooks: &mut Hooks<'_>,
) -> io::Result<()> {
    let is_last = matches!(event.kind, EventKind::RunFinished(_));
    let json = line(arguments, watch, event, is_last.then(|| exit(watch)))?;
    if output == Output::JsonLines {
        context::print_to_reader(format!("{json}\n"))?;
    }
    screen.note(event);
    hooks.add(event, &json);
    Ok(())
}

/// An event as it is printed: the last one says how the command ends and how to go on.
fn line(arguments: &Arguments, watch: &Watch, event: &Event, last: Option<Exit>) -> io::Result<String> {
    let mut event = event.clone();
    set_next(&mut event.kind, &arguments.connection);
    if let (Some(exit), EventKind::RunFinished(ending) | EventKind::RunInterrupted(ending)) = (last, &mut event.kind) {
        ending.exit_status = Some(exit.status());
        ending.resume = is_left(&watch.outcome()).then(|| words::to_go_on(arguments, watch));
    }
    Ok(drs_diag::escape_json(&serde_json::to_value(&event)?.to_string()).into_owned())
}

/// Says how all stand, and how to go on.
fn finish(arguments: &Arguments, watch: &Watch, output: Output, exit: Exit) -> io::Result<()> {
    let resume = is_left(&watch.outcome()).then(|| words::to_go_on(arguments, watch));
    match output {
        Output::Table => context::print_to_reader(words::table(arguments, watch))?,
        Output::Json => result::print(arguments, watch, exit, resume.as_deref())?,
        Output::JsonLines => {}
    }
    if let Some(resume) = resume.filter(|_| !arguments.quiet) {
        eprint_line(&format!("the tasks go on; wait for them again with: {resume}"));
    }
    Ok(())
}

/// The exit status of what a wait ended with.
fn exit(watch: &Watch) -> Exit {
    let Outcome { end, reached, failed, .. } = watch.outcome();
    Exit::of_wait(end, &reached, &failed)
}

/// Whether anything is left to wait for.
fn is_left(outcome: &Outcome) -> bool {
    !outcome.timed_out.is_empty() || !outcome.waiting.is_empty()
}
