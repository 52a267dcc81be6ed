//! What a report says about the program that made it.

use crate::severity::Severity;

/// The program that checked, for formats that name it.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// Its version (Semantic Versioning 2.0).
    pub version: &'static str,
    /// A page about it, as an absolute URI.
    pub uri: Option<&'static str>,
    /// What it knows about the check with an id. Asked once for each id that was found.
    pub rule: fn(&str) -> Option<RuleInfo>,
}

/// This crate, which knows no checks.
impl Default for Tool {
    fn default() -> Self {
        Self { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION"), uri: None, rule: |_| None }
    }
}

/// What is known about a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// The id in words, such as `unknown-field`.
    pub name: String,
    /// How grave its findings are.
    pub severity: Severity,
    /// What it checks, in one sentence.
    pub summary: String,
    /// Why, with examples: Markdown.
    pub help: String,
    /// A page about it, as an absolute URI.
    pub uri: Option<String>,
}
