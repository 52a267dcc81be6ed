//! How far a task has come, as a function of time.

use serde::{Deserialize, Serialize};

use super::Moment;

/// Interval between two points of a curve of delays.
const MINUTE: u64 = 60_000;

/// The work of a task. The full phase is measured in the milliseconds that it takes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Work {
    /// Length of the full phase.
    pub(crate) total: u64,
    /// What was done when the work was last begun or halted.
    pub(crate) done: u64,
    /// Since when the full phase is running.
    pub(crate) running: Option<Moment>,
    /// Where the full phase stops moving.
    pub(crate) limit: Option<u64>,
    /// Since when the incremental phase is running.
    pub(crate) incremental: Option<Moment>,
    /// Delay at successive minutes of the incremental phase, in milliseconds.
    pub(crate) curve: Vec<u64>,
    /// When the figures were last taken, if nothing is running.
    pub(crate) taken: Option<Moment>,
}

impl Work {
    /// Work that is done at a moment.
    pub(crate) fn done_at(&self, at: Moment) -> u64 {
        let moved = self.running.map_or(0, |since| at.since(since));
        self.done.saturating_add(moved).min(self.limit.unwrap_or(self.total)).min(self.total)
    }

    /// Part of the full phase that is done at a moment, in percent.
    pub(crate) fn percent_at(&self, at: Moment) -> u64 {
        percent(self.done_at(at), self.total)
    }

    /// Milliseconds to the end of the full phase.
    pub(crate) fn remaining_at(&self, at: Moment) -> u64 {
        self.total - self.done_at(at)
    }

    /// When the work that is running reaches `target`.
    pub(crate) fn reaches(&self, target: u64) -> Option<Moment> {
        self.running.map(|since| since.after(target.saturating_sub(self.done)))
    }

    /// When the figures of a moment were taken: earlier than it, if nothing moves.
    pub(crate) fn taken_at(&self, at: Moment) -> Moment {
        let stopped = self.limit.and_then(|limit| self.reaches(limit)).filter(|stopped| *stopped <= at);
        stopped.or(self.taken).unwrap_or(at)
    }

    /// Delay of the incremental phase in milliseconds; none outside of it.
    pub(crate) fn delay_at(&self, at: Moment) -> Option<u64> {
        let passed = self.taken_at(at).since(self.incremental?);
        let index = usize::try_from(passed / MINUTE).unwrap_or(usize::MAX);
        let last = self.curve.last().copied().unwrap_or(0);
        let from = self.curve.get(index).copied().unwrap_or(last);
        let to = self.curve.get(index.saturating_add(1)).copied().unwrap_or(last);
        let part = passed % MINUTE;
        Some(from.saturating_mul(MINUTE - part).saturating_add(to.saturating_mul(part)) / MINUTE)
    }

    /// Milliseconds after which the delay no longer changes.
    pub(crate) fn calm(&self) -> u64 {
        MINUTE.saturating_mul(self.curve.len().saturating_sub(1) as u64)
    }

    /// Begins or resumes the full phase.
    pub(crate) fn run(&mut self, at: Moment, limit: Option<u64>) {
        self.halt(at);
        self.running = Some(at);
        self.limit = limit;
        self.taken = None;
    }

    /// Begins the incremental phase.
    pub(crate) fn follow(&mut self, at: Moment, is_frozen: bool) {
        self.halt(at);
        self.done = self.total;
        self.incremental = Some(at);
        self.taken = is_frozen.then_some(at);
    }

    /// Halts whatever is running.
    pub(crate) fn halt(&mut self, at: Moment) {
        let taken = self.taken_at(at);
        self.done = self.done_at(at);
        if self.running.take().is_some() || self.incremental.is_some() {
            self.taken = Some(taken);
        }
        self.limit = None;
    }

    /// Forgets what was done: the full phase begins again.
    pub(crate) fn restart(&mut self) {
        *self = Self { total: self.total, curve: std::mem::take(&mut self.curve), ..Self::default() };
    }
}

/// Part of a whole, in percent; all of it if there is nothing to do.
pub(super) fn percent(done: u64, total: u64) -> u64 {
    let percent = (u128::from(done) * 100).checked_div(total.into()).unwrap_or(100);
    u64::try_from(percent).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Moment, Work};

    #[test]
    fn work_is_halted_and_resumed() {
        let mut work = Work { total: 1_000, ..Work::default() };
        work.run(Moment(100), None);
        assert_eq!((work.percent_at(Moment(500)), work.remaining_at(Moment(500))), (40, 600));
        work.halt(Moment(500));
        assert_eq!((work.percent_at(Moment(9_000)), work.taken_at(Moment(9_000))), (40, Moment(500)));
        work.run(Moment(9_000), Some(700));
        assert_eq!((work.percent_at(Moment(99_000)), work.taken_at(Moment(99_000))), (70, Moment(9_300)));
    }

    #[test]
    fn the_delay_follows_its_curve() {
        let mut work = Work { total: 10, curve: vec![60_000, 0, 500], ..Work::default() };
        assert_eq!(work.delay_at(Moment(0)), None);
        work.follow(Moment(0), false);
        let delays = [0, 30_000, 60_000, 90_000, 1_000_000].map(|at| work.delay_at(Moment(at)).unwrap());
        assert_eq!(delays, [60_000, 30_000, 0, 250, 500]);
    }
}
