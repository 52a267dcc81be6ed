//! The exit status of every command.

use std::process::ExitCode;

use drs_client::watch::{End, Item, Reason};

use crate::signals::Signal;

/// Exit status, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Every document is valid, and everything asked for was done.
    Success,
    /// At least one document is invalid.
    Invalid,
    /// Something could not be done: bad arguments, an unreadable file, a folder without documents, a reader of the report
    /// that was gone before everything was checked.
    Failure,
    /// The service has refused a call.
    Refused,
    /// A call was carried out in part.
    Partial,
    /// The time for a wait was over; what was waited for goes on.
    Deadline,
    /// A call that changes something was sent, and nobody knows whether it was carried out.
    Unknown,
    /// Somebody interrupted a wait; what was waited for goes on.
    Interrupted,
    /// That of another command, which was run.
    Of(u8),
}

impl Exit {
    /// The number.
    pub(crate) fn status(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Invalid => 1,
            Self::Failure => 2,
            Self::Refused => 3,
            Self::Partial => 4,
            Self::Deadline => 5,
            Self::Unknown => 6,
            Self::Interrupted => 130,
            Self::Of(status) => status,
        }
    }
}

impl Exit {
    /// That of a wait which has ended so, with these at their goal, and these that will not reach it.
    pub(crate) fn of_wait(end: Option<End>, reached: &[Item], failed: &[Item]) -> Self {
        match end {
            Some(End::Error) => Self::Failure,
            Some(End::Waiting) => Self::Refused,
            Some(End::Deadline) => Self::Deadline,
            _ if failed.is_empty() => Self::Success,
            _ if !reached.is_empty() => Self::Partial,
            _ if failed.iter().all(|item| item.reason == Some(Reason::Impossible)) => Self::Invalid,
            _ => Self::Refused,
        }
    }
}

/// That of what a signal has ended.
impl From<Signal> for Exit {
    fn from(signal: Signal) -> Self {
        match signal {
            Signal::Interrupt => Self::Interrupted,
            Signal::Terminate => Self::Of(143),
            Signal::HangUp => Self::Of(129),
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.status())
    }
}
