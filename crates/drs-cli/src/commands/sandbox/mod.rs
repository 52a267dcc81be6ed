//! `drs sandbox`: the service played on this machine.

mod arguments;
mod child;
mod forward;

use std::io;

use drs_sandbox::{SCENARIO_SCHEMA, Sandbox};

pub(crate) use arguments::Arguments;

use crate::context::{self, eprint_line};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::signals::Signals;

/// Runs `drs sandbox`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    if arguments.scenario_schema {
        context::print(SCENARIO_SCHEMA)?;
        return Ok(Exit::Success);
    }
    let builder = match arguments.builder() {
        Ok(builder) => builder,
        Err(message) => return Ok(Failure::new(message).print()),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let exit = runtime.block_on(async {
        match builder.start().await {
            Ok(sandbox) => serve(arguments, &sandbox).await,
            Err(error) => Ok(Failure::new(error.to_string()).print()),
        }
    });
    // Calls that somebody still waits for do not hold up the end.
    runtime.shutdown_background();
    exit
}

/// Serves until the command has ended that was to be run, or until somebody interrupts.
async fn serve(arguments: &Arguments, sandbox: &Sandbox) -> io::Result<Exit> {
    if !arguments.is_loopback() {
        eprint_line(
            "warning: everybody who reaches this address can use the sandbox, and `drs` itself takes `http://` only on its own machine",
        );
    }
    let exit = if let Some((program, rest)) = arguments.command.split_first() {
        child::run(sandbox, program, rest).await
    } else {
        // Whoever reads that it is ready may end it at once.
        let mut signals = Signals::listen()?;
        announce(sandbox)?;
        signals.next().await?;
        Exit::Success
    };
    if arguments.has_state()
        && let Err(error) = sandbox.snapshot()
    {
        let error = drs_diag::escape(&error.to_string()).into_owned();
        return Ok(Failure::new(format!("cannot write the state: {error}")).print());
    }
    Ok(exit)
}

/// Prints where the sandbox is, and how a client finds it.
fn announce(sandbox: &Sandbox) -> io::Result<()> {
    let mut text = format!("{{\"ready\":true,\"endpoint\":\"{}\"}}\n", sandbox.endpoint());
    for (name, value) in sandbox.exports() {
        text.push_str(&format!("export {name}={value}\n"));
    }
    match context::print(text) {
        // Whoever started it may have read no more than the first line.
        Err(error) if context::is_broken_pipe(&error) => Ok(()),
        result => result,
    }
}
