//! Whether a file is still the one that was read.

use std::fs::Metadata;
use std::time::SystemTime;

/// What a file looks like from outside: if that has changed, so may have what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    length: u64,
    /// When it was written, on systems that know.
    modified: Option<SystemTime>,
}

impl Stamp {
    /// Of a file as the system describes it.
    pub(crate) fn of(metadata: &Metadata) -> Self {
        Self { length: metadata.len(), modified: metadata.modified().ok() }
    }
}
