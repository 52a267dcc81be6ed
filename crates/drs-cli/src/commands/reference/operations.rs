//! `drs operations`: the calls that the contract describes.

use std::fmt::Write as _;
use std::io;

use drs_validate::Operation;

use crate::context;
use crate::exit::Exit;

/// Runs `drs operations`.
///
/// # Errors
///
/// When the list cannot be written.
pub(crate) fn run() -> io::Result<Exit> {
    context::print(table())?;
    Ok(Exit::Success)
}

fn table() -> String {
    let width = Operation::ALL.iter().map(|operation| operation.id().len()).max().unwrap_or_default();
    let mut text = String::new();
    for operation in Operation::ALL {
        let _ = writeln!(text, "{:width$}  {}", operation.id(), operation.summary());
        let _ = writeln!(text, "{:width$}  {} {} ({})", "", operation.method(), operation.path(), operation.service());
    }
    text
}
