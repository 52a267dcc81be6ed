//! No object has the same key twice.
//!
//! YAML and JSON readers keep the last of the two without a word, so a limit that was written twice may silently be the wrong one.

use super::Lint;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L002", name: "duplicate-key", file: include_str!("duplicate_key.rs") };
