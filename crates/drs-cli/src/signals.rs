//! Signals that ask the command to end.

use std::io;

/// A signal that asks to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    /// Somebody at the terminal pressed Ctrl-C.
    Interrupt,
    /// The system or another program wants it.
    Terminate,
    /// The terminal is gone.
    HangUp,
}

/// Signals from now on: none of them is lost between two waits, or ends the command by itself.
#[derive(Debug)]
pub(crate) struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    hang_up: Option<tokio::signal::unix::Signal>,
}

#[cfg(unix)]
impl Signals {
    /// Begins to listen. A terminal that goes away is nothing to somebody who has said so, as `nohup` does.
    ///
    /// # Errors
    /// Those of the operating system.
    pub(crate) fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let hang_up = if ignores_hang_up() { None } else { Some(signal(SignalKind::hangup())?) };
        Ok(Self { hang_up, ..Self::without_hang_up()? })
    }

    fn without_hang_up() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let (interrupt, terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(Self { interrupt, terminate, hang_up: None })
    }

    /// Waits for the next signal.
    ///
    /// # Errors
    /// None here.
    pub(crate) async fn next(&mut self) -> io::Result<Signal> {
        let hang_up = async {
            match &mut self.hang_up {
                Some(hang_up) => hang_up.recv().await,
                None => std::future::pending().await,
            }
        };
        let signal = tokio::select! {
            _ = self.interrupt.recv() => Signal::Interrupt,
            _ = self.terminate.recv() => Signal::Terminate,
            _ = hang_up => Signal::HangUp,
        };
        Ok(signal)
    }
}

/// Whether the command was started so that it ignores SIGHUP, which is the first bit of the mask; where that can be found out.
#[cfg(unix)]
fn ignores_hang_up() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}

#[cfg(not(unix))]
impl Signals {
    /// Begins to listen.
    ///
    /// # Errors
    /// None here.
    pub(crate) fn listen() -> io::Result<Self> {
        Self::without_hang_up()
    }

    fn without_hang_up() -> io::Result<Self> {
        Ok(Self {})
    }

    /// Waits for the next signal.
    ///
    /// # Errors
    /// Those of the operating system.
    pub(crate) async fn next(&mut self) -> io::Result<Signal> {
        tokio::signal::ctrl_c().await.map(|()| Signal::Interrupt)
    }
}

/// Waits until somebody interrupts or ends the command.
///
/// # Errors
/// Those of the operating system.
pub(crate) async fn wait() -> io::Result<Signal> {
    Signals::without_hang_up()?.next().await
}
