//! Who calls, and where: resolved once for all calls of a command.

use std::env;
use std::sync::Arc;
use std::time::Duration;

use drs_client::auth::{CredentialError, Resolved, Setting};
use drs_client::watch::TimeScale;
use drs_client::{Client, Operation, is_loopback};

use super::checking::Checking;
use super::slow::Slow;
use super::target::Target;
use crate::connection::Connection;
use crate::context;
use crate::failure::{Failure, Stop};

/// Credentials and settings of all calls of a command.
pub(crate) struct Session {
    pub(crate) resolved: Resolved,
    timeout: Option<Duration>,
    /// Says which calls take long.
    pub(crate) slow: Arc<Slow>,
}

/// How long the identity service is asked at most.
pub(crate) const IAM: Duration = Duration::from_secs(30);

impl Session {
    /// Finds credentials and settings. `timeout` is the most time for each call.
    ///
    /// # Errors
    ///
    /// A file with a secret cannot be read.
    pub(crate) fn open(connection: &Connection, timeout: Option<Duration>) -> Result<Self, Failure> {
        let resolved = connection.resolver().map_err(Failure::new)?.resolve();
        for warning in &resolved.warnings {
            context::eprint_line(&format!("warning: {warning}"));
        }
        Ok(Self { resolved, timeout, slow: Arc::default() })
    }

    /// Where calls of an operation go.
    ///
    /// # Errors
    ///
    /// Nobody has said where the service is.
    pub(crate) fn target(&self, operation: Operation) -> Result<Target, Failure> {
        Target::new(&self.resolved, operation)
    }

    /// The project, which the identity service says if it is set nowhere.
    ///
    /// # Errors
    ///
    /// It is set nowhere, and the service does not say it.
    pub(crate) async fn project_id(&self) -> Result<Setting, CredentialError> {
        let iam = self.resolved.iam_endpoint.as_ref().map_or("the identity service", |set| &set.value);
        self.slow.attend(iam, IAM, Box::pin(self.resolved.project_id()).as_mut()).await
    }

    /// The client that makes the calls.
    ///
    /// # Errors
    ///
    /// There are no credentials, or no project.
    pub(crate) async fn client(&self) -> Result<Client, Failure> {
        self.client_of(drs_validate::Options::default()).await
    }

    /// The client that makes the calls whose requests are checked in this way.
    ///
    /// # Errors
    ///
    /// There are no credentials, or no project.
    pub(crate) async fn client_checking(&self, checking: Checking) -> Result<Client, Failure> {
        self.client_of(checking.options()).await
    }

    async fn client_of(&self, checks: drs_validate::Options) -> Result<Client, Failure> {
        let found = self.resolved.credentials.clone()?;
        let project_id = self.project_id().await?;
        let slow = Arc::clone(&self.slow);
        let mut builder = Client::builder().credentials(Arc::clone(&found.provider)).project_id(project_id.value);
        builder = builder.on_delay(move |delay| slow.tell(delay));
        for (service, endpoint) in &self.resolved.endpoints {
            builder = builder.endpoint(*service, &endpoint.value);
        }
        if self.resolved.endpoints.values().any(|endpoint| is_loopback(&endpoint.value)) {
            builder = builder.time_scale(time_scale()?.unwrap_or_default());
        }
        builder = builder.allow_unknown_fields(checks.allow_unknown_fields);
        let client = builder.allow_unknown_values(checks.allow_unknown_values).build()?;
        Ok(self.timeout.map_or_else(|| client.clone(), |timeout| client.within(timeout)))
    }
}

/// How fast the time of a sandbox passes, if its environment says so.
///
/// # Errors
///
/// What is set is no scale.
pub(crate) fn time_scale() -> Result<Option<TimeScale>, Failure> {
    let scale = env::var("DRS_TIME_SCALE").ok().filter(|scale| !scale.is_empty());
    let scale = scale.map(|scale| scale.parse()).transpose();
    scale.map_err(|error| Failure::new(format!("`DRS_TIME_SCALE`: {error}")))
}

/// Runs the calls of a command to their end.
///
/// # Errors
///
/// What they end with.
pub(crate) fn block_on<T>(calls: impl Future<Output = Result<T, Stop>>) -> Result<T, Stop> {
    drs_client::block_on(calls).map_err(|error| Failure::new(format!("no call can be made: {error}")))?
}
