//! No path and no component is defined twice, in whichever files.
//!
//! Names are the only identity: the bundle is the merge of all slices, and a merge that prefers one of two definitions would
//! depend on the order of files.

use super::Lint;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L003", name: "duplicate-name", file: include_str!("duplicate_name.rs") };
