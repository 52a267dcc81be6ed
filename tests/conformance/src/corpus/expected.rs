//! Why a document is refused or warned of.

use serde::Serialize;

/// One reason, as JSON Schema would state it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ExpectedError {
    /// JSON Pointer of the value that fails.
    pub instance: String,
    /// Keyword of JSON Schema, `const` as `enum`; `function` for a rule that is one; else the name of what is beyond JSON Schema.
    pub keyword: &'static str,
    /// The member that is missing or unknown.
    #[serde(skip)]
    pub member: Option<String>,
    /// The rule that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

impl ExpectedError {
    /// A reason that is about a value and no rule.
    pub(super) fn new(instance: String, keyword: &'static str) -> Self {
        Self { instance, keyword, member: None, rule: None }
    }
}
