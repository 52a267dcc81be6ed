//! Why a goal will not be reached.

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
    /// The goal is of a phase that the task does not have.
    Impossible,
}
