//! What all calls of a client share.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use drs_contract::{Operation, Retry, Service};
use reqwest::header::HeaderValue;

use super::backoff::{RetryPolicy, Wish};
use super::bucket::Bucket;
use super::clock::Clock;
use super::delay::{Listener, Silence};
use super::gate::Gate;
use super::http::Http;
use super::refused::shifted;
use crate::auth::ProvideCredentials;
use crate::error::Error;
use crate::time_scale::TimeScale;

/// Where a service is, and what sends to it.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    /// Without a slash at the end.
    pub(crate) url: String,
    /// Whether that is on this machine.
    pub(crate) is_local: bool,
    pub(crate) http: Http,
}

/// What all calls of a client share.
pub(crate) struct Shared {
    pub(crate) endpoints: BTreeMap<Service, Endpoint>,
    pub(crate) project_id: String,
    pub(crate) credentials: Arc<dyn ProvideCredentials>,
    pub(crate) language: Option<HeaderValue>,
    /// How requests are checked.
    #[cfg(feature = "validate")]
    pub(crate) options: drs_validate::Options,
    /// How long one attempt may take, of a call that reads and of one that changes something.
    pub(crate) timeout: Duration,
    pub(crate) change_timeout: Duration,
    pub(crate) policy: RetryPolicy,
    /// How fast time passes for a service on this machine.
    pub(crate) scale: TimeScale,
    pub(crate) random: Mutex<fastrand::Rng>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) gate: Gate,
    pub(crate) bucket: Bucket,
    /// By how many seconds the clock of the service is ahead of ours, once it is known to matter.
    pub(crate) skew: AtomicI64,
    pub(crate) listener: Option<Listener>,
    pub(crate) silence: Silence,
}

impl Shared {
    /// Where an operation is answered.
    pub(crate) fn endpoint(&self, operation: Operation) -> Result<&Endpoint, Error> {
        let service = operation.service();
        self.endpoints.get(&service).ok_or_else(|| {
            Error::configuration(format!("`{operation}` is answered by `{service}`, and no endpoint is set for it"))
        })
    }

    /// The time of day as the service has it.
    pub(crate) fn service_time(&self) -> SystemTime {
        shifted(self.clock.now(), self.skew.load(Ordering::Relaxed))
    }

    /// How long an attempt of a call may take.
    pub(crate) fn timeout_of(&self, class: Retry) -> Duration {
        match class {
            Retry::Read => self.timeout,
            Retry::Idempotent | Retry::Once => self.change_timeout,
        }
    }

    /// How long a call may take that has made so many attempts and is about to make another one.
    pub(crate) fn time_of(&self, class: Retry, attempts: u32, within: Option<Duration>) -> Duration {
        let left = self.policy.attempts.saturating_sub(attempts).max(1);
        let waits: Duration = (attempts + 1..self.policy.attempts).map(|attempt| self.policy.longest(attempt)).sum();
        let all = self.timeout_of(class).saturating_mul(left).saturating_add(waits);
        within.map_or(all, |within| within.min(all))
    }

    /// How long to wait after so many attempts.
    pub(crate) fn delay(&self, attempts: u32, wish: Wish) -> Duration {
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        self.policy.delay(attempts, wish, &mut random)
    }
}
