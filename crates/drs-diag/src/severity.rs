//! How grave a diagnostic is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "report-schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
pub enum Severity {
    /// A mistake: the document is not valid.
    Error,
    /// Suspicious, yet the document may still be valid.
    Warning,
}

impl Severity {
    /// The word that stands for it in every format.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
