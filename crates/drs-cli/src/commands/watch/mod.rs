//! `drs watch`: waiting for tasks and batches.

mod arguments;
mod follow;
mod hook;
mod live;
#[cfg(test)]
mod live_tests;
mod plan;
mod result;
mod screen;
mod words;

use std::io;

use drs_client::watch::{Deadline, Watch};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::duration::{in_words, max_lag};
use crate::exit::Exit;
use crate::failure::{Failure, Stop, end};
use crate::service::{Output, Preview, Session, block_on, time_scale};
pub(crate) use arguments::Arguments;
pub(crate) use screen::Screen;

/// Runs `drs watch`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    end(wait(arguments))
}

fn wait(arguments: &Arguments) -> Result<Exit, Stop> {
    let begun = block_on(async {
        Ok(match begin(arguments).await? {
            Some((watch, notices)) => follow::to_the_end(arguments, watch, notices).await,
            None => Ok(Exit::Success),
        })
    });
    let begun = begun.inspect_err(|stop| {
        if arguments.output() == Output::Json {
            // Where it cannot be written the message still can.
            let _ = result::print_early(stop);
        }
    });
    Ok(begun??)
}

/// Begins the wait, unless nothing is to be sent.
///
/// # Errors
///
/// It cannot begin.
async fn begin(arguments: &Arguments) -> Result<Option<(Watch, UnboundedReceiver<String>)>, Stop> {
    if arguments.jobs.is_empty() && arguments.batches.is_empty() {
        return Err(Failure::new("nothing to wait for").help("give the id of a task, or `--batch ID`").into());
    }
    let session = Session::open(&arguments.connection, None)?;
    if arguments.dry_run {
        let calls = plan::first_look(&arguments.jobs, &arguments.batches);
        Preview::Plain.print(&session, &calls, arguments.output.unwrap_or(Output::Table))?;
        return Ok(None);
    }
    let client = session.client().await?;
    let (sender, notices) = unbounded_channel();
    session.slow.goes_on(match arguments.timeout {
        Some(limit) => format!("it is asked until it does, for up to {}", in_words(limit)),
        None => "it is asked until it does, or until Ctrl-C".to_owned(),
    });
    // Nobody reads them once the wait is over.
    session.slow.to(move |line| drop(sender.send(line.to_owned())));
    let mut plan = Watch::new(client)
        .tasks(arguments.jobs.iter().cloned())
        .batches(arguments.batches.iter().cloned())
        .end_when_waiting(arguments.fail_on_wait);
    if let Some(goal) = arguments.until {
        plan = plan.goal(goal);
    }
    if let Some(lag) = max_lag(arguments.max_lag, arguments.until) {
        plan = plan.max_lag(lag);
    }
    if let Some(scale) = time_scale()? {
        plan = plan.time_scale(scale);
    }
    Ok(Some((plan.deadline(arguments.timeout.map_or(Deadline::Never, Deadline::After)), notices)))
}
