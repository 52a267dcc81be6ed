//! A command that runs against a sandbox.

use std::ffi::OsString;
use std::process::ExitStatus;

use drs_sandbox::Sandbox;
use tokio::process::Command;

use super::forward;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::signals::Signals;

/// Runs a command, and ends as it does. Signals that ask to end are the command's: it decides what comes of them.
pub(super) async fn run(sandbox: &Sandbox, program: &OsString, arguments: &[OsString]) -> Exit {
    let mut command = Command::new(program);
    command.args(arguments).kill_on_drop(true);
    // Whatever else the environment names, the command finds the sandbox and nobody's account.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("HUAWEICLOUD_SDK_") || text.starts_with("HW_") || text == "DRS_PROFILE" {
            command.env_remove(&name);
        }
    }
    command.envs(sandbox.exports());
    let mut signals = match Signals::listen() {
        Ok(signals) => signals,
        Err(error) => return Failure::new(format!("cannot wait for signals: {error}")).print(),
    };
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            return Failure::new(format!("cannot run `{}`: {error}", drs_diag::escape(&program.to_string_lossy())))
                .print();
        }
    };
    loop {
        tokio::select! {
            status = child.wait() => return match status {
                Ok(status) => Exit::Of(code(status)),
                Err(error) => Failure::new(format!("cannot wait for the command: {error}")).print(),
            },
            signal = signals.next() => {
                // Without signals there is nothing to pass on, and the command ends by itself.
                if let Ok(signal) = signal {
                    forward::send(signal, &child);
                }
            }
        }
    }
}

/// The exit status of a command; of one that was killed what a shell makes of it.
fn code(status: ExitStatus) -> u8 {
    let code = status.code().unwrap_or_else(|| 128 + signal(status));
    u8::try_from(code).unwrap_or(u8::MAX)
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt as _;
    status.signal().unwrap_or(0)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> i32 {
    0
}
