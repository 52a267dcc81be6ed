//! Every aspect of every erratum waives a deviation that exists.
//!
//! When a document is corrected, or the contract follows it after all, the erratum goes.

use super::Lint;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L062", name: "unused-erratum", file: include_str!("unused_erratum.rs") };
