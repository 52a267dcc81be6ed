//! `--fix` and `--diff`: applying automatic fixes.

mod diff;
mod patch_name;
mod replace;

use std::io;

use drs_engine::Checker;
use drs_validate::Syntax;

use crate::input;

pub(crate) use diff::{CONTEXT_LINES, Diff, Hunk, Obstacles, Side};
pub(crate) use drs_diag::Fixed;
pub(crate) use replace::Replacement;

/// The destination of a fixed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The fixed text replaces the old one: in the file, or on standard output if it came from standard input.
    Write,
    /// The changes are shown as a diff.
    Show,
}

/// Applies all fixes of a text. Bytes that are not UTF-8 stay as they are.
pub(crate) fn apply(checker: Checker, text: &[u8], syntax: Syntax) -> Option<Fixed<'_>> {
    let text = std::str::from_utf8(text).ok()?;
    let fixed = drs_diag::apply_fixes(text, |text| checker.fix_candidates(text, syntax));
    Some(fixed).filter(|fixed| fixed.fixed > 0 || fixed.refused > 0)
}

/// The message that a file keeps its old text.
pub(crate) fn not_written(error: &io::Error) -> String {
    format!("the fixed text cannot be written: {}", input::reason(error))
}
