//! Every object has the keys without which it means nothing.
//!
//! A rule has its id, name, severity, place, message, help and source, and either `if` and `then` or `check: rust`; an erratum
//! says what the document says, what is actually so, who shows it and which aspects it covers.

use super::Lint;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L006", name: "missing-key", file: include_str!("missing_key.rs") };
