//! Texts that are read as a whole: JSON and YAML.

use std::io;
use std::path::Path;

use drs_diag::Document;
use drs_engine::Reading;
use drs_validate::{Operation, Syntax};

use super::fix::{self, Fixed, Mode, Obstacles, Replacement, Side};
use super::outcome::outcome;
use super::run::Run;
use crate::context;
use crate::input::{self, Opened, Stamp};

/// Checks the text of an input. `file` is the path of one that can be replaced. Without a syntax it is guessed from the text.
///
/// # Errors
///
/// When the report cannot be written.
pub(crate) fn check(
    run: &mut Run,
    name: &str,
    file: Option<&Path>,
    mut opened: Opened,
    syntax: Option<Syntax>,
) -> io::Result<()> {
    if let Some(error) = run.lines.unfit_for_whole() {
        return run.unchecked(name, error.to_owned(), Some("with `--jsonl`, each line is a document".to_owned()));
    }
    let max_bytes = run.checker.max_bytes();
    let text = match opened.read_up_to(max_bytes) {
        Ok(text) => text,
        Err(error) => return run.unchecked(name, input::reason(&error), None),
    };
    let bytes = &text[..];
    let syntax = syntax.unwrap_or_else(|| input::guess_syntax(bytes));
    run.summary.bytes += bytes.len() as u64;
    let reading = run.checker.read(bytes, syntax);
    if reading.has_more_documents() {
        let name = drs_diag::escape(name);
        run.note(&format!(
            "{name} has several documents; with `--jsonl`, each line is one (`jq -c` writes one on each line)"
        ));
    }
    let Some(mode) = run.mode else { return report(run, name, reading) };
    // The beginning of a longer text must not pass for the whole.
    let needs_no_fix = bytes.len() > max_bytes || reading.is_clean();
    let fixed = if needs_no_fix { None } else { fix::apply(run.checker, bytes, syntax) };
    let (count, refused) = fixed.as_ref().map_or((0, 0), |fixed| (fixed.fixed, fixed.refused));
    let fixed = fixed.filter(|fixed| fixed.fixed > 0);
    match (mode, file, &fixed) {
        (Mode::Write, None, Some(fixed)) => context::print(&*fixed.text)?,
        (Mode::Write, None, None) => run.summary.bytes += opened.copy_to(bytes, io::stdout().lock())?,
        (Mode::Write, Some(file), Some(fixed)) => {
            if let Err(error) = replace(file, opened.stamp, fixed.text.as_bytes()) {
                return run.unchecked(name, fix::not_written(&error), None);
            }
        }
        (Mode::Show, _, Some(fixed)) => {
            let obstacles = show(run, name, file, &reading, fixed, syntax)?;
            run.summary.add_obstacles(obstacles);
        }
        (_, _, None) => {}
    }
    run.count_fixes(name, count, refused);
    match &fixed {
        Some(fixed) => {
            drop(reading);
            let reading = run.checker.read(fixed.text.as_bytes(), syntax);
            report(run, name, reading)
        }
        None => report(run, name, reading),
    }
}

/// Shows the changes of a text. Returns why they cannot be applied.
fn show(
    run: &Run,
    name: &str,
    file: Option<&Path>,
    old: &Reading<'_>,
    fixed: &Fixed<'_>,
    syntax: Syntax,
) -> io::Result<Obstacles> {
    let new = run.checker.read(fixed.text.as_bytes(), syntax);
    let (old_source, new_source) = (old.source(name), new.source(name));
    let old = Side { text: old.text(), source: &old_source };
    let new = Side { text: &fixed.text, source: &new_source };
    let mut diff = run.diff(file, name);
    context::print(diff.hunks(old, new))?;
    Ok(diff.obstacles)
}

/// Reports on the documents of a text, the last of its input.
fn report(run: &mut Run, name: &str, reading: Reading<'_>) -> io::Result<()> {
    run.summary.count(&reading.summary());
    run.summary.remaining -= 1;
    reading.each(name, |number, report, source| {
        let operation = report.operation.map(Operation::id);
        let (path, operation) = (name.to_owned(), operation.map(str::to_owned));
        run.document(&Document { path, number, key: None, operation, source, outcome: outcome(report) })
    })
}

fn replace(path: &Path, stamp: Option<Stamp>, text: &[u8]) -> io::Result<()> {
    let mut replacement = Replacement::of(path, stamp)?;
    replacement.write(text)?;
    replacement.finish()
}
