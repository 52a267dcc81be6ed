//! Every reference names a component that exists, as `#/components/schemas/Name`.
//!
//! References never name files, so that a schema moves to another file without touching anything else. A dangling reference
//! would make generators panic without saying where.

use super::Lint;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L007", name: "dangling-reference", file: include_str!("dangling_reference.rs") };
