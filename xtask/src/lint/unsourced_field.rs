//! Every property and parameter stands in a table of its sources, or names another source.
//!
//! A field that comes from nowhere is a misspelt name, or knowledge that nobody can check.

use super::Lint;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L061", name: "unsourced-field", file: include_str!("unsourced_field.rs") };
