//! The command `drs`: reads what is named on the command line, hands it to the libraries and prints what they say.

mod args;
mod catalog;
mod commands;
mod exit;
#[rustfmt::skip]
#[allow(clippy::needless_raw_string_hashes, reason = "generated")]
mod generated;
mod input;
mod sniff;
mod stamp;
mod terminal;

use std::env;
use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Cli, Command};
use crate::exit::Exit;

fn main() -> ExitCode {
    let cli = arguments();
    match run(&cli.command) {
        Ok(exit) => exit.into(),
        Err(error) if terminal::hung_up(&error) => Exit::Valid.into(),
        Err(error) => {
            terminal::eprint_line(&format!("error: cannot write the output: {error}"));
            Exit::Unchecked.into()
        }
    }
}

/// What the command line asks for. Ends the program with a message if it asks for nothing that there is.
fn arguments() -> Cli {
    let given: Vec<OsString> = env::args_os().collect();
    Cli::try_parse_from(&given).unwrap_or_else(|error| {
        // The message repeats arguments, which must not act on a terminal.
        let shown = given.iter().map(|argument| drs_diag::escape(&argument.to_string_lossy()).into_owned());
        Cli::try_parse_from(shown).err().unwrap_or(error).exit()
    })
}

fn run(command: &Command) -> io::Result<Exit> {
    match command {
        Command::Validate(arguments) => commands::validate::run(arguments),
        Command::Explain(arguments) => commands::explain::run(arguments),
        Command::Operations => commands::operations::run(),
        Command::Rules(arguments) => commands::rules::run(arguments),
        Command::Example(arguments) => commands::example::run(arguments),
        Command::Schema(arguments) => commands::schema::run(arguments),
        Command::Completions { shell } => commands::completions::run(*shell),
    }
}
