//! A rule's `if` and `then` use only the keywords that every output can translate.
//!
//! They are the keywords of JSON Schema `required`, `properties`, `enum`, `const`, `pattern`, `not`, `anyOf`, `items`, `minItems`,
//! `maxItems`, `minProperties` and `maxProperties`. Whatever these cannot say is a named check in Rust (`check: rust`).

use super::Lint;

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L009", name: "unknown-rule-keyword", file: include_str!("unknown_rule_keyword.rs") };
