//! Where batches and tasks are: what can be looked at while waiting, and kept to go on later.

use drs_events::{Cause, Goal, Progress, Reason};
use serde::{Deserialize, Serialize};

/// Where a wait is: enough to go on with it in another process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Snapshot {
    /// Name of the wait.
    pub run: String,
    /// Number of the last event.
    pub seq: u64,
    /// What is waited for.
    pub goal: Option<Goal>,
    /// The greatest lag, in milliseconds.
    #[serde(default)]
    pub max_lag_ms: Option<u64>,
    /// The tasks, in the order in which they were named or found.
    pub tasks: Vec<TaskState>,
    /// The batches, in the order in which they were named.
    pub batches: Vec<BatchState>,
}

/// Where a task is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TaskState {
    /// Its id.
    pub id: String,
    /// Its name, once it was seen.
    pub name: Option<String>,
    /// Its state in the words of the service, once it was seen.
    pub status: Option<String>,
    /// Kind of the task: `migration`, `sync`, `cloudDataGuard` or `replay`.
    pub kind: Option<String>,
    /// Phases of the task: `FULL_TRANS`, `FULL_INCR_TRANS` or `INCR_TRANS`.
    pub task_type: Option<String>,
    /// How it stands to the goal.
    pub standing: Standing,
    /// Why it will not reach the goal, as far as the service says it.
    #[serde(default)]
    pub cause: Cause,
    /// How far it has come within its phase.
    pub progress: Option<Progress>,
    /// How old its state is as this wait has seen it, in seconds.
    pub in_state_s: u64,
    /// How long ago it was seen, in seconds.
    pub seen_s: Option<u64>,
    /// How long ago its progress was seen, in seconds.
    pub progress_seen_s: Option<u64>,
}

/// Where a batch is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BatchState {
    /// Its id.
    pub id: String,
    /// Its state in the words of the service, once it was seen.
    pub status: Option<String>,
    /// How it stands to the goal, or to its tasks being known if the goal is one of tasks.
    pub standing: Standing,
    /// How long ago it was seen, in seconds.
    #[serde(default)]
    pub seen_s: Option<u64>,
}

/// How a batch or a task stands to the goal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Standing {
    /// It is on its way.
    #[default]
    Moving,
    /// It waits for somebody, or for a time.
    Waiting,
    /// It has reached the goal.
    Reached,
    /// It will not reach it.
    Failed(Reason),
}

impl Standing {
    /// Whether nothing more is waited for.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Reached | Self::Failed(_))
    }
}
