//! `--fix` and `--diff`: putting right what a program can put right.

mod diff;
mod replace;

use drs_diag::Wrongs;
use drs_validate::Syntax;

use super::checker::Checker;

pub(super) use diff::{Diff, Side};
pub(super) use drs_diag::Mended;
pub(super) use replace::Replacement;

/// How many mistakes of a document are looked at in one round; those behind them have their turn in the next.
const AT_ONCE: usize = 10_000;

/// What becomes of a text that was fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// It takes the place of the old one: in the file, or on standard output if it came from standard input.
    Write,
    /// It is compared with the old one.
    Show,
}

/// Makes all fixes of a text. Bytes that are no text stay as they are.
pub(super) fn mend(checker: Checker, text: &[u8], syntax: Syntax) -> Option<Mended<'_>> {
    let checker = checker.telling(AT_ONCE);
    let text = std::str::from_utf8(text).ok()?;
    let mended = drs_diag::mend(text, |text| wrongs(checker, text, syntax));
    Some(mended).filter(|mended| mended.fixed > 0 || mended.refused > 0)
}

fn wrongs(checker: Checker, text: &str, syntax: Syntax) -> Wrongs {
    let reading = checker.read(text.as_bytes(), syntax);
    let source = reading.source("");
    let fixes = reading.diagnostics().filter_map(|diagnostic| diagnostic.fix.as_ref());
    let fixes = fixes.filter(|fix| source.may_show(fix)).cloned().collect();
    let sum = |count: fn(&drs_validate::Report) -> u64| reading.reports.iter().map(count).sum();
    Wrongs { counts: (sum(|report| report.errors), sum(|report| report.warnings)), fixes }
}
