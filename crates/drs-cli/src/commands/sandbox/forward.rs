//! Signals on their way to a command.

use tokio::process::Child;

use crate::signals::Signal;

/// Sends a signal to a command, if it runs and does not get it anyway.
#[cfg(unix)]
pub(super) fn send(signal: Signal, child: &Child) {
    use rustix::process::{Pid, Signal as Number, kill_process};
    let number = match signal {
        // A terminal sends it to everybody in its foreground, and a second one means more than the first.
        Signal::Interrupt if is_in_foreground() => return,
        Signal::Interrupt => Number::INT,
        Signal::Terminate => Number::TERM,
        Signal::HangUp => Number::HUP,
    };
    let id = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
    if let Some(id) = id {
        // It fails where the command has ended, which its status says.
        let _ = kill_process(id, number);
    }
}

/// Whether a terminal sends what is typed there to this process and the command that it runs.
#[cfg(unix)]
fn is_in_foreground() -> bool {
    use rustix::{process::getpgrp, termios::tcgetpgrp};
    let terminal = std::fs::File::open("/dev/tty");
    terminal.is_ok_and(|terminal| tcgetpgrp(&terminal).is_ok_and(|foreground| foreground == getpgrp()))
}

/// Where there are no such signals, a terminal interrupts the command itself.
#[cfg(not(unix))]
pub(super) fn send(_: Signal, _: &Child) {}
