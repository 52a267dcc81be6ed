//! The exit status of `drs validate`.

use std::process::ExitCode;

/// What `drs` tells the shell. With several causes the highest wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Every document is valid.
    Valid = 0,
    /// At least one document is invalid.
    Invalid = 1,
    /// Something could not be checked: bad arguments, an unreadable file, a folder without documents, a reader of the report
    /// that hung up before everything was checked.
    Unchecked = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
