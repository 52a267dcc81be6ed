//! `drs completions`: a script that teaches a shell the arguments of `drs`.

use std::io;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::args::Cli;
use crate::exit::Exit;
use crate::terminal;

/// Runs `drs completions`.
///
/// # Errors
///
/// When the script cannot be written.
pub(crate) fn run(shell: Shell) -> io::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "drs", &mut script);
    terminal::print(&script)?;
    Ok(Exit::Valid)
}
