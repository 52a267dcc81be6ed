//! What a wait is to be like, before it begins.

use std::sync::Arc;
use std::time::Duration;

use drs_events::Goal;

use super::batch::Batch;
use super::source::Source;
use super::state::{BatchState, Snapshot, TaskState};
use super::task::{Task, Wanted};
use crate::time_scale::TimeScale;

/// How many calls a second are made at most if nothing else is said. The service does not say how many it takes.
const CALLS_PER_SECOND: f64 = 5.0;

/// What a wait is to be like. [`Plan::deadline`] begins it.
#[must_use = "nothing is waited for before `deadline`"]
pub struct Plan {
    pub(super) source: Arc<dyn Source>,
    pub(super) tasks: Vec<Task>,
    pub(super) batches: Vec<Batch>,
    pub(super) wanted: Wanted,
    pub(super) calls_per_second: f64,
    pub(super) ends_when_waiting: bool,
    pub(super) scale: TimeScale,
    pub(super) is_local: bool,
    pub(super) is_named_by_service: bool,
    pub(super) run: Option<String>,
    pub(super) seq: u64,
    pub(super) random: fastrand::Rng,
}

impl std::fmt::Debug for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plan").field("tasks", &self.tasks).field("batches", &self.batches).finish_non_exhaustive()
    }
}

impl Plan {
    pub(super) fn new(source: Arc<dyn Source>, is_local: bool) -> Self {
        Self {
            source,
            tasks: Vec::new(),
            batches: Vec::new(),
            wanted: Wanted { goal: None, max_lag: None },
            calls_per_second: CALLS_PER_SECOND,
            ends_when_waiting: false,
            scale: TimeScale::Times(1.0),
            is_local,
            is_named_by_service: false,
            run: None,
            seq: 0,
            random: fastrand::Rng::new(),
        }
    }

    /// Waits for these tasks too, by their ids.
    pub fn tasks(mut self, ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        for id in ids.into_iter().map(Into::into) {
            if self.tasks.iter().all(|task| task.state.id != id) {
                self.tasks.push(Task::new(TaskState { id, ..TaskState::default() }));
            }
        }
        self
    }

    /// Waits for these batches too, by their ids. If the goal is one of tasks, the tasks of each are waited for once it is submitted.
    pub fn batches(mut self, ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        for id in ids.into_iter().map(Into::into) {
            if self.batches.iter().all(|batch| batch.state.id != id) {
                self.batches.push(Batch::new(BatchState { id, ..BatchState::default() }));
            }
        }
        self
    }

    /// What is waited for. Without it each task goes as far as it comes by itself: [`Goal::Full`] if it copies once,
    /// [`Goal::Incremental`] otherwise.
    pub fn goal(mut self, goal: Goal) -> Self {
        self.wanted.goal = Some(goal);
        self
    }

    /// The greatest lag: what [`Goal::CaughtUp`] means, and what is reported when it is exceeded. Without it none is small enough but zero.
    pub fn max_lag(mut self, lag: Duration) -> Self {
        self.wanted.max_lag = Some(u64::try_from(lag.as_millis()).unwrap_or(u64::MAX));
        self
    }

    /// How many calls a second are made at most, for all batches and tasks together. Default: 5.
    pub fn budget(mut self, calls_per_second: f64) -> Self {
        self.calls_per_second = calls_per_second;
        self
    }

    /// Whether the wait ends as soon as all that are left wait for somebody. Default: no.
    pub fn end_when_waiting(mut self, ends: bool) -> Self {
        self.ends_when_waiting = ends;
        self
    }

    /// Somebody has just acted on a task, which was in this state before: if that is a failure, the wait does not take the old one
    /// for the result. It counts once a minute has passed, or once the task was in another state.
    pub fn acted(self, id: &str, status_before: &str) -> Self {
        let mut plan = self.tasks([id]);
        for task in plan.tasks.iter_mut().filter(|task| task.state.id == id) {
            task.acted(status_before);
        }
        plan
    }

    /// How fast the time of the service passes. Only one on this machine can be in a hurry: of any other it is ignored.
    pub fn time_scale(mut self, scale: TimeScale) -> Self {
        self.scale = scale;
        self
    }

    /// The service has named all of it: what it then does not know is late, or gone.
    pub(crate) fn named_by_service(mut self) -> Self {
        self.is_named_by_service = true;
        self
    }

    /// Name of the wait, which is in each of its events. Default: a random one.
    pub fn run(mut self, name: impl Into<String>) -> Self {
        self.run = Some(name.into());
        self
    }

    /// Where chance begins, for tests that want the same each time.
    pub fn seed(mut self, seed: u64) -> Self {
        self.random = fastrand::Rng::with_seed(seed);
        self
    }

    /// Goes on where another wait was.
    pub(super) fn snapshot(mut self, snapshot: Snapshot) -> Self {
        self.tasks = snapshot.tasks.into_iter().map(Task::new).collect();
        self.batches = snapshot.batches.into_iter().map(Batch::new).collect();
        self.wanted.goal = snapshot.goal;
        self.wanted.max_lag = snapshot.max_lag_ms;
        self.run = Some(snapshot.run);
        self.seq = snapshot.seq;
        self
    }
}
