//! The command `drs`: reads what is named on the command line, hands it to the libraries and prints what they say.

mod args;
mod catalog;
mod commands;
mod exit;
#[rustfmt::skip]
#[allow(clippy::needless_raw_string_hashes, reason = "generated")]
mod generated;
mod input;
mod terminal;

use std::io;
use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Cli, Command};
use crate::exit::Exit;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli.command) {
        Ok(exit) => exit.into(),
        Err(error) if terminal::hung_up(&error) => Exit::Valid.into(),
        Err(error) => {
            terminal::eprint_line(&format!("error: cannot write the output: {error}"));
            Exit::Unchecked.into()
        }
    }
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
