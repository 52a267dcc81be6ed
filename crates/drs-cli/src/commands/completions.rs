//! `drs completions`: a script that teaches a shell the arguments of `drs`.

use std::io;

use clap::Args;
use clap_complete::Shell;

use crate::context;
use crate::exit::Exit;

/// The arguments of `drs completions`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The shell to complete for
    shell: Shell,
}

/// Runs `drs completions`. `definition` is the definition of the command line.
///
/// # Errors
///
/// When the script cannot be written.
pub(crate) fn run(arguments: &Arguments, definition: &mut clap::Command) -> io::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, definition, "drs", &mut script);
    context::print(&script)?;
    Ok(Exit::Success)
}
