//! Calls within the budget, and what becomes of a wait when they fail.

use std::time::Duration;

use drs_events::watch::EventKind;

use super::failures::ends_the_wait;
use super::pages::{Entry, Pages};
use super::run::Watch;
use super::source::Page;
use crate::error::{AuthProblem, Error, TransportKind};

/// How long a call may take; meanwhile nobody hears anything.
const PATIENCE: Duration = Duration::from_mins(1);

impl Watch {
    /// Waits until a call may go, and says how long it may take.
    pub(super) async fn turn(&mut self) -> Result<Duration, Error> {
        let turn = self.budget.turn();
        self.timer.sleep_until(self.deadline.map_or(turn, |deadline| turn.min(deadline))).await;
        let now = self.timer.now();
        let left = self.deadline.map_or(PATIENCE, |deadline| deadline.saturating_sub(now).min(PATIENCE));
        if left.is_zero() {
            return Err(Error::Deadline { operation: "list_jobs", source: None });
        }
        self.budget.spend(now);
        self.calls = self.calls.saturating_add(1);
        Ok(self.timer.allowance(left))
    }

    /// A page, and whether it is the last; none if it was too long for the service, so that a shorter one is to be asked for.
    pub(super) fn page<T: Entry>(
        &mut self,
        pages: &mut Pages,
        page: Result<Page<T>, Error>,
    ) -> Result<Option<(Vec<T>, bool)>, Error> {
        match page {
            Ok(page) => {
                self.limit = pages.limit();
                let is_end = pages.read(&page);
                Ok(Some((page.items, is_end)))
            }
            Err(Error::Refused { refusal, .. }) if refusal.status == 400 && pages.shorten() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// A call has failed: only what no other call can do better ends the wait.
    pub(super) fn fail(&mut self, error: Error) {
        let now = self.timer.now();
        if ends_the_wait(&error) {
            self.error = Some(error);
            return;
        }
        match error {
            // The deadline of the wait has cut the call off.
            Error::Deadline { .. } | Error::Transport { kind: TransportKind::Timeout, .. }
                if self.deadline.is_some_and(|deadline| now >= deadline) => {}
            Error::Throttled { retry_at, .. } => {
                let wait = retry_at.duration_since(self.timer.time_of_day()).unwrap_or_default();
                self.failures.skip();
                self.hold(wait);
                self.say(EventKind::Throttled { wait_s: wait.as_secs() });
            }
            Error::Auth { problem: AuthProblem::Locked { until, .. }, .. } => {
                self.failures.add();
                self.hold(until.duration_since(self.timer.time_of_day()).unwrap_or_default());
                self.say_failure(&error, self.failures.in_a_row());
            }
            error => {
                if let Some(in_a_row) = self.failures.add() {
                    self.say_failure(&error, in_a_row);
                }
            }
        }
    }

    fn say_failure(&mut self, error: &Error, in_a_row: u32) {
        let last_good_s = self.last_good.map(|at| self.timer.now().saturating_sub(at).as_secs());
        self.say(EventKind::PollError { message: error.to_string(), in_a_row, last_good_s });
    }

    /// No call goes for so long.
    fn hold(&mut self, wait: Duration) {
        self.budget.hold(self.timer.now().saturating_add(self.timer.scaled(wait)));
    }
}
