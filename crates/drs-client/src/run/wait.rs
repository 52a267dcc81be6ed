//! How long a run may go on, and what is heard of it while it waits.

use std::time::Duration;

use super::core::Run;
use super::error::RunError;
use crate::watch::{Counts, EventKind};

/// After which time without any event it is said that the run goes on.
const HEARTBEAT: Duration = Duration::from_mins(1);

impl Run {
    /// Whether the time for the run is over, or somebody asked for its end.
    pub(super) fn is_over(&self) -> bool {
        self.control.is_stopped() || self.deadline.is_some_and(|deadline| self.timer.now() >= deadline)
    }

    /// Whether the run may go on.
    pub(super) fn may_go_on(&self, doing: &'static str) -> Result<(), RunError> {
        if self.control.is_stopped() {
            return Err(RunError::Stopped);
        }
        if self.is_over() { Err(RunError::Deadline(doing)) } else { Ok(()) }
    }

    /// Waits, unless the run is over before; of a long wait it is said that it goes on.
    pub(super) async fn wait_until(&mut self, moment: Duration) {
        let moment = self.deadline.map_or(moment, |deadline| moment.min(deadline));
        loop {
            self.beat();
            let now = self.timer.now();
            if now >= moment {
                return;
            }
            let beat = Some(self.last_event.service.saturating_add(HEARTBEAT)).filter(|at| *at > now);
            self.timer.sleep_until(beat.map_or(moment, |beat| beat.min(moment))).await;
        }
    }

    /// Says that the run goes on, if nothing was said for long.
    fn beat(&mut self) {
        if !self.timer.may_repeat(self.last_event, HEARTBEAT) {
            return;
        }
        let tasks = self.tasks();
        let mut counts = Counts::default();
        counts.failed = tasks.iter().filter(|task| task.reason.is_some()).count();
        counts.moving = tasks.len() - counts.failed;
        self.say(EventKind::Heartbeat(counts));
    }
}
