//! The client; its methods, one for each operation, are generated.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use drs_contract::Operation;

use crate::call::Call;
use crate::error::Error;
use crate::transport::Shared;

/// A client of the data replication API. Cloning is cheap, and clones share their connections, their credentials and what they
/// have learnt of limits.
///
/// # What is repeated
///
/// An attempt that certainly was not carried out is repeated: no connection, too many calls, a gateway that reaches no service. A call
/// that only reads is repeated after any other failure that may pass, too. A call that changes something is not, once it has been
/// sent and nobody knows what became of it: that is [`Error::Unknown`]. See [`RetryPolicy`](crate::RetryPolicy) for how often.
///
/// More than five calls in a row that are not authenticated lock an access key. So until credentials have worked once, one call is
/// under way and the others wait for it, and if it is not authenticated, all of them fail with its error.
///
/// # Errors
///
/// Every method fails with
/// - [`Error::Invalid`], [`Error::Argument`] or [`Error::Configuration`] if there is a mistake on this side, and with
///   [`Error::NotSent`], [`Error::Deadline`], [`Error::Auth`] or [`Error::Throttled`] if the call did not get as far as the service;
///   then nothing was done;
/// - [`Error::Refused`] if the service refuses the request, or fails and says why, also where it says so under a status of success;
/// - [`Error::Partial`] if a call about several things failed for some of them;
/// - [`Error::Unknown`] if a call that changes something was sent and nobody knows whether it was carried out;
/// - [`Error::Unexpected`], [`Error::Decode`], [`Error::TooLong`] or [`Error::Transport`] if a call that reads has no response that
///   the contract knows.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    /// How long each call may take, with all its attempts.
    pub(crate) within: Option<Duration>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endpoints = self.shared.endpoints.iter().map(|(service, endpoint)| (service.id(), endpoint.url.as_str()));
        f.debug_struct("Client")
            .field("endpoints", &endpoints.collect::<Vec<_>>())
            .field("credentials", &self.shared.credentials.describe())
            .finish_non_exhaustive()
    }
}

impl Client {
    pub(crate) fn new(shared: Shared) -> Self {
        Self { shared: Arc::new(shared), within: None }
    }

    /// A clone whose calls take at most so long, each with all its attempts and waits. Without it only each attempt has a limit.
    ///
    /// ```no_run
    /// # async fn run(client: drs_client::Client, job: drs_client::types::JobId) -> Result<(), drs_client::Error> {
    /// use std::time::Duration;
    ///
    /// let query = drs_client::types::ShowJobDetailQuery::builder().type_(drs_client::types::DetailType::Detail);
    /// let query = query.try_into().expect("all that is needed is set");
    /// let answer = client.within(Duration::from_secs(5)).show_job_detail(&job, &query).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn within(&self, duration: Duration) -> Self {
        Self { shared: Arc::clone(&self.shared), within: Some(duration) }
    }

    /// A call of the operation, unless no endpoint is set for its service.
    pub(crate) fn call(&self, operation: Operation) -> Result<Call<'_>, Error> {
        Call::new(operation, &self.shared, self.within)
    }
}
