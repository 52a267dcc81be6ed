//! Calls that take long, and who hears of it.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A call that takes long.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delay {
    /// The address of the service.
    pub endpoint: String,
    /// What is wrong, as the end of a sentence about it: `does not answer: Connection refused`.
    pub problem: String,
    /// How much longer the call may take, with all its attempts.
    pub left: Duration,
}

/// Who hears of calls that take long.
#[derive(Clone)]
pub(crate) struct Listener(pub(super) Arc<dyn Fn(&Delay) + Send + Sync>);

impl Listener {
    pub(crate) fn new(listener: impl Fn(&Delay) + Send + Sync + 'static) -> Self {
        Self(Arc::new(listener))
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Listener")
    }
}

/// Since when no call has had a good answer, and what was wrong with the last.
pub(crate) type Silence = Mutex<Option<(Duration, String)>>;
