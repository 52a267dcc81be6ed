//! Why a goal will not be reached, in a word and in the words of the service.

use serde::{Deserialize, Serialize};

/// Why a goal will not be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// It is in a state of failure, which somebody must repair.
    Failed,
    /// It is over, or is being ended.
    Over,
    /// It does not exist any more.
    Gone,
    /// The service knows nothing with this id, and has been asked twice. Nobody has seen it.
    NotFound,
    /// The goal is of a phase that the task does not have.
    Impossible,
}

/// What is known about a failure beside its [`Reason`]. Its texts are what the service says, without secrets and safe to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
#[non_exhaustive]
pub struct Cause {
    /// The code to branch on, such as `DRS.M05009`, if the service names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What the result is read with, if it is that of a check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query_id: Option<String>,
    /// The command that tells more, as a shell reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl Cause {
    /// A cause with a code, if there is one, and words.
    pub fn new(code: Option<&str>, message: impl Into<String>) -> Self {
        let message = Some(message.into()).filter(|text| !text.is_empty());
        Self { code: code.map(str::to_owned), message, query_id: None, next: None }
    }

    /// Whether nothing is known about why.
    pub fn is_empty(&self) -> bool {
        self.code.is_none() && self.message.is_none()
    }
}

/// The code and the words, with a colon between them.
impl std::fmt::Display for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Words may begin with the code.
        let message = self.message.as_deref().unwrap_or_default();
        let code = self.code.as_deref().filter(|code| !message.contains(code)).unwrap_or_default();
        let colon = if code.is_empty() || message.is_empty() { "" } else { ": " };
        write!(f, "{code}{colon}{message}")
    }
}
