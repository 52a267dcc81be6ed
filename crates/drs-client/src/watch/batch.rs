//! One batch on its way to the goal, or to its tasks.

use std::time::Duration;

use drs_contract::Machine;
use drs_events::watch::EventKind;
use drs_events::{Cause, Goal, Reason};

use super::misses::{Misses, Missing};
use super::state::{BatchState, Standing};
use super::task::{allowed, unknown};
use super::verdict::{self, Verdict};

/// A batch that is waited for.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    pub(super) state: BatchState,
    since: Duration,
    seen: Option<Duration>,
    misses: Misses,
    /// Whether its tasks are still to be asked for.
    pub(super) owes_tasks: bool,
}

impl Batch {
    pub(super) fn new(state: BatchState) -> Self {
        Self { state, ..Self::default() }
    }

    /// The batch is in this state.
    pub(super) fn see(&mut self, now: Duration, status: String, goal: Option<Goal>) -> Vec<EventKind> {
        let id = self.state.id.clone();
        self.misses = Misses::default();
        self.seen = Some(now);
        let is_new = self.state.status.as_ref().is_none_or(|before| !before.eq_ignore_ascii_case(&status));
        let before = self.state.status.replace(status.clone());
        let mut events = Vec::new();
        if is_new {
            self.since = now;
            if !self.is_settled() {
                self.state.standing = Standing::Moving;
            }
            events.push(EventKind::BatchState { batch: id.clone(), status: status.clone(), before });
        }
        if self.is_settled() {
            return events;
        }
        let own = goal.filter(|goal| goal.is_of_batch());
        match verdict::of_batch(own.unwrap_or(Goal::Committed), &status) {
            Verdict::Reached if own.is_none() => self.owes_tasks = true,
            Verdict::Reached => {
                self.state.standing = Standing::Reached;
                events.push(EventKind::BatchReached { batch: id, status });
            }
            Verdict::Failed(reason) => {
                self.state.standing = Standing::Failed(reason);
                let cause = Cause::default();
                events.push(EventKind::BatchFailed { batch: id, status: Some(status), reason, cause });
            }
            Verdict::Waiting if self.state.standing != Standing::Waiting => {
                self.state.standing = Standing::Waiting;
                let allows = allowed(Machine::Batch, &status);
                events.push(EventKind::BatchWaiting { batch: id, status, allows });
            }
            Verdict::Unknown => events.push(unknown(Machine::Batch, &status)),
            Verdict::Waiting | Verdict::GoOn => {}
        }
        events
    }

    /// The service knows no such batch: it says so, or lists none, which may be late. One that was seen may only be missing in the list of
    /// the moment, and so may one that the service has named.
    pub(super) fn miss(&mut self, now: Duration, is_certain: bool, is_named_by_service: bool) -> Option<EventKind> {
        if self.state.status.is_some() {
            return None;
        }
        let id = drs_diag::escape(&self.state.id);
        match self.misses.add(now, is_certain) {
            Missing::First => {
                let message = format!("the service knows no batch with the id `{id}`, and is asked again");
                Some(EventKind::Warning { message })
            }
            Missing::Over if !is_named_by_service => {
                self.state.standing = Standing::Failed(Reason::NotFound);
                let (batch, reason) = (self.state.id.clone(), Reason::NotFound);
                Some(EventKind::BatchFailed { batch, status: None, reason, cause: Cause::default() })
            }
            Missing::Again | Missing::Over => None,
        }
    }

    /// The tasks of the batch are known, and are waited for in its place.
    pub(super) fn hand_over(&mut self) {
        self.owes_tasks = false;
        self.state.standing = Standing::Reached;
    }

    pub(super) fn is_settled(&self) -> bool {
        self.state.standing.is_settled()
    }

    /// Where it is, for whoever looks.
    pub(super) fn shown(&self, now: Duration) -> BatchState {
        let seen_s = self.seen.map(|seen| now.saturating_sub(seen).as_secs());
        BatchState { seen_s, ..self.state.clone() }
    }

    /// How long it has been in its state.
    pub(super) fn in_state(&self, now: Duration) -> Duration {
        now.saturating_sub(self.since)
    }
}
