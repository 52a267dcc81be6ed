//! What happens to a world, and what comes of it.

use serde_json::Value;

use super::{Action, LifeRule, Moment, ReplicationEvent, Status};

/// Something that happens to a world.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// Nothing but time.
    Tick,
    /// A batch arrives.
    Create { items: Vec<Value>, user: String, domain: String },
    /// A task of a batch is repaired; the check of the batch begins again.
    Repair { batch: String, task: Option<String>, kind: String, params: Value },
    /// A batch is submitted.
    Commit { batch: String },
    /// An action of `execute_job_action`, or the operation of the same effect.
    Act { task: String, action: Action },
    /// Settings of a task are changed.
    Update { task: String, kind: String, params: Value },
    /// A task is removed.
    Delete { task: String },
    /// A synchronization into StarRocks changes.
    Replicate(ReplicationEvent),
    /// Other rules about the life of tasks hold from now on.
    Rules(Vec<LifeRule>),
}

/// What comes of an event.
#[derive(Debug)]
pub(crate) struct Effects {
    /// What the caller is told.
    pub(crate) reply: Result<Reply, Refusal>,
    /// States that were entered, in their order.
    pub(crate) moves: Vec<Move>,
    /// Rules that had an effect, as they were written.
    pub(crate) fired: Vec<String>,
}

/// A state that was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Move {
    pub(crate) at: Moment,
    /// Id of the batch or the task.
    pub(crate) id: String,
    pub(crate) from: Option<Status>,
    pub(crate) to: Status,
    /// Action or operation that led there.
    pub(crate) by: Option<String>,
}

/// What a caller is told of an event that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// Done; there is nothing more to say.
    Done,
    /// The batch that was created.
    Batch(String),
    /// The state of a batch after its commit, and a word about it.
    Commit(Status, &'static str),
    /// Something was begun whose result is read with this id.
    Query(String),
    /// The task that was repaired.
    Task { id: String, name: String },
}

/// Why an event was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    NoSuchTask,
    NoSuchBatch,
    WrongState,
    CheckNotPassed,
    InstanceLost,
    QuotaUsedUp,
    NameTaken,
    NoSuchReplication,
    UnknownReplication,
    ReplicationBusy,
    WrongStage,
}

impl Refusal {
    /// Code and message, as the service has them.
    pub(crate) fn text(self) -> (&'static str, &'static str) {
        match self {
            Self::NoSuchTask => ("DRS.10000010", "The task does not exist; check its ID."),
            Self::NoSuchBatch => ("DRS.10000001", "The batch does not exist; check its ID."),
            Self::WrongState => ("DRS.10000001", "The current task status does not allow this action."),
            Self::CheckNotPassed => ("DRS.10000001", "The last precheck of the task did not pass."),
            Self::InstanceLost => {
                ("DRS.10000001", "The instance was released after three days of configuration; create it again.")
            }
            Self::NameTaken => ("DRS.M00277", "A task of this name exists."),
            Self::QuotaUsedUp => ("DRS.10000001", "The quota of tasks is used up."),
            Self::NoSuchReplication => ("DBS.270022", "The synchronization does not exist."),
            Self::UnknownReplication => ("DBS.05000091", "The synchronization does not exist."),
            Self::ReplicationBusy => ("DBS.200047", "The instance is busy with another operation."),
            Self::WrongStage => ("DBS.200001", "The synchronization is in a stage that does not allow this."),
        }
    }
}
