//! What happens while a run goes on: the events of a wait, and those of batches that are created and submitted.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Finding};
use crate::counts::Ending;
use crate::goal::Goal;
use crate::watch;

/// Something that has happened in a run.
pub type Event = crate::Event<EventKind>;

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1", rename = "AnyEvent"))]
#[serde(untagged)]
#[non_exhaustive]
pub enum EventKind {
    /// Something about the run itself, or about creating and submitting.
    Run(RunEvent),
    /// Something that was seen while waiting.
    Watch(watch::EventKind),
}

/// A call that changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Create a batch.
    Create,
    /// Submit a batch.
    Commit,
    /// Act on a task.
    Action,
}

impl Op {
    /// The word, as messages have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Commit => "commit",
            Self::Action => "action",
        }
    }
}

/// Something about a run, or about creating and submitting batches.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
#[serde(tag = "event")]
#[non_exhaustive]
pub enum RunEvent {
    /// The run begins, or goes on.
    #[serde(rename = "run.started")]
    Started {
        /// What is waited for; without it each task goes as far as it comes by itself.
        #[serde(skip_serializing_if = "Option::is_none")]
        goal: Option<Goal>,
        /// How many tasks the files have.
        tasks: usize,
        /// How many batches are known already.
        batches: usize,
        /// Whether an earlier run goes on.
        is_resumed: bool,
    },
    /// A batch is about to be created.
    #[serde(rename = "batch.intent")]
    BatchIntent {
        /// The request file.
        file: String,
        /// Number of the chunk, from 1.
        chunk: u32,
        /// Which attempt, from 1.
        attempt: u32,
        /// Names of the tasks.
        names: Vec<String>,
    },
    /// The service has accepted it.
    #[serde(rename = "batch.accepted")]
    BatchAccepted {
        /// Id of the batch.
        batch: String,
        /// Number of the chunk.
        chunk: u32,
    },
    /// Nobody knows whether a call was carried out; it is looked for.
    #[serde(rename = "call.lost")]
    CallLost {
        /// Which call.
        op: Op,
        /// Number of the chunk, or 0.
        chunk: u32,
        /// What is known.
        reason: String,
    },
    /// A batch was found that a call must have created whose reply was lost.
    #[serde(rename = "batch.adopted")]
    BatchAdopted {
        /// Id of the batch.
        batch: String,
        /// Number of the chunk.
        chunk: u32,
        /// Its state.
        status: String,
    },
    /// A batch is submitted.
    #[serde(rename = "batch.committed")]
    BatchCommitted {
        /// Id of the batch.
        batch: String,
        /// Names of the tasks.
        names: Vec<String>,
    },
    /// Why the check of a task failed.
    #[serde(rename = "batch.finding")]
    BatchFinding {
        /// Id of the batch.
        batch: String,
        /// Name of the task.
        name: String,
        /// The code of what the check found, if it has one.
        #[serde(skip_serializing_if = "Option::is_none")]
        code: Option<String>,
        /// What the check found.
        reason: String,
    },
    /// A batch will not be submitted, and no call removes it. It costs nothing.
    #[serde(rename = "batch.orphan")]
    BatchOrphan {
        /// Id of the batch.
        batch: String,
        /// Names of its tasks.
        names: Vec<String>,
    },
    /// A task was acted on.
    #[serde(rename = "task.action")]
    TaskAction {
        /// Id of the task.
        task: String,
        /// Its name.
        name: String,
        /// The action, such as `start`.
        action: String,
        /// Why the service refuses it, if it does.
        #[serde(skip_serializing_if = "Option::is_none")]
        refused: Option<String>,
        /// The code of the refusal, if it has one.
        #[serde(skip_serializing_if = "Option::is_none")]
        code: Option<String>,
    },
    /// The connections of a task were tested, or the check before its start is over.
    #[serde(rename = "task.checked")]
    TaskChecked {
        /// Id of the task.
        task: String,
        /// Its name.
        name: String,
        /// What was checked.
        check: Check,
        /// Whether it has passed. A task that has not is not started by this run.
        has_passed: bool,
        /// What did not pass, warnings included.
        findings: Vec<Finding>,
    },
    /// The run was interrupted; what was begun goes on.
    #[serde(rename = "run.interrupted")]
    Interrupted(Ending),
    /// The run is over.
    #[serde(rename = "run.finished")]
    Finished(Ending),
}

impl Event {
    /// What was seen while waiting, as an event of a wait.
    pub fn of_wait(&self) -> Option<crate::Event> {
        let EventKind::Watch(kind) = &self.kind else { return None };
        Some(crate::Event::new(&self.time, &self.run, self.seq, kind.clone()))
    }
}

impl From<RunEvent> for EventKind {
    fn from(event: RunEvent) -> Self {
        Self::Run(event)
    }
}

impl From<watch::EventKind> for EventKind {
    fn from(event: watch::EventKind) -> Self {
        Self::Watch(event)
    }
}
