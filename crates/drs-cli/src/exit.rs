//! The exit status of every command.

use std::process::ExitCode;

/// Exit status, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Every document is valid, and everything asked for was done.
    Success = 0,
    /// At least one document is invalid.
    Invalid = 1,
    /// Something could not be done: bad arguments, an unreadable file, a folder without documents, a reader of the report
    /// that was gone before everything was checked.
    Failure = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
