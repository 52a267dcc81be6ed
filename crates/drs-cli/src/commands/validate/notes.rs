//! Notes on standard error at the end of a run.

use std::time::Instant;

use drs_diag::count;

use super::run_summary::RunSummary;
use crate::context;
use crate::input::{Inputs, Skipped};

/// Prints the notes.
pub(crate) fn print(summary: &RunSummary, found: &Inputs) {
    let Skipped { other_endings, private, journals, streams, dead_links, loops } = found.skipped;
    for (number, one, several) in [
        (other_endings, "file with another ending was skipped", "files with other endings were skipped"),
        (
            private,
            "hidden file, hidden folder or `node_modules` was skipped; name it to check it",
            "hidden files, hidden folders or `node_modules` were skipped; name them to check them",
        ),
        (
            journals,
            "journal of `drs run` was skipped; name it to check it",
            "journals of `drs run` were skipped; name them to check them",
        ),
        (
            streams,
            "pipe, device or socket was skipped; name it to check it",
            "pipes, devices or sockets were skipped; name them to check them",
        ),
        (dead_links, "link that leads to nothing was skipped", "links that lead to nothing were skipped"),
        (loops, "link to a folder that it is in was skipped", "links to folders that they are in were skipped"),
    ] {
        match number {
            0 => {}
            1 => context::eprint_line(&format!("note: 1 {one}")),
            _ => context::eprint_line(&format!("note: {number} {several}")),
        }
    }
    if let Some(fixes) = &summary.fixes {
        let mistakes = count(fixes.fixed, "mistake");
        let files = count(fixes.files, "file");
        match (fixes.fixed, fixes.written) {
            (0, _) if summary.documents.errors + summary.documents.warnings == 0 => {}
            (0, _) => context::eprint_line("note: none of the mistakes can be fixed automatically"),
            (_, true) => context::eprint_line(&format!("note: fixed {mistakes} in {files}")),
            (_, false) => context::eprint_line(&format!("note: {mistakes} in {files} would be fixed")),
        }
        if fixes.obstacles.outside {
            context::eprint_line(
                "note: the diff of a file outside of the current folder cannot be applied from here; `--fix` makes all changes",
            );
        }
        if fixes.obstacles.masked {
            context::eprint_line("note: parts of the diff are masked and cannot be applied; `--fix` makes all changes");
        }
    }
}

/// The line of `--stats`: how much was read and how long it took.
#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
pub(crate) fn stats(summary: &RunSummary, started: Instant) -> String {
    let seconds = started.elapsed().as_secs_f64();
    let megabytes = summary.bytes as f64 / 1e6;
    format!(
        "stats: {}, {megabytes:.3} MB, {:.1} ms, {:.1} MB/s",
        count(summary.documents.documents, "document"),
        seconds * 1e3,
        megabytes / seconds.max(1e-9)
    )
}
