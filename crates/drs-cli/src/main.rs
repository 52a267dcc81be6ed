//! The command `drs`: reads what the command line names, hands it to the libraries and prints their results.

mod commands;
mod context;
mod exit;
mod input;

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
    about = "Validate requests of the Huawei Cloud data replication API before they are sent",
    after_help = "Exit status: 0 every document is valid, 1 at least one is not, 2 something could not be checked.",
    subcommand_required = true,
    arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    match parse_arguments().command.run(&mut Cli::command()) {
        Ok(exit) => exit.into(),
        Err(error) if context::is_broken_pipe(&error) => Exit::Success.into(),
        Err(error) => {
            context::eprint_line(&format!("error: cannot write the output: {error}"));
            Exit::Failure.into()
        }
    }
}

/// Parses the command line. Ends the program with a message if that fails.
fn parse_arguments() -> Cli {
    let given: Vec<OsString> = env::args_os().collect();
    Cli::try_parse_from(&given).unwrap_or_else(|error| {
        // The message repeats arguments, which must not act on a terminal.
        let shown = given.iter().map(|argument| drs_diag::escape(&argument.to_string_lossy()).into_owned());
        Cli::try_parse_from(shown).err().unwrap_or(error).exit()
    })
}
