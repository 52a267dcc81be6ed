//! The subcommands: one module each, with its arguments beside what it does.

mod action;
mod auth;
mod call;
mod commit;
mod completions;
mod create;
mod delete;
mod end;
mod list;
mod man;
mod operation;
mod policy;
mod reference;
mod run;
mod sandbox;
mod show;
mod starrocks;
mod update;
mod validate;
mod watch;
mod why;
pub(crate) mod word;

use std::ffi::OsString;
use std::io;

use clap::{Parser, Subcommand};

use crate::exit::Exit;

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check request files: every mistake with its line, column, reason and remedy
    Validate(validate::Arguments),
    /// Explain a diagnostic id, a field or an operation
    Explain(reference::explain::Arguments),
    /// List the operations of the contract
    Operations,
    /// List the rules that `validate` checks
    Rules(reference::rules::Arguments),
    /// Print an example request
    Example(reference::example::Arguments),
    /// Print the JSON Schema of an operation's request
    Schema(reference::schema::Arguments),
    /// Show which credentials and settings are used, and whether they work
    Auth(Box<auth::Arguments>),
    /// Make a call: any operation, checked, signed and sent
    Call(Box<call::Arguments>),
    /// Create a batch of tasks from a file
    Create(Box<create::Arguments>),
    /// Submit a batch whose tasks have passed the check
    Commit(Box<commit::Arguments>),
    /// Set the policies of tasks from a file
    Policy(Box<policy::Arguments>),
    /// Change a task, or the tasks of a batch, from a file
    Update(Box<update::Arguments>),
    /// Show a task, from each of its sides
    Show(Box<show::Arguments>),
    /// List tasks, batches, or what costs money for nothing
    List(Box<list::Arguments>),
    /// Test, check, start, pause, reset: do something with a task
    Action(Box<action::Arguments>),
    /// End tasks for good
    End(Box<end::Arguments>),
    /// Remove tasks that are over
    Delete(Box<delete::Arguments>),
    /// Synchronize a TaurusDB instance into StarRocks
    Starrocks(Box<starrocks::Arguments>),
    /// Tell how a task stands, what went wrong, and what to do next
    Why(Box<why::Arguments>),
    /// Create tasks from files, submit them and follow them to their goal
    Run(Box<run::Arguments>),
    /// Wait for tasks and batches, and tell what happens
    Watch(Box<watch::Arguments>),
    /// Play the service on this machine, to rehearse without an account
    Sandbox(sandbox::Arguments),
    /// Print a completion script for a shell
    Completions(completions::Arguments),
    /// Print or write pages of the manual
    Man(man::Arguments),
}

/// A command line of `validate`. To define all other subcommands takes longer than to check a small file.
#[derive(Debug, Parser)]
struct ValidateLine {
    #[command(subcommand)]
    command: ValidateCommand,
}

/// The subcommand of a [`ValidateLine`].
#[derive(Debug, Subcommand)]
enum ValidateCommand {
    Validate(validate::Arguments),
}

impl Command {
    /// Parses a command line that is one of `validate` and right; for any other, the definition of all subcommands has the
    /// messages.
    pub(crate) fn parse_validate(given: &[OsString]) -> Option<Self> {
        given.get(1).filter(|name| *name == "validate")?;
        let ValidateCommand::Validate(arguments) = ValidateLine::try_parse_from(given).ok()?.command;
        Some(Self::Validate(arguments))
    }

    /// Runs the subcommand. `definition` makes the definition of the whole command line.
    ///
    /// # Errors
    ///
    /// When the output cannot be written.
    pub(crate) fn run(&self, definition: fn() -> clap::Command) -> io::Result<Exit> {
        match self {
            Self::Validate(arguments) => validate::run(arguments),
            Self::Explain(arguments) => reference::explain::run(arguments),
            Self::Operations => reference::operations::run(),
            Self::Rules(arguments) => reference::rules::run(arguments),
            Self::Example(arguments) => reference::example::run(arguments),
            Self::Schema(arguments) => reference::schema::run(arguments),
            Self::Call(arguments) => call::run(arguments),
            Self::Auth(arguments) => auth::run(arguments),
            Self::Create(arguments) => create::run(arguments),
            Self::Commit(arguments) => commit::run(arguments),
            Self::Policy(arguments) => policy::run(arguments),
            Self::Update(arguments) => update::run(arguments),
            Self::Show(arguments) => show::run(arguments),
            Self::List(arguments) => list::run(arguments),
            Self::Action(arguments) => action::run(arguments),
            Self::End(arguments) => end::run(arguments),
            Self::Delete(arguments) => delete::run(arguments),
            Self::Starrocks(arguments) => starrocks::run(arguments),
            Self::Why(arguments) => why::run(arguments),
            Self::Run(arguments) => run::run(arguments),
            Self::Watch(arguments) => watch::run(arguments),
            Self::Sandbox(arguments) => sandbox::run(arguments),
            Self::Completions(arguments) => completions::run(arguments, &mut definition()),
            Self::Man(arguments) => man::run(arguments, definition()),
        }
    }
}
