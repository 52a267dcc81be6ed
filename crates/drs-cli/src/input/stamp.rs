//! A mark by which a changed file is recognised.

use std::fs::Metadata;
use std::time::SystemTime;

/// Length and time of change of a file: if they differ, its text may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    length: u64,
    /// The time of the last write, on systems that know it.
    modified: Option<SystemTime>,
}

impl Stamp {
    /// The stamp of a file with this metadata.
    pub(crate) fn of(metadata: &Metadata) -> Self {
        Self { length: metadata.len(), modified: metadata.modified().ok() }
    }
}
