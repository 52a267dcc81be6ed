//! JSON Lines: texts of any size, checked on all cores, reported in the order of their lines.

mod blocks;
mod checker;
mod pipeline;
mod report;

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

use super::run::Run;
use crate::input::{self, Stamp};
use checker::LineChecker;
use pipeline::Failure;
use report::LinesReport;

/// Checks the lines of a file, or of standard input for `None`.
///
/// # Errors
///
/// When the report cannot be written.
pub(crate) fn check(run: &mut Run, name: &str, path: Option<&Path>) -> io::Result<()> {
    let file = match path.map(File::open).transpose() {
        Ok(file) => file,
        Err(error) => return run.unchecked(name, input::reason(&error), None),
    };
    let metadata = file.as_ref().and_then(|file| file.metadata().ok());
    let length = metadata.as_ref().filter(|metadata| metadata.is_file()).map(Metadata::len);
    let checker = LineChecker { checker: run.checker, fix: run.mode.is_some() };
    let mut report = LinesReport::new(run, name, path, metadata.as_ref().map(Stamp::of));
    let result = match file {
        Some(file) => pipeline::check(file, length, checker, &mut report),
        None => pipeline::check(io::stdin(), None, checker, &mut report),
    };
    match result {
        Err(Failure::Input(error)) => report.fail(input::reason(&error)),
        Err(Failure::Output(error)) if !report.has_stopped() => Err(error),
        Ok(()) | Err(Failure::Output(_)) => report.finish(),
    }
}
