//! A batch of tasks.

use serde::{Deserialize, Serialize};

use super::{Moment, Status};

/// A batch of tasks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Batch {
    pub(crate) id: String,
    /// Counted from 1, in the order of creation.
    pub(crate) number: u64,
    pub(crate) user: String,
    pub(crate) domain: String,
    pub(crate) created: Moment,
    /// When the list begins to show it.
    pub(crate) listed: Moment,
    /// Its tasks, by their place in the world.
    pub(crate) tasks: Vec<usize>,
    /// States with the moments of their beginning; the last one is the present one.
    pub(crate) phases: Vec<(Moment, Status)>,
    /// When the present state ends by itself.
    pub(crate) due: Option<Moment>,
    /// When it was submitted.
    pub(crate) committed: Option<Moment>,
    /// What the last check found, by the place of the task in the batch.
    pub(crate) findings: Vec<(usize, String)>,
}

impl Batch {
    /// The present state.
    pub(crate) fn status(&self) -> Status {
        self.phases.last().map_or_else(|| Status::of("ASYNC_JOB_CREATING"), |(_, status)| *status)
    }

    /// The state at a moment; the first one if it is earlier than all.
    pub(crate) fn status_at(&self, at: Moment) -> Status {
        state_at(&self.phases, at).unwrap_or_else(|| self.status())
    }
}

/// The state at a moment, by the moments at which states began; the first one if it is earlier than all.
pub(crate) fn state_at(phases: &[(Moment, Status)], at: Moment) -> Option<Status> {
    let begun = phases.partition_point(|(began, _)| *began <= at).max(1);
    phases.get(begun - 1).map(|(_, status)| *status)
}
