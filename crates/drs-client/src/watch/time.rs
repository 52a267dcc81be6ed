//! The time of whoever waits, which a sandbox may let pass faster.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::time_scale::{TimeScale, multiplied};
use crate::transport::Clock;

/// The least real wait before the next look, where time passes faster.
const MIN_WAIT: Duration = Duration::from_millis(10);

/// The least real time between two events that say nothing new.
const REPEAT: Duration = Duration::from_secs(1);

/// The least time that a call gets where time passes faster: what answers does not get faster with it.
const MIN_CALL_TIME: Duration = Duration::from_secs(5);

/// A moment, in the time of the service and in that of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Moment {
    pub(crate) service: Duration,
    real: Duration,
}

/// Tells the time since the wait began, and waits. Both are in the time of the service.
#[derive(Debug)]
pub(super) struct Timer {
    clock: Arc<dyn Clock>,
    scale: TimeScale,
    began: Duration,
    skipped: Duration,
}

impl Timer {
    pub(super) fn new(clock: Arc<dyn Clock>, scale: TimeScale) -> Self {
        let began = clock.elapsed();
        Self { clock, scale, began, skipped: Duration::ZERO }
    }

    /// The time of day.
    pub(super) fn time_of_day(&self) -> SystemTime {
        self.clock.now()
    }

    /// The time since the wait began, as this machine has it.
    pub(super) fn real(&self) -> Duration {
        self.clock.elapsed().saturating_sub(self.began)
    }

    /// How much of the time of the service passes in so long.
    pub(super) fn scaled(&self, real: Duration) -> Duration {
        match self.scale {
            TimeScale::Times(times) => multiplied(real, times),
            TimeScale::Instant => real,
        }
    }

    /// The time since the wait began.
    pub(super) fn now(&self) -> Duration {
        self.scaled(self.real()).saturating_add(self.skipped)
    }

    /// This moment.
    pub(super) fn moment(&self) -> Moment {
        Moment { service: self.now(), real: self.real() }
    }

    /// Whether what was said at a moment may be said again: so much time of the service has passed, and, however fast that passes,
    /// some of this machine's.
    pub(super) fn may_repeat(&self, said: Moment, after: Duration) -> bool {
        self.now().saturating_sub(said.service) >= after && self.real().saturating_sub(said.real) >= REPEAT
    }

    /// The wait before a look: this one, but so much of this machine's time that it is no flood.
    pub(super) fn at_least(&self, wait: Duration) -> Duration {
        wait.max(self.scaled(MIN_WAIT))
    }

    /// The real time for a call that has so long.
    pub(super) fn allowance(&self, duration: Duration) -> Duration {
        match self.scale {
            TimeScale::Times(1.0) => duration,
            TimeScale::Times(times) => multiplied(duration, times.recip()).max(MIN_CALL_TIME),
            TimeScale::Instant => duration.max(MIN_CALL_TIME),
        }
    }

    /// Waits until this moment.
    pub(super) async fn sleep_until(&mut self, moment: Duration) {
        let duration = moment.saturating_sub(self.now());
        if duration.is_zero() {
            return;
        }
        // Never no time at all: what is left after rounding would be waited for without end.
        self.clock.sleep(self.scale.real(duration).max(Duration::from_nanos(1))).await;
        if self.scale == TimeScale::Instant {
            self.skipped = self.skipped.saturating_add(moment.saturating_sub(self.now()));
        }
    }
}
