//! The command that is run for some events.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::process::Stdio;

use drs_client::watch::Event;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use super::arguments::Arguments;
use crate::context::eprint_line;

/// How many events may wait for a command that is slower than they come.
const MAX_WAITING: usize = 10_000;

/// Runs the command for one event after the other, while the wait goes on. Dropping it kills the one that runs.
pub(super) struct Hooks<'a> {
    arguments: &'a Arguments,
    waiting: VecDeque<String>,
    running: Option<Pin<Box<dyn Future<Output = ()> + 'a>>>,
}

impl<'a> Hooks<'a> {
    pub(super) fn new(arguments: &'a Arguments) -> Self {
        Self { arguments, waiting: VecDeque::new(), running: None }
    }

    /// Runs the command for an event later, if it is one that it is run for.
    pub(super) fn add(&mut self, event: &Event, json: &str) {
        if self.arguments.command.is_empty() || !self.arguments.on.iter().any(|occasion| occasion.is(event.kind.word()))
        {
            return;
        }
        if self.waiting.len() < MAX_WAITING {
            self.waiting.push_back(json.to_owned());
        } else {
            eprint_line(&format!("warning: {MAX_WAITING} events wait for the command, so it is not run for another"));
        }
    }

    /// Runs it for one event; never ends if there is none. To give up the future loses nothing.
    pub(super) async fn run(&mut self) {
        if self.running.is_none() {
            let Some(event) = self.waiting.pop_front() else { return std::future::pending().await };
            self.running = Some(Box::pin(run(self.arguments, event)));
        }
        if let Some(running) = &mut self.running {
            running.await;
            self.running = None;
        }
    }

    /// Runs it for all events that are left.
    pub(super) async fn finish(&mut self) {
        while self.running.is_some() || !self.waiting.is_empty() {
            self.run().await;
        }
    }
}

/// Runs the command. What it prints goes to standard error.
async fn run(arguments: &Arguments, event: String) {
    let Some((program, rest)) = arguments.command.split_first() else { return };
    let shown = program.to_string_lossy();
    let shown = drs_diag::escape(&shown);
    let mut command = Command::new(program);
    command.args(rest).stdin(Stdio::piped()).stdout(io::stderr()).kill_on_drop(true);
    match with_input(command, event).await {
        Ok(status) if status.success() => {}
        Ok(status) => eprint_line(&format!("warning: `{shown}` has ended with {status}")),
        Err(error) => eprint_line(&format!("warning: cannot run `{shown}`: {error}")),
    }
}

async fn with_input(mut command: Command, event: String) -> io::Result<std::process::ExitStatus> {
    let mut child = command.spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // A command that reads nothing is none of our business.
        let _ = input.write_all(format!("{event}\n").as_bytes()).await;
    }
    child.wait().await
}
