//! Asking a run to end while it runs.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use drs_events::run::Op;

/// Asks a run to end while somebody else drives it. Clones are about the same run.
#[derive(Clone, Debug, Default)]
pub struct Control {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    in_flight: Mutex<Option<Op>>,
    is_stopped: AtomicBool,
}

/// A call that changes something is under way for as long as this lives.
#[derive(Debug)]
pub(super) struct InFlight<'c>(&'c Inner);

impl Control {
    /// The call that changes something and is under way. As long as there is none, nothing is lost if the run is given up.
    pub fn in_flight(&self) -> Option<Op> {
        *self.inner.in_flight.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets the run end before the next call that changes something.
    pub fn stop(&self) {
        self.inner.is_stopped.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.inner.is_stopped.load(Ordering::Relaxed)
    }

    pub(super) fn begin(&self, op: Op) -> InFlight<'_> {
        *self.inner.in_flight.lock().unwrap_or_else(PoisonError::into_inner) = Some(op);
        InFlight(&self.inner)
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        *self.0.in_flight.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
