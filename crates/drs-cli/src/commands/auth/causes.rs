//! An error with what lies behind it, in one line.

use std::error::Error;

/// An error and its causes, some of which repeat what a peer says.
pub(super) fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    drs_diag::escape(&text).into_owned()
}
