//! Sending a call that changes something, once.

use std::time::Duration;

use bytes::Bytes;
use drs_contract::Operation;
use drs_events::run::Op;

use super::core::Run;
use crate::client::Client;
use crate::error::Error;
use crate::raw::RawResponse;

/// How long a call is one too many before that is its result.
const PATIENCE: Duration = Duration::from_mins(10);

/// How long between two attempts at such a call.
const PAUSE: Duration = Duration::from_secs(10);

/// A call that changes something.
pub(super) struct Change {
    pub(super) op: Op,
    pub(super) operation: Operation,
    /// The parameter of its path, with its value.
    pub(super) path: Option<(&'static str, String)>,
    pub(super) body: Option<Bytes>,
}

impl Run {
    /// Sends a call, once.
    pub(super) async fn send(&mut self, change: Change) -> Result<RawResponse, Error> {
        let control = self.control.clone();
        let _flight = control.begin(change.op);
        let client = self.client_in_time();
        let mut call = client.call_raw(change.operation);
        if let Some((name, value)) = &change.path {
            call = call.path(*name, value);
        }
        if let Some(body) = change.body {
            call = call.body(body);
        }
        let sent = call.send().await;
        if !matches!(sent, Err(Error::Throttled { .. })) {
            self.crowded_since = None;
        }
        sent
    }

    /// The client, for a call that ends with the time for the run at the latest.
    pub(super) fn client_in_time(&self) -> Client {
        let left = self.deadline.map(|deadline| deadline.saturating_sub(self.timer.now()));
        left.map_or_else(|| self.client.clone(), |left| self.client.within(self.timer.allowance(left)))
    }

    /// Waits if a call was one too many, which the service has certainly not looked at. Whether it is worth another attempt: what it
    /// depends on is to be looked at anew before.
    pub(super) async fn waited_for_room(&mut self, error: &Error) -> bool {
        let now = self.timer.now();
        let give_up = *self.crowded_since.get_or_insert(now) + PATIENCE;
        if !matches!(error, Error::Throttled { .. }) || now >= give_up || self.is_over() {
            return false;
        }
        self.wait_until(now + PAUSE).await;
        true
    }
}
