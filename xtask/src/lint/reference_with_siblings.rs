//! `$ref` stands alone.
//!
//! OpenAPI 3.0 says that whatever stands beside `$ref` is ignored, and every reader does ignore it: a description or a source
//! written there is lost.

use super::Lint;

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L008", name: "reference-with-siblings", file: include_str!("reference_with_siblings.rs") };
