//! The time of the service for whoever waits beside a [`Watch`](super::Watch).

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::time::{TimeScale, Timer};
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

    /// Waits until this moment.
    pub(crate) async fn sleep_until(&mut self, moment: Duration) {
        self.0.sleep_until(moment).await;
    }
}
