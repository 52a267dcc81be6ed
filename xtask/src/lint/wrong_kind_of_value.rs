//! Every key holds the kind of value that the grammar says: text, a number, one of certain words.
//!
//! YAML turns an unquoted `404` into a number and an unquoted `true` into a truth value; quotes keep them text.

use super::Lint;

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L005", name: "wrong-kind-of-value", file: include_str!("wrong_kind_of_value.rs") };
