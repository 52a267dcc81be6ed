//! Synchronizations into StarRocks, and the workflows that change them.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Moment;

/// A synchronization into StarRocks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Replication {
    pub(crate) instance: String,
    pub(crate) name: String,
    /// The last configuration, as it was sent.
    pub(crate) config: Value,
    pub(crate) created: Moment,
    /// When the full phase began.
    pub(crate) started: Option<Moment>,
    /// Since when it is paused.
    pub(crate) paused: Option<Moment>,
    /// Until when the instance is busy.
    pub(crate) busy: Moment,
}

/// A workflow of TaurusDB.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Workflow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) instance: String,
    pub(crate) begun: Moment,
    pub(crate) ends: Moment,
}

/// Something that happens to a synchronization.
#[derive(Clone, Debug)]
pub(crate) struct ReplicationEvent {
    pub(crate) instance: String,
    pub(crate) name: String,
    pub(crate) change: ReplicationChange,
}

/// What happens to it.
#[derive(Clone, Debug)]
pub(crate) enum ReplicationChange {
    /// It is set up, or set up anew.
    Configure(Value),
    /// It is started, and set up before if it is not there.
    Start(Value),
    Pause,
    Resume,
    Delete,
}

impl Replication {
    /// Stage and progress in percent at a moment.
    pub(crate) fn stage(&self, full: u64, at: Moment) -> (&'static str, u64) {
        let Some(started) = self.started else { return ("Wait", 0) };
        let passed = self.paused.unwrap_or(at).since(started);
        let percent = (passed * 100).checked_div(full).unwrap_or(100).min(100);
        match percent {
            _ if self.paused.is_some() => ("Paused", percent),
            100 => ("Incremental", 100),
            _ => ("Full", percent),
        }
    }
}
