//! One checked document with what was found in it: the unit that a renderer writes.

use crate::diagnostic::Diagnostic;
use crate::severity::Severity;
use crate::source::Source;

/// One document of a run.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The file that contains it, as the user named it.
    pub path: String,
    /// Which document of the file it is, where a file may have several: the line number in JSON Lines, the index from 1 in a
    /// stream of YAML documents. It is a label; every position is one in the whole file (see [`Source::starting_at`]).
    pub number: Option<u64>,
    /// What tells the record that holds it from others, as its owner does: a key of that record, as text. Nothing secret.
    pub key: Option<String>,
    /// What the document was checked as; `None` when that is not known.
    pub operation: Option<String>,
    /// The text that the spans of the diagnostics point into.
    pub source: &'a Source<'a>,
    /// What came out.
    pub outcome: Outcome,
}

/// What came out of checking a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was checked.
    Checked {
        /// What is to be shown, in the order of the text.
        diagnostics: Vec<Diagnostic>,
        /// How many more there are, which are not shown.
        omitted: u64,
        /// How many errors there are, shown or not.
        errors: u64,
        /// How many warnings there are, shown or not.
        warnings: u64,
    },
    /// It could not be checked: unreadable, for example.
    Unchecked {
        /// Why.
        error: String,
        /// What to do about it.
        help: Option<String>,
    },
    /// There is nothing to check, which is no failure: a blank line among others, for example. It is in no count.
    Empty {
        /// What is there.
        what: String,
    },
}

impl Outcome {
    /// The outcome when all of `diagnostics` are shown.
    pub fn checked(diagnostics: Vec<Diagnostic>) -> Self {
        let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count() as u64;
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        Self::Checked { diagnostics, omitted: 0, errors, warnings }
    }

    /// Whether the document was checked and has no error; warnings do not count.
    pub fn is_valid(&self) -> bool {
        matches!(self, Self::Checked { errors: 0, .. })
    }
}
