//! One call: from the request of the generated client to what a caller gets.

use std::time::Duration;

use drs_contract::{Operation, Retry};
use reqwest::Request;
use serde::de::DeserializeOwned;
use tracing::Instrument as _;

use crate::error::{Error, TransportKind};
use crate::generated;
use crate::outcome::{Answer, Success};
use crate::path;
use crate::transport::{Endpoint, Outgoing, Shared, complete};

/// A call before it is sent.
pub(crate) struct Call<'c> {
    operation: Operation,
    shared: &'c Shared,
    /// How long the call may take, with all its attempts.
    within: Option<Duration>,
    endpoint: &'c Endpoint,
    /// What builds the request.
    pub(crate) api: generated::Client,
}

impl<'c> Call<'c> {
    pub(crate) fn new(operation: Operation, shared: &'c Shared, within: Option<Duration>) -> Result<Self, Error> {
        let endpoint = shared.endpoint(operation)?;
        let api = generated::Client::new_with_client(&endpoint.url, endpoint.http.of(operation.retry()).clone());
        Ok(Self { operation, shared, within, endpoint, api })
    }

    /// The project id as the type that this operation wants.
    pub(crate) fn project_id<T>(&self) -> Result<T, Error>
    where
        T: for<'a> TryFrom<&'a str, Error: std::fmt::Display>,
    {
        T::try_from(self.shared.project_id.as_str())
            .map_err(|error| argument(self.operation, "project_id", error.to_string()))
    }

    /// The value of a path parameter, unless it would not stay in its segment of the path.
    pub(crate) fn segment<T: Clone + std::ops::Deref<Target = String>>(
        &self,
        parameter: &'static str,
        value: &T,
    ) -> Result<T, Error> {
        match path::problem(value) {
            Some(problem) => Err(argument(self.operation, parameter, problem.to_owned())),
            None => Ok(value.clone()),
        }
    }

    /// Checks and sends a request, and reads the response, which is a success with one of these statuses.
    pub(crate) async fn send<T: DeserializeOwned>(
        &self,
        request: Result<Request, progenitor_client::Error<()>>,
        successes: &[u16],
    ) -> Result<T, Error> {
        let request = request.map_err(|error| unbuilt(self.operation.id(), error))?;
        let read = |answer: &Answer<'_>| answer.typed(successes);
        self.exchange(request, read).await
    }

    /// Checks and sends a request, and returns the body of any success.
    pub(crate) async fn send_raw(&self, request: Request) -> Result<Success, Error> {
        let read = |answer: &Answer<'_>| answer.success();
        self.exchange(request, read).await
    }

    async fn exchange<T>(
        &self,
        mut request: Request,
        read: impl FnOnce(&Answer<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let Self { operation, shared, endpoint, .. } = *self;
        complete(&mut request, shared.language.as_ref());
        #[cfg(feature = "validate")]
        {
            let body = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
            crate::check::check(operation, body, request.url(), &shared.options)
                .map_err(|diagnostics| Error::Invalid { operation: operation.id(), diagnostics })?;
        }
        let class = operation.retry();
        let mut outgoing = Outgoing::new(operation.id(), class, &endpoint.http, request);
        outgoing.deadline = self.within.map(|within| shared.clock.elapsed().saturating_add(within));
        let span = tracing::debug_span!("call", operation = operation.id(), status = tracing::field::Empty);
        let result = outgoing.run(shared).instrument(span.clone()).await;
        let result = result.and_then(|received| {
            span.record("status", received.status);
            read(&Answer::new(operation, class != Retry::Read, &received, &|| outgoing.redactor()))
        });
        result.map_err(|error| {
            let error = outgoing.settle(error);
            tracing::debug!(parent: &span, %error, "the call failed");
            error
        })
    }
}

/// The error about an argument.
pub(crate) fn argument(operation: Operation, parameter: &str, reason: String) -> Error {
    Error::Argument { operation: operation.id(), parameter: parameter.to_owned(), reason }
}

/// Why the generated client has not built a request.
fn unbuilt(operation: &'static str, error: progenitor_client::Error<()>) -> Error {
    match error {
        progenitor_client::Error::InvalidRequest(reason) => Error::configuration(reason),
        error => Error::Transport { operation, kind: TransportKind::Exchange, status: None, source: error.into() },
    }
}
