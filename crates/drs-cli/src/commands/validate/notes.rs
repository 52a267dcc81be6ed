//! What is said on standard error when all is done.

use std::time::Instant;

use drs_diag::count;

use super::ended::Ended;
use crate::input::Inputs;
use crate::terminal;

/// Prints what is worth knowing beside the report.
pub(super) fn print(ended: &Ended, found: &Inputs) {
    match found.skipped {
        0 => {}
        1 => terminal::eprint_line("note: 1 file with another ending was skipped"),
        more => terminal::eprint_line(&format!("note: {more} files with other endings were skipped")),
    }
    match found.private {
        0 => {}
        1 => terminal::eprint_line(
            "note: 1 hidden file, hidden folder or `node_modules` was skipped; name it to check it",
        ),
        more => terminal::eprint_line(&format!(
            "note: {more} hidden files, hidden folders or `node_modules` were skipped; name them to check them"
        )),
    }
    if let Some(fixes) = &ended.fixes {
        let mistakes = count(fixes.fixed, "mistake");
        let files = count(fixes.files, "file");
        match (fixes.fixed, fixes.written) {
            (0, _) if ended.summary.errors + ended.summary.warnings == 0 => {}
            (0, _) => terminal::eprint_line("note: none of the mistakes can be fixed automatically"),
            (_, true) => terminal::eprint_line(&format!("note: fixed {mistakes} in {files}")),
            (_, false) => terminal::eprint_line(&format!("note: {mistakes} in {files} would be fixed")),
        }
    }
}

/// How much was read and how long it took.
#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
pub(super) fn stats(ended: &Ended, started: Instant) -> String {
    let seconds = started.elapsed().as_secs_f64();
    let megabytes = ended.bytes as f64 / 1e6;
    format!(
        "stats: {}, {megabytes:.3} MB, {:.1} ms, {:.1} MB/s",
        count(ended.summary.documents, "document"),
        seconds * 1e3,
        megabytes / seconds.max(1e-9)
    )
}
