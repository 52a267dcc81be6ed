//! What happens while somebody waits.

use serde::{Deserialize, Serialize};

use crate::counts::{Counts, Ending};
use crate::goal::Goal;
use crate::progress::Progress;
use crate::reason::{Cause, Reason};

/// A task in an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
#[non_exhaustive]
pub struct TaskRef {
    /// Its id.
    pub task: String,
    /// Its name, once it was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its state, as the service says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1", rename = "WaitEvent"))]
#[serde(tag = "event")]
#[non_exhaustive]
pub enum EventKind {
    /// The wait begins.
    #[serde(rename = "run.started")]
    RunStarted {
        /// What is waited for; without it each task goes as far as it comes by itself.
        #[serde(skip_serializing_if = "Option::is_none")]
        goal: Option<Goal>,
        /// How many tasks are known.
        tasks: usize,
        /// How many batches.
        batches: usize,
    },
    /// A batch is in another state.
    #[serde(rename = "batch.state")]
    BatchState {
        /// Its id.
        batch: String,
        /// Its state.
        status: String,
        /// The state before, if it was seen.
        #[serde(skip_serializing_if = "Option::is_none")]
        before: Option<String>,
    },
    /// A batch waits for somebody.
    #[serde(rename = "batch.waiting")]
    BatchWaiting {
        /// Its id.
        batch: String,
        /// Its state.
        status: String,
        /// Operations that this state allows.
        allows: Vec<String>,
    },
    /// A batch has reached the goal.
    #[serde(rename = "batch.reached")]
    BatchReached {
        /// Its id.
        batch: String,
        /// Its state.
        status: String,
    },
    /// A batch will not reach the goal.
    #[serde(rename = "batch.failed")]
    BatchFailed {
        /// Its id.
        batch: String,
        /// Its state, if it was seen.
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<String>,
        /// Why.
        reason: Reason,
        /// What else is known about it.
        #[serde(flatten)]
        cause: Cause,
    },
    /// A task was seen for the first time.
    #[serde(rename = "task.found")]
    TaskFound(TaskRef),
    /// A task is in another state.
    #[serde(rename = "task.state")]
    TaskState {
        /// Which.
        #[serde(flatten)]
        task: TaskRef,
        /// The state before.
        #[serde(skip_serializing_if = "Option::is_none")]
        before: Option<String>,
    },
    /// A task has come further: by 5 points, or five minutes have passed.
    #[serde(rename = "task.progress")]
    TaskProgress {
        /// Which.
        #[serde(flatten)]
        task: TaskRef,
        /// How far.
        #[serde(flatten)]
        progress: Progress,
    },
    /// A task waits for somebody, or for a time.
    #[serde(rename = "task.waiting")]
    TaskWaiting {
        /// Which.
        #[serde(flatten)]
        task: TaskRef,
        /// Actions and operations that this state allows.
        allows: Vec<String>,
    },
    /// A task will not reach the goal.
    #[serde(rename = "task.failed")]
    TaskFailed {
        /// Which.
        #[serde(flatten)]
        task: TaskRef,
        /// Why.
        reason: Reason,
        /// The same in the words of the service, as far as it says it.
        #[serde(flatten)]
        cause: Cause,
    },
    /// A task has reached the goal.
    #[serde(rename = "task.reached")]
    TaskReached(TaskRef),
    /// A task does not exist any more.
    #[serde(rename = "task.gone")]
    TaskGone(TaskRef),
    /// A task is said to work, and nothing moves.
    #[serde(rename = "task.stalled")]
    TaskStalled {
        /// Which.
        #[serde(flatten)]
        task: TaskRef,
        /// For how long, in seconds.
        quiet_s: u64,
    },
    /// The lag of a task has become greater than the greatest lag, or is within it again; three looks in a row say so.
    #[serde(rename = "task.lag")]
    TaskLag {
        /// Which.
        #[serde(flatten)]
        task: TaskRef,
        /// The lag, in milliseconds.
        lag_ms: u64,
        /// Whether it is too great.
        is_late: bool,
    },
    /// The third look in a row failed, or a later one. The wait goes on.
    #[serde(rename = "poll.error")]
    PollError {
        /// Why.
        message: String,
        /// How many looks in a row have failed.
        in_a_row: u32,
        /// How old the last good one is, in seconds.
        #[serde(skip_serializing_if = "Option::is_none")]
        last_good_s: Option<u64>,
    },
    /// The calls are too many, and the next one waits.
    #[serde(rename = "throttled")]
    Throttled {
        /// For how long, in seconds.
        wait_s: u64,
    },
    /// The machine has slept.
    #[serde(rename = "resumed")]
    Resumed {
        /// For how long, in seconds.
        slept_s: u64,
    },
    /// Something is odd, and the wait goes on.
    #[serde(rename = "warning")]
    Warning {
        /// What.
        message: String,
    },
    /// Nothing has happened for a minute.
    #[serde(rename = "heartbeat")]
    Heartbeat(Counts),
    /// Somebody has interrupted the wait; what was waited for goes on.
    #[serde(rename = "run.interrupted")]
    RunInterrupted(Ending),
    /// The wait is over.
    #[serde(rename = "run.finished")]
    RunFinished(Ending),
}

impl TaskRef {
    /// A task with what was seen of it.
    pub fn new(task: impl Into<String>, name: Option<String>, status: Option<String>) -> Self {
        Self { task: task.into(), name, status }
    }
}

impl EventKind {
    /// The word of the event, such as `task.state`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::RunStarted { .. } => "run.started",
            Self::BatchState { .. } => "batch.state",
            Self::BatchWaiting { .. } => "batch.waiting",
            Self::BatchReached { .. } => "batch.reached",
            Self::BatchFailed { .. } => "batch.failed",
            Self::TaskFound(_) => "task.found",
            Self::TaskState { .. } => "task.state",
            Self::TaskProgress { .. } => "task.progress",
            Self::TaskWaiting { .. } => "task.waiting",
            Self::TaskFailed { .. } => "task.failed",
            Self::TaskReached(_) => "task.reached",
            Self::TaskGone(_) => "task.gone",
            Self::TaskStalled { .. } => "task.stalled",
            Self::TaskLag { .. } => "task.lag",
            Self::PollError { .. } => "poll.error",
            Self::Throttled { .. } => "throttled",
            Self::Resumed { .. } => "resumed",
            Self::Warning { .. } => "warning",
            Self::Heartbeat(_) => "heartbeat",
            Self::RunInterrupted(_) => "run.interrupted",
            Self::RunFinished(_) => "run.finished",
        }
    }
}
