//! What a wait ended with.

use drs_events::{Counts, Reason};
use serde::{Deserialize, Serialize};

/// What a wait ended with. A task that fails is part of it, and no error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Outcome {
    /// What has reached the goal.
    pub reached: Vec<Item>,
    /// What will not reach it.
    pub failed: Vec<Item>,
    /// What waits for somebody.
    pub waiting: Vec<Item>,
    /// What was on its way when the wait ended.
    pub timed_out: Vec<Item>,
    /// Why the wait ended; `None` if it has not.
    pub end: Option<End>,
}

/// A batch or a task at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Name of the task.
    pub name: Option<String>,
    /// Its state, if it was seen.
    pub status: Option<String>,
    /// Why it will not reach the goal.
    pub reason: Option<Reason>,
    /// Whether it is a batch.
    pub is_batch: bool,
}

/// Why a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum End {
    /// All have reached the goal or will not.
    Settled,
    /// All that are left wait for somebody, and nobody wanted to wait for that.
    Waiting,
    /// The time was over.
    Deadline,
    /// Somebody has interrupted it.
    Interrupted,
    /// Nobody could be asked: the credentials are refused, or a setting is wrong.
    Error,
}

impl Outcome {
    /// How many tasks are where.
    pub(super) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        (counts.reached, counts.failed) = (self.reached.len(), self.failed.len());
        (counts.waiting, counts.moving) = (self.waiting.len(), self.timed_out.len());
        counts
    }
}
