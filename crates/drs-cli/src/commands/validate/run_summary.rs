//! The result of a run.

use drs_diag::Summary;

use super::fix::Obstacles;
use crate::exit::Exit;

/// The result of a run, so far or at its end.
#[derive(Debug)]
pub(crate) struct RunSummary {
    /// The counts of all documents.
    pub(crate) documents: Summary,
    /// The exit status.
    pub(crate) exit: Exit,
    /// The number of inputs that are not in these two yet.
    pub(crate) remaining: usize,
    /// Bytes that were read.
    pub(crate) bytes: u64,
    /// The fixes, if any were asked for.
    pub(crate) fixes: Option<Fixes>,
    /// Whether notes may stand beside the report.
    pub(crate) show_notes: bool,
}

/// The fixes of a run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Fixes {
    /// The number of mistakes that were fixed.
    pub(crate) fixed: u64,
    /// The number of files with such mistakes.
    pub(crate) files: u64,
    /// Why their diff cannot be applied.
    pub(crate) obstacles: Obstacles,
    /// Whether the files were written.
    pub(crate) written: bool,
}

impl RunSummary {
    /// Adds the counts of checked documents.
    pub(crate) fn count(&mut self, more: &Summary) {
        let summary = &mut self.documents;
        summary.documents += more.documents;
        summary.valid += more.valid;
        summary.invalid += more.invalid;
        summary.errors += more.errors;
        summary.warnings += more.warnings;
        summary.unchecked += more.unchecked;
        if more.invalid > 0 {
            self.exit = self.exit.max(Exit::Invalid);
        }
        if more.unchecked > 0 {
            self.exit = Exit::Failure;
        }
    }

    /// Adds the fixes of a file.
    pub(crate) fn count_fixes(&mut self, fixed: u64) {
        if let Some(fixes) = self.fixes.as_mut().filter(|_| fixed > 0) {
            fixes.fixed += fixed;
            fixes.files += 1;
            if !fixes.written {
                self.exit = self.exit.max(Exit::Invalid);
            }
        }
    }

    /// Adds why the diff of a file cannot be applied.
    pub(crate) fn add_obstacles(&mut self, Obstacles { masked, outside }: Obstacles) {
        if let Some(fixes) = &mut self.fixes {
            fixes.obstacles.masked |= masked;
            fixes.obstacles.outside |= outside;
        }
    }

    /// The exit status when the reader of the report is gone: inputs that were not checked are not known to be valid.
    pub(crate) fn exit_on_broken_pipe(&self) -> Exit {
        if self.remaining == 0 { self.exit } else { Exit::Failure }
    }
}
