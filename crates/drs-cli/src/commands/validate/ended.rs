//! What a run came to.

use drs_diag::Summary;

use crate::exit::Exit;

/// What a run came to, so far or at its end.
#[derive(Debug)]
pub(super) struct Ended {
    /// The counts of all documents.
    pub(super) summary: Summary,
    /// The exit status.
    pub(super) exit: Exit,
    /// How many inputs are not in these two yet.
    pub(super) left: usize,
    /// Bytes that were read.
    pub(super) bytes: u64,
    /// What was fixed, if that was asked for.
    pub(super) fixes: Option<Fixes>,
    /// Whether notes may stand beside the report.
    pub(super) takes_notes: bool,
}

/// What was fixed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fixes {
    /// Mistakes.
    pub(super) fixed: u64,
    /// Files that they were in.
    pub(super) files: u64,
    /// Whether the files were written.
    pub(super) written: bool,
}

impl Ended {
    /// Adds the counts of checked documents.
    pub(super) fn count(&mut self, more: &Summary) {
        let summary = &mut self.summary;
        summary.documents += more.documents;
        summary.valid += more.valid;
        summary.invalid += more.invalid;
        summary.errors += more.errors;
        summary.warnings += more.warnings;
        if more.invalid > 0 {
            self.exit = self.exit.max(Exit::Invalid);
        }
    }

    /// Adds the fixes of a file.
    pub(super) fn count_fixes(&mut self, fixed: u64) {
        if let Some(fixes) = self.fixes.as_mut().filter(|_| fixed > 0) {
            fixes.fixed += fixed;
            fixes.files += 1;
            if !fixes.written {
                self.exit = self.exit.max(Exit::Invalid);
            }
        }
    }

    /// The exit status when nobody reads the report any longer: what was not looked at is not known to be valid.
    pub(super) fn exit_unheard(&self) -> Exit {
        if self.left == 0 { self.exit } else { Exit::Unchecked }
    }
}
