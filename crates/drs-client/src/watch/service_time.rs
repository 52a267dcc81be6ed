//! The time of the service for whoever waits beside a [`Watch`](super::Watch).

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::time::{Moment, Timer};
use crate::time_scale::TimeScale;
use crate::transport::Clock;

/// Tells the time since it was begun, and waits. Both are in the time of the service.
#[derive(Debug)]
pub(crate) struct ServiceTime(Timer);

impl ServiceTime {
    pub(crate) fn new(clock: Arc<dyn Clock>, scale: TimeScale) -> Self {
        Self(Timer::new(clock, scale))
    }

    /// The time of day.
    pub(crate) fn time_of_day(&self) -> SystemTime {
        self.0.time_of_day()
    }

    /// How much of the time of the service passes in so long.
    pub(crate) fn scaled(&self, real: Duration) -> Duration {
        self.0.scaled(real)
    }

    /// The time since it was begun.
    pub(crate) fn now(&self) -> Duration {
        self.0.now()
    }

    /// This moment.
    pub(crate) fn moment(&self) -> Moment {
        self.0.moment()
    }

    /// Whether what was said at a moment may be said again, after so much of the time of the service.
    pub(crate) fn may_repeat(&self, said: Moment, after: Duration) -> bool {
        self.0.may_repeat(said, after)
    }

    /// The real time for a call that has so long.
    pub(crate) fn allowance(&self, duration: Duration) -> Duration {
        self.0.allowance(duration)
    }

    /// Waits until this moment.
    pub(crate) async fn sleep_until(&mut self, moment: Duration) {
        let now = self.now();
        let wait = moment.saturating_sub(now);
        if !wait.is_zero() {
            self.0.sleep_until(now.saturating_add(self.0.at_least(wait))).await;
        }
    }
}
