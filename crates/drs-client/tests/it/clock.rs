//! A clock that goes on when somebody waits, and at no other time.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use drs_client::Clock;

/// The clock; clones show the same time.
#[derive(Clone, Debug)]
pub(crate) struct TestClock {
    start: SystemTime,
    waits: Arc<Mutex<Vec<Duration>>>,
}

impl TestClock {
    /// A clock that shows 2026-11-29, 12:00 UTC.
    pub(crate) fn new() -> Self {
        Self { start: SystemTime::UNIX_EPOCH + Duration::from_hours(498_876), waits: Arc::default() }
    }

    /// How long was waited each time.
    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap().clone()
    }

    /// Lets time pass.
    pub(crate) fn advance(&self, duration: Duration) {
        self.waits.lock().unwrap().push(duration);
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        self.start + self.elapsed()
    }

    fn elapsed(&self) -> Duration {
        self.waits.lock().unwrap().iter().sum()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.advance(duration);
        Box::pin(tokio::task::yield_now())
    }
}
