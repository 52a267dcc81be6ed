//! What is wrong with a fault.

use std::fmt;

/// A text that is no fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultError {
    /// The text.
    pub text: String,
    /// Where in it, in characters from 1.
    pub position: usize,
    /// What is wrong there.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, position, message, help } = self;
        write!(f, "fault `{}`: {message} at character {position}; {help}", drs_diag::escape(text))
    }
}

impl std::error::Error for FaultError {}
