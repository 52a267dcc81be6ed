//! The counts over all documents of a run.

use crate::document::Outcome;

/// The counts over all documents of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents that were checked: the valid and the invalid ones.
    pub documents: u64,
    /// Documents without an error.
    pub valid: u64,
    /// Documents with at least one error.
    pub invalid: u64,
    /// Errors, shown or not.
    pub errors: u64,
    /// Warnings, shown or not.
    pub warnings: u64,
    /// What could not be checked. It is in none of the other counts, nor in the JSON report, where such a file has an `error`.
    pub unchecked: u64,
}

impl Summary {
    /// Counts one more outcome.
    pub fn add(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Checked { errors, warnings, .. } => {
                self.documents += 1;
                if outcome.is_valid() {
                    self.valid += 1;
                } else {
                    self.invalid += 1;
                }
                self.errors += errors;
                self.warnings += warnings;
            }
            Outcome::Unchecked { .. } => self.unchecked += 1,
            Outcome::Empty { .. } => {}
        }
    }
}
