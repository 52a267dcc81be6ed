//! The ledger: what was acknowledged to callers, in its order.
//!
//! It is written where an event has been answered, from the event and the answer, and nothing that moves batches and tasks reads it.
//! So what is there can be compared with what was promised.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Event;

/// What was acknowledged to callers, in its order.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Ledger(Vec<Entry>);

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Entry {
    /// A batch was accepted, with so many tasks.
    Accepted { batch: String, tasks: usize },
    /// A batch was submitted, and these tasks with it.
    Committed { batch: String, tasks: Vec<Promise> },
    /// A submitted task got another name.
    Renamed { task: String, name: String },
    /// A task was removed.
    Deleted { task: String },
}

/// A task that a caller may rely on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Promise {
    pub(super) id: String,
    pub(super) name: String,
}

/// The entry that an event leads to if it is accepted, except for commits: those are read off the states that were entered.
pub(super) enum Draft {
    Nothing,
    Create { tasks: usize },
    Rename { task: String, name: String },
    Delete { task: String },
}

impl Draft {
    pub(super) fn of(event: &Event) -> Self {
        match event {
            Event::Create { items, .. } => Self::Create { tasks: items.len() },
            Event::Delete { task } => Self::Delete { task: task.clone() },
            Event::Update { task, params, .. } => match params.pointer("/base_info/name").and_then(Value::as_str) {
                Some(name) => Self::Rename { task: task.clone(), name: name.to_owned() },
                None => Self::Nothing,
            },
            _ => Self::Nothing,
        }
    }
}

impl Ledger {
    pub(super) fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// How many batches were submitted.
    pub(super) fn commits(&self) -> usize {
        let batch = |entry: &Entry| if let Entry::Committed { batch, .. } = entry { Some(batch.clone()) } else { None };
        self.0.iter().filter_map(batch).collect::<BTreeSet<_>>().len()
    }

    pub(super) fn write(&mut self, entry: Entry) {
        self.0.push(entry);
    }
}
