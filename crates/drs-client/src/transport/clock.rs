//! The time, and waiting for it: injected, so that no test waits.

use std::fmt;
use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

/// Tells the time and waits. The clock of the system is the default; a test gives one that goes on when somebody waits.
pub trait Clock: fmt::Debug + Send + Sync {
    /// The time of day, which signatures and deadlines of others are about.
    fn now(&self) -> SystemTime;

    /// The time since some moment, which never goes back.
    fn elapsed(&self) -> Duration;

    /// Waits.
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// The clock of the system.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
    started: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { started: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(duration))
    }
}
