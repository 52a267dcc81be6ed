//! The arguments of `drs watch`.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::time::Duration;

use clap::{Args, ValueEnum};
use drs_client::watch::Goal;

use crate::commands::word;
use crate::connection::Connection;
use crate::duration::{self, duration, limit};
use crate::service::Output;

/// The arguments of `drs watch`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs watch 19557d51-1ee6-4507-97a6-8f69164jb201 --until incremental --timeout 8h

Goals: checked, committed, created, started, full, incremental, caught-up, ended. What has passed a goal has reached it. An id that \
the service does not know, though it was asked twice, will not reach any.

Exit status: 0 all have reached the goal; 1 the goal is of a phase that they do not have; 2 nobody could be asked; 3 none has reached \
it, or, with --fail-on-wait, all that are left wait for somebody; 4 some have, and some have failed; 5 the time was over, and they go \
on; 130 interrupted (Ctrl-C), or 143 ended by the system, and they go on.")]
pub(crate) struct Arguments {
    /// Ids of tasks
    #[arg(value_name = "JOB", value_parser = word::text())]
    pub(super) jobs: Vec<String>,

    /// Id of a batch, whose tasks are waited for once it is submitted; may be given several times
    #[arg(long = "batch", value_name = "ID", value_parser = word::text())]
    pub(super) batches: Vec<String>,

    /// What is waited for; otherwise each task goes as far as it comes by itself
    #[arg(long, value_name = "GOAL", value_parser = word::goal())]
    pub(super) until: Option<Goal>,

    /// The most time, such as `90s`, `30m` or `8h`; otherwise as long as it takes
    #[arg(long, value_name = "TIME", value_parser = limit, allow_hyphen_values = true)]
    pub(super) timeout: Option<Duration>,

    /// The greatest lag, such as `10s`: what `caught-up` means, for which it is 5s otherwise, and what is reported when it is exceeded
    #[arg(long, value_name = "TIME", value_parser = duration, allow_hyphen_values = true)]
    pub(super) max_lag: Option<Duration>,

    /// Print the calls of the first look with their secrets masked, and send nothing; as JSON an object with `calls`, each with its
    /// `operation`, `method`, `url`, `headers` and `body`. Lists are read one after the other until all tasks are found
    #[arg(long)]
    pub(super) dry_run: bool,

    /// The form of what is printed; otherwise `table` on a terminal, where it moves, and `json-lines` elsewhere, a line for each event.
    /// With `json` it is one object at the end, an error or not: `run`, `exit_status`, `error`, `tasks` and `batches`, each with its
    /// `id`, `status` and `standing`, and `resume`, the command that goes on
    #[arg(long, value_enum, value_name = "FORM")]
    pub(super) output: Option<Output>,

    /// What the command behind `--` is run for, with the event on its standard input
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',', requires = "command")]
    pub(super) on: Vec<Occasion>,

    /// End with status 3 as soon as all that are left wait for somebody
    #[arg(long)]
    pub(super) fail_on_wait: bool,

    /// Say nothing on standard error about what happens
    #[arg(long, short)]
    pub(super) quiet: bool,

    #[command(flatten)]
    pub(super) connection: Connection,

    /// Command that is run for what `--on` says
    #[arg(last = true, value_name = "COMMAND", requires = "on")]
    pub(super) command: Vec<OsString>,
}

/// What a command is run for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Occasion {
    /// A task or a batch will not reach the goal
    Failed,
    /// A task or a batch has reached the goal
    Reached,
    /// A lag has become too great, or is small enough again
    Lag,
    /// A task is said to work, and nothing moves
    Stalled,
}

impl Arguments {
    /// The form of what is printed.
    pub(super) fn output(&self) -> Output {
        let usual = if io::stdout().is_terminal() { Output::Table } else { Output::JsonLines };
        self.output.unwrap_or(usual)
    }

    /// The options of another command line that goes on with the wait; the command that is run for events comes last.
    pub(super) fn options(&self) -> Vec<OsString> {
        let mut options = Vec::new();
        let mut option = |name: &str, value: Option<String>| {
            options.extend(value.into_iter().flat_map(|value| [OsString::from(name), value.into()]));
        };
        option("--until", self.until.map(|goal| goal.to_string()));
        option("--timeout", self.timeout.map(duration::shown));
        option("--max-lag", self.max_lag.map(duration::shown));
        option("--output", self.output.as_ref().and_then(word));
        for occasion in &self.on {
            option("--on", word(occasion));
        }
        let switches = [("--fail-on-wait", self.fail_on_wait), ("--quiet", self.quiet)];
        options.extend(switches.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| name.into()));
        options.extend(self.connection.options());
        if !self.command.is_empty() {
            options.push("--".into());
            options.extend(self.command.iter().cloned());
        }
        options
    }
}

/// The word of a value on a command line.
fn word(value: &impl ValueEnum) -> Option<String> {
    value.to_possible_value().map(|value| value.get_name().to_owned())
}

impl Occasion {
    /// Whether an event is one.
    pub(super) fn is(self, word: &str) -> bool {
        match self {
            Self::Failed => word.ends_with(".failed"),
            Self::Reached => word.ends_with(".reached"),
            Self::Lag => word == "task.lag",
            Self::Stalled => word == "task.stalled",
        }
    }
}
