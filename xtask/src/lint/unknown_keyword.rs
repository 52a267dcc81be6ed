//! Every key is one that the grammar knows.
//!
//! OpenAPI libraries drop unknown keys, so `minLenght: 4` would be accepted and ignored. The grammar
//! (`bundle/grammar/`) is the part of OpenAPI 3.0 that the contract uses and our own `x-` keys; whatever needs a new key adds it
//! there and in `spec/EXTENSIONS.md`.

use super::Lint;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L004", name: "unknown-keyword", file: include_str!("unknown_keyword.rs") };
