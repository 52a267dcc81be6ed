//! What tests of connections and prechecks have found.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What is checked of a task before it is started. A later one needs those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// The test of the connections to its databases.
    Network,
    /// The check of everything that a start needs.
    Precheck,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The check did not pass.
    Error,
    /// A start is possible all the same.
    Warning,
}

/// Something that did not pass. Its texts are as the service says them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
#[non_exhaustive]
pub struct Finding {
    /// What found it.
    pub check: Check,
    /// The address that was tried, or the item of the check.
    pub subject: String,
    /// What the item of the check belongs to, if that is said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// The code, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Why, in words.
    pub reason: String,
    /// How grave it is.
    pub severity: Severity,
    /// Whether the item may be skipped with the action `skip_precheck`.
    pub can_be_skipped: bool,
}

impl Check {
    /// The word of the service for it: an action, and an aspect of a task.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Precheck => "precheck",
        }
    }
}

impl Finding {
    /// An error without a reason.
    pub fn new(check: Check, subject: impl Into<String>) -> Self {
        let (subject, severity) = (subject.into(), Severity::Error);
        let (group, reason) = (String::new(), String::new());
        Self { check, subject, group, code: None, reason, severity, can_be_skipped: false }
    }

    /// Whether a start is possible all the same.
    pub fn is_warning(&self) -> bool {
        self.severity == Severity::Warning
    }
}

/// One line, safe to be shown.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = format!("{}: {}", self.check.as_str(), self.subject);
        for part in self.code.iter().chain((!self.reason.is_empty()).then_some(&self.reason)) {
            text.push_str(": ");
            text.push_str(part);
        }
        if self.can_be_skipped {
            text.push_str(" (may be skipped)");
        }
        f.write_str(&drs_diag::escape(&text))
    }
}
