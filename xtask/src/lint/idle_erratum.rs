//! Every aspect of every erratum excuses a deviation that exists.
//!
//! When a document is corrected, or the contract follows it after all, the erratum goes.

use super::{Lint, Stage};

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L062", name: "idle-erratum", file: include_str!("idle_erratum.rs"), stage: Stage::Audit };
