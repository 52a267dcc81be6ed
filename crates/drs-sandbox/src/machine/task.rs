//! A task.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::batch::state_at;
use super::work::Work;
use super::{Check, Moment, Status};

/// A task.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Its batch, by its place in the world.
    pub(crate) batch: usize,
    /// The task whose objects it adds, by its place in the world.
    pub(crate) parent: Option<usize>,
    pub(crate) children: Vec<usize>,
    /// What was asked for, without secrets.
    pub(crate) spec: Value,
    pub(crate) created: Moment,
    /// When the list begins to show it.
    pub(crate) listed: Moment,
    /// States with the moments of their beginning; none before the commit, the last one is the present one.
    pub(crate) phases: Vec<(Moment, Status)>,
    /// What comes by itself.
    pub(crate) step: Option<Step>,
    /// When it starts by itself, if somebody said so.
    pub(crate) starts: Option<Moment>,
    /// What comes if nobody does anything.
    pub(crate) expiry: Option<Expiry>,
    pub(crate) work: Work,
    /// Whether there is an instance: it is lost after three days without a start.
    pub(crate) has_instance: bool,
    /// Whether objects were edited since the last start.
    pub(crate) is_edited: bool,
    /// Whether the destination may be written to.
    pub(crate) is_writable: bool,
    /// Tests and checks, by the id that their result is read with.
    pub(crate) checks: BTreeMap<String, Check>,
    /// The last precheck.
    pub(crate) precheck: Option<String>,
    /// Items of the precheck that are skipped.
    pub(crate) skipped: BTreeSet<String>,
    pub(crate) log: Vec<LogEntry>,
    pub(crate) deeds: Vec<Deed>,
    /// Rules that have had their effect.
    pub(crate) spent: BTreeSet<String>,
}

/// A state that follows by itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Step {
    pub(crate) at: Moment,
    pub(crate) to: Status,
    /// Action in whose name the service acts.
    pub(crate) by: Option<String>,
}

/// What happens if nobody does anything.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) enum Expiry {
    /// The instance is given back.
    Instance(Moment),
    /// The task is ended.
    End(Moment),
}

/// A line of the log.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LogEntry {
    pub(crate) at: Moment,
    /// `Info`, `Warn` or `Error`.
    pub(crate) level: String,
    pub(crate) message: String,
}

/// Something that somebody did.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Deed {
    pub(crate) at: Moment,
    /// `CREATE`.
    pub(crate) name: String,
    pub(crate) succeeded: bool,
}

impl Task {
    /// The present state; none before the commit.
    pub(crate) fn status(&self) -> Option<Status> {
        self.phases.last().map(|(_, status)| *status)
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.status().is_some_and(|status| status.is(name))
    }

    /// Whether it exists for callers: its batch was submitted, and nobody removed it.
    pub(crate) fn exists(&self) -> bool {
        self.status().is_some_and(|status| !status.is("DELETED"))
    }

    /// The state at a moment, if it had one then.
    pub(crate) fn status_at(&self, at: Moment) -> Option<Status> {
        state_at(&self.phases, at).filter(|_| self.phases.first().is_some_and(|(began, _)| *began <= at))
    }

    /// The state at a moment, if the list shows the task then.
    pub(crate) fn listed_at(&self, at: Moment) -> Option<Status> {
        self.status_at(at).filter(|status| self.listed <= at && !status.is("DELETED"))
    }

    /// A text of the basic data.
    pub(crate) fn base(&self, member: &str) -> Option<&str> {
        self.spec.get("base_info")?.get(member)?.as_str()
    }

    /// Phases that it goes through.
    pub(crate) fn task_type(&self) -> &str {
        self.base("task_type").unwrap_or("FULL_INCR_TRANS")
    }

    /// When a failed task is ended by itself, in milliseconds after its failure.
    pub(crate) fn patience(&self) -> u64 {
        let days: u64 = self.base("expired_days").and_then(|days| days.parse().ok()).unwrap_or(14);
        days.saturating_mul(86_400_000)
    }

    /// Whether a state was ever entered.
    pub(crate) fn has_been(&self, name: &str) -> bool {
        self.phases.iter().any(|(_, status)| status.is(name))
    }

    pub(crate) fn say(&mut self, at: Moment, level: &str, message: impl Into<String>) {
        self.log.push(LogEntry { at, level: level.to_owned(), message: message.into() });
    }
}
