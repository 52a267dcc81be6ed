//! The command `drs`: reads what the command line names, hands it to the libraries and prints their results.

mod commands;
mod connection;
mod context;
mod duration;
mod exit;
mod failure;
mod grace;
mod input;
mod service;
mod shell;
mod signals;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser};

use crate::commands::Command;
use crate::exit::Exit;

/// `drs`.
#[derive(Debug, Parser)]
#[command(
    name = "drs",
    version,
    about = "Validate requests of the Huawei Cloud data replication API, and send them",
    after_help = "Exit status: 0 every document is valid, or the call was carried out; 1 a document is not, and nothing was sent; \
                  2 something could not be done, and nothing was changed; 3 the service refused the call; 4 a part of it failed; \
                  5 the time for a wait was over; \
                  6 nobody knows whether it was carried out; \
                  130 or 143 a wait was interrupted or ended by the system, and what was waited for goes on.",
    subcommand_required = true,
    arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    match parse_arguments().run(Cli::command) {
        Ok(exit) => exit.into(),
        Err(error) if context::is_broken_pipe(&error) => Exit::Success.into(),
        Err(error) => {
            context::eprint_line(&format!("error: cannot write the output: {error}"));
            Exit::Failure.into()
        }
    }
}

/// Parses the command line. Ends the program with a message if that fails.
fn parse_arguments() -> Command {
    let given: Vec<OsString> = env::args_os().collect();
    if let Some(command) = Command::parse_validate(&given) {
        return command;
    }
    let parsed = Cli::try_parse_from(&given).unwrap_or_else(|error| {
        // The message repeats arguments, which must not act on a terminal.
        let shown = given.iter().map(|argument| drs_diag::escape(&argument.to_string_lossy()).into_owned());
        Cli::try_parse_from(shown).err().unwrap_or(error).exit()
    });
    parsed.command
}
