//! What a journal holds: one record a line.

use drs_events::run::Op;
use serde::{Deserialize, Serialize};

use super::header::Header;
use crate::watch::Goal;

/// A line of a journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Entry {
    /// When it was written, in UTC: `2026-03-02T08:15:00.123Z`.
    pub time: String,
    /// What happened, or is about to.
    #[serde(flatten)]
    pub record: Record,
}

impl Entry {
    /// A record that is written at this time.
    pub fn new(time: impl Into<String>, record: Record) -> Self {
        Self { time: time.into(), record }
    }
}

/// What happened, or is about to. No record holds a secret: of requests there is only a digest of the text before its references
/// to secrets were resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Record {
    /// Whose run it is, and of what. The first record; another one follows if a changed file was accepted.
    Header(Header),
    /// A batch is about to be created.
    Intent(Intent),
    /// The service has accepted it.
    Reply(Accepted),
    /// A call was certainly not carried out.
    Refused(Broken),
    /// Nobody knows whether a call was carried out.
    Lost(Broken),
    /// A batch was found that a call must have created whose reply was lost.
    Adopted(Adopted),
    /// A batch has the tasks of a chunk and will not be submitted.
    Orphan(Orphan),
    /// A batch is about to be submitted.
    CommitIntent(CommitIntent),
    /// What the service says to that, or what was seen to have come of it.
    CommitReply(CommitReply),
    /// Tasks have these ids.
    Tasks(Tasks),
    /// A task is about to be acted on.
    ActionIntent(ActionIntent),
    /// What came of it.
    ActionReply(ActionReply),
    /// The result of a check that was begun by an action.
    Checked(Checked),
    /// What is waited for.
    Goal {
        /// The goal; without it each task goes as far as it comes by itself.
        goal: Option<Goal>,
    },
    /// Something that a reader of the journal should know.
    Note {
        /// What.
        text: String,
    },
    /// How a task stood when the wait for it was over.
    Done(Done),
}

/// A batch is about to be created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Intent {
    /// Number of the chunk, from 1.
    pub chunk: u32,
    /// Which attempt at this chunk, from 1.
    pub attempt: u32,
    /// Names of the tasks.
    pub names: Vec<String>,
    /// SHA-256 of the body before its references to secrets were resolved, in hexadecimal digits.
    pub sha256: String,
    /// When it is sent, by the clock of the service, as far as the difference is known.
    pub sent_at: String,
    /// What the tasks are marked with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marker: Option<String>,
    /// Ids of batches that were there before the first attempt, and so cannot come of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<String>,
}

/// The service has accepted a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Accepted {
    /// Number of the chunk.
    pub chunk: u32,
    /// Which attempt.
    pub attempt: u32,
    /// HTTP status.
    pub status: u16,
    /// Id of the batch.
    pub async_job_id: String,
    /// What the vendor's support asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// A call without an answer that says that it was carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Broken {
    /// Which call.
    pub op: Op,
    /// Number of the chunk; 0 for an action.
    pub chunk: u32,
    /// Which attempt.
    pub attempt: u32,
    /// Id of the task, for an action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// The action; without it `start`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// What is known, without any secret.
    pub reason: String,
    /// When nobody waited any more for an answer, by the clock of the service: until then the call may have been carried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The code of a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What the vendor's support asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// A batch that takes the place of one whose reply was lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Adopted {
    /// Number of the chunk.
    pub chunk: u32,
    /// Id of the batch.
    pub async_job_id: String,
    /// State of the batch when it was found.
    pub status: String,
    /// Names by which it was recognised.
    pub names: Vec<String>,
    /// When the service says that it was created.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub create_time: Option<String>,
    /// Whether its tasks have the mark of the run.
    pub is_marked: bool,
    /// Whether somebody chose it.
    pub is_chosen: bool,
}

/// A batch that will not be submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Orphan {
    /// Number of the chunk that has the same tasks.
    pub chunk: u32,
    /// Id of the batch.
    pub async_job_id: String,
    /// Names of the tasks.
    pub names: Vec<String>,
}

/// A batch is about to be submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CommitIntent {
    /// Number of the chunk.
    pub chunk: u32,
    /// Which attempt at this batch, from 1.
    pub attempt: u32,
    /// Id of the batch.
    pub async_job_id: String,
    /// Its state, read just before.
    pub status: String,
    /// When it is sent, by the clock of the service, as far as the difference is known.
    pub sent_at: String,
    /// Whether tasks of the batch were listed before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_tasks: bool,
}

/// What came of submitting a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CommitReply {
    /// Number of the chunk.
    pub chunk: u32,
    /// Id of the batch.
    pub async_job_id: String,
    /// State of the batch.
    pub status: String,
    /// Whether it is submitted.
    pub is_committed: bool,
    /// Whether the answer was lost, and this was seen instead.
    pub is_seen: bool,
    /// What the service says about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What the vendor's support asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// Tasks have these ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tasks {
    /// Number of the chunk; 0 if they existed before the run, which only follows them.
    pub chunk: u32,
    /// The tasks.
    pub tasks: Vec<TaskId>,
}

/// Name and id of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TaskId {
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: String,
}

/// A task is about to be acted on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ActionIntent {
    /// Id of the task.
    pub task: String,
    /// The action, such as `start`.
    pub action: String,
    /// Which attempt, from 1.
    pub attempt: u32,
    /// State of the task, read just before.
    pub status: String,
    /// When it is sent, by the clock of the service, as far as the difference is known.
    pub sent_at: String,
}

/// What came of an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ActionReply {
    /// Id of the task.
    pub task: String,
    /// The action.
    pub action: String,
    /// What its result is read with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query_id: Option<String>,
    /// Whether the answer was lost, and the task was seen in another state instead.
    pub is_seen: bool,
}

/// The result of a check that was begun by an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Checked {
    /// Id of the task.
    pub task: String,
    /// The action, such as `precheck`.
    pub action: String,
    /// What its result was read with.
    pub query_id: String,
    /// Whether it has passed.
    pub has_passed: bool,
}

/// How a task stood when the wait for it was over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Done {
    /// Name of the task.
    pub name: String,
    /// Its id, or that of its batch.
    pub id: String,
    /// Its state, or that of its batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// `reached`, `failed`, `waiting` or `moving`.
    pub standing: String,
}
