//! JSON Lines: texts of any size, checked on all cores, reported in the order of their lines.

mod blocks;
mod checker;
mod diff;
mod pipeline;
pub(crate) mod record;
mod report;

use std::io;
use std::path::Path;

use super::run::Run;
use crate::input::{self, Opened};
use checker::LineChecker;
use pipeline::Failure;
use report::LinesReport;

/// Checks the lines of an input. `file` is the path of one that can be replaced.
///
/// # Errors
///
/// When the report cannot be written.
pub(crate) fn check(run: &mut Run, name: &str, file: Option<&Path>, opened: Opened) -> io::Result<()> {
    let options = run.lines.clone();
    let all = options.all || options.only.is_some();
    let checker = LineChecker { checker: run.checker, fix: run.mode.is_some(), all, places: options.places };
    let mut report = LinesReport::new(run, name, file, opened.stamp);
    let length = opened.length;
    match pipeline::check(opened.into_reader(), length, &checker, options.threads, &mut report) {
        Err(Failure::Input(error)) => report.fail(input::reason(&error)),
        Err(Failure::Output(error)) if !report.has_stopped() => Err(error),
        Ok(()) | Err(Failure::Output(_)) => report.finish(),
    }
}
