//! Every file under `spec/` can be read and is well-formed YAML or JSON.
//!
//! A file that cannot be read is reported before anything else, because half a contract lints badly.

use super::Lint;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L001", name: "unreadable-file", file: include_str!("unreadable_file.rs") };
