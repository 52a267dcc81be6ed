//! Faults in the life of batches and tasks.

use serde::{Deserialize, Serialize};

use super::matches_glob;

/// A rule: what goes wrong, and with whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LifeRule {
    /// The rule as it was written.
    pub(crate) text: String,
    pub(crate) whom: Whom,
    pub(crate) life: Life,
}

/// The tasks or batches that a rule is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Whom {
    /// Tasks with a name of this pattern, and batches with such a task.
    Names(String),
    /// Batches by their number, counted from 1 in the order of creation, and their tasks.
    Batches { from: u64, to: u64 },
    /// Batches by chance, in percent, and their tasks.
    Percent(u8),
    /// All.
    All,
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Life {
    /// The first check of the batch fails.
    CheckFails,
    /// The instance cannot be built.
    FailInCreate,
    /// The first start fails.
    FailInStart,
    /// The full phase fails once, at this percentage.
    FailInFull(u8),
    /// The incremental phase fails once.
    FailInIncremental,
    /// The full phase stops moving at this percentage, until the task is paused or reset.
    Stall(u8),
    /// Delay at successive minutes of the incremental phase, in milliseconds.
    Lag(Vec<u64>),
    /// Connections fail until endpoints are sent again with an update.
    ConnectFails(Side),
    /// An item of the precheck fails until it is skipped or settings are changed.
    PrecheckFails(String),
    /// Batches and tasks are not listed for so many milliseconds.
    Late(u64),
}

/// One of the databases of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Side {
    Source,
    Target,
}

impl Whom {
    /// Whether the rule is about a task of this name in the batch of this number. `chance` is a number below 100.
    pub(crate) fn covers(&self, name: &str, batch: u64, chance: u64) -> bool {
        match self {
            Self::Names(pattern) => matches_glob(pattern, name),
            Self::Batches { from, to } => (*from..=*to).contains(&batch),
            Self::Percent(percent) => chance < u64::from(*percent),
            Self::All => true,
        }
    }
}
