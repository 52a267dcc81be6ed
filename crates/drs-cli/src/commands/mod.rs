//! The subcommands: one module each, with its arguments beside what it does.

mod completions;
mod operation;
mod reference;
mod validate;

use std::io;

use clap::Subcommand;

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
    /// Print a completion script for a shell
    Completions(completions::Arguments),
}

impl Command {
    /// Runs the subcommand. `definition` is the definition of the whole command line.
    ///
    /// # Errors
    ///
    /// When the output cannot be written.
    pub(crate) fn run(&self, definition: &mut clap::Command) -> io::Result<Exit> {
        match self {
            Self::Validate(arguments) => validate::run(arguments),
            Self::Explain(arguments) => reference::explain::run(arguments),
            Self::Operations => reference::operations::run(),
            Self::Rules(arguments) => reference::rules::run(arguments),
            Self::Example(arguments) => reference::example::run(arguments),
            Self::Schema(arguments) => reference::schema::run(arguments),
            Self::Completions(arguments) => completions::run(arguments, definition),
        }
    }
}
