//! How a wait begins.

use std::sync::Arc;
use std::time::Duration;

use drs_contract::Service;

use super::plan::Plan;
use super::run::Watch;
use super::state::Snapshot;
use super::time::Timer;
use crate::client::Client;
use crate::time_scale::TimeScale;

/// How long a wait may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// So long.
    After(Duration),
    /// As long as it takes: somebody else ends the wait.
    Never,
}

impl From<Duration> for Deadline {
    fn from(duration: Duration) -> Self {
        Self::After(duration)
    }
}

impl Watch {
    /// A wait that asks with this client.
    #[expect(clippy::new_ret_no_self, reason = "a wait begins only with its deadline")]
    pub fn new(client: Client) -> Plan {
        let is_local = client.shared.endpoints.get(&Service::Drs).is_some_and(|endpoint| endpoint.is_local);
        Plan::new(Arc::new(client), is_local)
    }

    /// A wait that goes on where another one was.
    pub fn resume(client: Client, snapshot: Snapshot) -> Plan {
        Self::new(client).snapshot(snapshot)
    }
}

impl Plan {
    /// Begins the wait, which ends by then at the latest.
    pub fn deadline(self, deadline: impl Into<Deadline>) -> Watch {
        let scale = if self.is_local { self.scale } else { TimeScale::Times(1.0) };
        let timer = Timer::new(self.source.clock(), scale);
        let end = match deadline.into() {
            Deadline::After(duration) => Some(duration),
            Deadline::Never => None,
        };
        Watch::begin(self, timer, end)
    }
}
