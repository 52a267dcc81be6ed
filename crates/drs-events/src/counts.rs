//! How many are where, and how a command ends.

use serde::{Deserialize, Serialize};

/// How many batches and tasks are where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
#[non_exhaustive]
pub struct Counts {
    /// They have reached the goal.
    pub reached: usize,
    /// They will not reach it.
    pub failed: usize,
    /// They wait for somebody.
    pub waiting: usize,
    /// They are on their way.
    pub moving: usize,
}

/// How many are where at the end, and what the command that waits has to say about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
#[non_exhaustive]
pub struct Ending {
    /// How many are where.
    #[serde(flatten)]
    pub counts: Counts,
    /// The exit status of the command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit_status: Option<u8>,
    /// Why it ended before its goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The command that goes on, as a shell reads it, if there is anything to go on with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resume: Option<String>,
}

impl From<Counts> for Ending {
    fn from(counts: Counts) -> Self {
        Self { counts, ..Self::default() }
    }
}
