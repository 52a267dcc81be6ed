//! `--fix` and `--diff`: putting right what a program can put right.

mod diff;
mod replace;

use drs_validate::Syntax;

use super::checker::Checker;

pub(super) use diff::{Diff, Side};
pub(super) use drs_diag::Fixed;
pub(super) use replace::Replacement;

/// What becomes of a text that was fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// It takes the place of the old one: in the file, or on standard output if it came from standard input.
    Write,
    /// It is compared with the old one.
    Show,
}

/// Makes all fixes of a text. Bytes that are no text stay as they are.
pub(super) fn mend(checker: Checker, text: &[u8], syntax: Syntax) -> Option<Fixed<'_>> {
    let text = std::str::from_utf8(text).ok()?;
    let mended = drs_diag::apply_fixes(text, |text| checker.wrongs(text, syntax));
    Some(mended).filter(|mended| mended.fixed > 0 || mended.refused > 0)
}
