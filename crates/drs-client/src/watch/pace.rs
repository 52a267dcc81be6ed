//! How often somebody looks, and how many calls that may cost.

use std::time::Duration;

/// How often a task is looked at: after a twentieth of the time that it has been in its state, within these.
const TASK: (Duration, Duration) = (Duration::from_secs(10), Duration::from_mins(1));

/// How often a batch is looked at: after a tenth of that time, within these.
const BATCH: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(30));

/// How long before the deadline the last look begins, if the looks are not expected to take longer.
const LAST: Duration = Duration::from_secs(5);

/// The wait before the next look at a task that has been in its state so long.
pub(super) fn of_task(in_state: Duration) -> Duration {
    (in_state / 20).clamp(TASK.0, TASK.1)
}

/// The wait before the next look at a batch that has been in its state so long.
pub(super) fn of_batch(in_state: Duration) -> Duration {
    (in_state / 10).clamp(BATCH.0, BATCH.1)
}

/// The wait after so many looks in a row that failed.
pub(super) fn after_errors(in_a_row: u32) -> Duration {
    let doubled = 2_u32.saturating_pow(in_a_row.saturating_sub(1).min(16));
    Duration::from_secs(1).saturating_mul(doubled).min(TASK.1)
}

/// When the last look begins that was to begin at `due`, after the deadline.
pub(super) fn last(now: Duration, due: Duration, deadline: Duration, cost: Duration) -> Duration {
    if due < deadline {
        return due;
    }
    let left = deadline.saturating_sub(now);
    deadline.saturating_sub(cost.saturating_mul(2).max(LAST).min(left / 2)).max(now)
}

/// Lets so many calls a second go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    gap: Duration,
    next: Duration,
}

impl Budget {
    pub(super) fn new(per_second: f64) -> Self {
        let gap = Duration::try_from_secs_f64(1.0 / per_second.max(1e-3)).unwrap_or(Duration::from_secs(1));
        Self { gap, next: Duration::ZERO }
    }

    /// When the next call may go.
    pub(super) fn turn(&self) -> Duration {
        self.next
    }

    /// A call goes now.
    pub(super) fn spend(&mut self, now: Duration) {
        self.next = self.next.max(now).saturating_add(self.gap);
    }

    /// How long so many calls take.
    pub(super) fn cost(&self, calls: u32) -> Duration {
        self.gap.saturating_mul(calls)
    }

    /// No call goes before this moment.
    pub(super) fn hold(&mut self, until: Duration) {
        self.next = self.next.max(until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn looks_become_rarer_within_bounds() {
        let seconds = |of: fn(Duration) -> Duration| [0, 100, 400, 86_400].map(|it| of(SECOND * it).as_secs());
        assert_eq!(seconds(of_task), [10, 10, 20, 60]);
        assert_eq!(seconds(of_batch), [5, 10, 30, 30]);
        assert_eq!([1, 2, 3, 7, u32::MAX].map(|it| after_errors(it).as_secs()), [1, 2, 4, 60, 60]);
    }

    #[test]
    fn a_last_look_comes_before_the_deadline() {
        let at =
            |now: u32, due: u32, cost: u32| last(SECOND * now, SECOND * due, SECOND * 100, SECOND * cost).as_secs();
        assert_eq!(at(0, 60, 0), 60);
        assert_eq!(at(60, 120, 0), 95);
        assert_eq!(at(60, 120, 9), 82);
        assert_eq!(at(98, 150, 0), 99);
    }

    #[test]
    fn calls_keep_their_distance() {
        let mut budget = Budget::new(5.0);
        let mut turns = Vec::new();
        for now in [0, 0, 0, 3000] {
            let now = budget.turn().max(Duration::from_millis(now));
            turns.push(now.as_millis());
            budget.spend(now);
        }
        assert_eq!(turns, [0, 200, 400, 3000]);
    }
}
