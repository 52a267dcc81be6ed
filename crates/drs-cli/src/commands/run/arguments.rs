//! The arguments of `drs run`.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use clap::{Args, ValueEnum};
use drs_client::checks::Check;
use drs_client::run::{Mark, Options, Run, Start};
use drs_client::watch::Goal;
use drs_diag::Format;

use crate::commands::word;
use crate::connection::Connection;
use crate::duration::{duration, limit, max_lag};
use crate::failure::Failure;
use crate::input::identity;
use crate::service::{Checking, is_for_programs, time_scale};

/// The arguments of `drs run`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs run orders.json --start auto --until incremental

What is sent is on the disk before it is sent, in a journal beside the file. The same command again goes on where the last one was, \
after Ctrl-C and after a power cut too. Two batches are never submitted for the same tasks as long as the journal survives and one \
machine uses it.

Goals: checked, committed, created, started, full, incremental, caught-up, ended. What has passed a goal has reached it.

Exit status: 0 all have reached the goal; 1 a request is not valid, has changed since, or its names are in use, and nothing was sent; \
2 it could not be done: arguments, settings, credentials or the network, which may fail later too, and then the journal has all that \
was done before; 3 the service refused it, or no task has reached the goal; 4 some have, and some have \
failed; 5 the time was over, and the tasks go on; 6 nobody knows what became of a call, and the message says how to find out; \
130 or 143 interrupted, and the tasks go on.")]
pub(crate) struct Arguments {
    /// Requests in JSON or YAML: bodies of `batch_create_jobs_async`, in which every task has a name; a file with several names is taken
    /// once, under the first
    #[arg(value_name = "FILE", required = true)]
    files: Vec<OsString>,

    /// What is waited for; otherwise `created`, or as far as each task comes by itself if it is started
    #[arg(long, value_name = "GOAL")]
    pub(super) until: Option<Goal>,

    /// Whether tasks are started once they are created: `never`, `auto`, or a time such as `2026-03-02T22:00:00Z`
    #[arg(long, value_name = "WHEN")]
    start: Option<Start>,

    /// Test the connections to the databases of each task once it is created; what does not pass is not started, and counts as failed
    #[arg(long)]
    test_network: bool,

    /// Make the check before the start of each task once it is created, behind the test of its connections; what does not pass is not
    /// started, and counts as failed
    #[arg(long)]
    precheck: bool,

    /// The format in which what did not pass points to lines of FILE. `human` and `concise` are for people, on standard error as it
    /// comes; any other is one document on standard output at the end, in place of `--output`, with what is wrong in FILE and with tasks
    /// that have failed
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = word::format())]
    pub(super) format: Format,

    /// The journal, in place of FILE.run.jsonl
    #[arg(long, value_name = "PATH", conflicts_with = "no_state")]
    pub(super) state: Option<PathBuf>,

    /// Keep no journal: what is interrupted then cannot be taken up again
    #[arg(long)]
    pub(super) no_state: bool,

    /// The batch to go on with where several may be the one whose reply was lost
    #[arg(long, value_name = "ID", value_parser = word::text())]
    adopt: Vec<String>,

    /// Follow tasks that exist with these names, and create the others
    #[arg(long)]
    adopt_existing: bool,

    /// Create the tasks of a file that has changed since the run began anew; only while nothing is submitted
    #[arg(long)]
    accept_changed_file: bool,

    /// Mark the tasks with the name of the run, which everybody can see, so that they are recognised by more than their names
    #[arg(long, value_enum, value_name = "WHERE")]
    mark: Option<MarkWhere>,

    /// The most time for all of it, such as `90s`, `30m` or `8h`; otherwise half an hour for checks and creation, and none for the rest
    #[arg(long, value_name = "TIME", value_parser = limit, allow_hyphen_values = true)]
    timeout: Option<Duration>,

    /// The greatest lag, such as `10s`: what `caught-up` means, for which it is 5s otherwise, and what is reported when it is exceeded
    #[arg(long, value_name = "TIME", value_parser = duration, allow_hyphen_values = true)]
    max_lag: Option<Duration>,

    /// Show what would be created, and send nothing: in words, or, if `--output` asks for it, as JSON: an object with `files`, each with
    /// its `path` and `chunks`, each with its number, its `tasks` by their names and the `operations` that change something; with
    /// `json-lines` a line for each chunk
    #[arg(long)]
    pub(super) dry_run: bool,

    /// Do not ask before tasks are created and submitted; nobody is asked about a sandbox on this machine either
    #[arg(long)]
    pub(super) yes: bool,

    /// The form of what is printed; otherwise `table` on a terminal and `json-lines` elsewhere. A task that has failed has its `reason`,
    /// the `code` and the `message` of the service, and with `next` the command that tells more. With `json` it is one object at the
    /// end, an error or not: `run`, `exit_status`, `error`, `tasks`, `orphans`, and `resume`, the command that goes on
    #[arg(long, value_enum, value_name = "FORM")]
    pub(super) output: Option<Output>,

    /// Say nothing on standard error about what happens, but for errors and what did not pass
    #[arg(long, short)]
    pub(super) quiet: bool,

    #[command(flatten)]
    pub(super) checking: Checking,

    #[command(flatten)]
    pub(super) connection: Connection,
}

/// The form of what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Output {
    /// A line for each task at the end
    Table,
    /// One value of JSON at the end
    Json,
    /// A line of JSON for each event
    JsonLines,
}

/// Where the mark of a run is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MarkWhere {
    /// A tag `drs-run`
    Tag,
    /// The end of the description
    Description,
}

impl Arguments {
    /// The request files, each once.
    pub(super) fn files(&self) -> Vec<&OsString> {
        let mut seen = BTreeSet::new();
        let identity = |file: &OsString| (file != "-").then(|| identity(Path::new(file)));
        self.files.iter().filter(|file| seen.insert(identity(file))).collect()
    }

    /// Whether one of them is standard input.
    pub(super) fn has_stdin(&self) -> bool {
        self.files.iter().any(|file| file == "-")
    }

    /// How the run is to go.
    ///
    /// # Errors
    ///
    /// The arguments contradict each other.
    pub(super) fn options(&self) -> Result<Options, Failure> {
        self.may_report()?;
        if self.state.is_some() && self.files().len() > 1 {
            let failure = Failure::new("`--state` is the journal of one file, and there are several");
            return Err(failure.help("without it each file has its own journal beside it"));
        }
        if self.state.is_none() && !self.no_state && self.has_stdin() {
            let failure = Failure::new("standard input has no place beside it for a journal");
            return Err(failure.help("name one with `--state PATH`"));
        }
        let needs_start = self.until.is_some_and(is_after_created);
        let start = match self.start {
            None if needs_start => {
                let goal = self.until.unwrap_or(Goal::Started);
                let failure = Failure::new(format!("`--until {goal}` is only reached by tasks that are started"));
                return Err(failure.help("add `--start auto`, or `--start never` if somebody else starts them"));
            }
            start => start.unwrap_or_default(),
        };
        let mut options = Options::default();
        options.goal = self.until.or((start == Start::Never).then_some(Goal::Created));
        options.max_lag = max_lag(self.max_lag, self.until);
        options.start = start;
        options.checks.extend(self.test_network.then_some(Check::Network));
        options.checks.extend(self.precheck.then_some(Check::Precheck));
        options.adopt.clone_from(&self.adopt);
        options.adopt_existing = self.adopt_existing;
        options.accept_changed_file = self.accept_changed_file;
        options.mark = self.mark.map(|mark| match mark {
            MarkWhere::Tag => Mark::Tag,
            MarkWhere::Description => Mark::Description,
        });
        options.timeout = self.timeout;
        options.time_scale = time_scale()?;
        Ok(options)
    }

    /// Whether tasks are started by this run.
    pub(super) fn starts(&self) -> bool {
        self.start.is_some_and(|start| start != Start::Never)
    }

    /// Whether standard output is for one thing.
    fn may_report(&self) -> Result<(), Failure> {
        let format = self.format;
        if !is_for_programs(format) {
            return Ok(());
        }
        if self.dry_run {
            let failure = Failure::new(format!("`--dry-run` finds out nothing that `--format {format}` could report"));
            return Err(failure.help(format!("`drs validate --format {format} FILE` reports on the file alone")));
        }
        if self.output.is_some() {
            let failure = Failure::new(format!(
                "`--format {format}` and `--output` both write to standard output, which holds one"
            ));
            return Err(failure.help(
                "leave out one of them: without `--output` the tasks are listed on standard error, and without `--format` \
                 what did not pass is said there",
            ));
        }
        Ok(())
    }

    /// What is printed on standard output; nothing if that is for a report.
    pub(super) fn printed(&self) -> Option<Output> {
        if is_for_programs(self.format) {
            return None;
        }
        let usual = if io::stdout().is_terminal() { Output::Table } else { Output::JsonLines };
        Some(self.output.unwrap_or(usual))
    }

    /// Whether the time at which tasks are started has not passed. A run that goes on may have been interrupted before, and a sandbox has a
    /// time of its own.
    ///
    /// # Errors
    ///
    /// It has.
    pub(super) fn is_in_time(&self, run: &Run, is_local: bool) -> Result<(), Failure> {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
        match self.start {
            Some(Start::At(at)) if !is_local && !run.has_begun() && i128::from(at) < now.cast_signed() => {
                Err(Failure::new("the time of `--start` is in the past").help("`--start auto` starts tasks at once"))
            }
            _ => Ok(()),
        }
    }

    /// Where the journal of a file is.
    pub(super) fn journal(&self, file: &OsString) -> PathBuf {
        self.state.clone().unwrap_or_else(|| {
            let mut path = file.clone();
            path.push(".run.jsonl");
            path.into()
        })
    }
}

/// Whether a goal is reached only by tasks that were started. What is ended need not have been.
fn is_after_created(goal: Goal) -> bool {
    matches!(goal, Goal::Started | Goal::Full | Goal::Incremental | Goal::CaughtUp)
}
