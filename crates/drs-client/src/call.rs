//! One call: from the request of the generated client to what a caller gets.

use std::collections::BTreeMap;

use drs_contract::{Operation, Service};
use reqwest::Request;
use reqwest::header::{HeaderName, HeaderValue};
use serde::de::DeserializeOwned;

use crate::error::{Error, TransportKind};
use crate::generated;
use crate::outcome::{self, outcome};
use crate::path;
use crate::redact::Redactor;
use crate::response;
use crate::secret::Secret;
use crate::types::Language;

/// What all calls of a client share.
pub(crate) struct Shared {
    pub(crate) http: reqwest::Client,
    /// Without a slash at the end.
    pub(crate) endpoints: BTreeMap<Service, String>,
    pub(crate) project_id: String,
    pub(crate) token: Secret,
    /// The token once more, as a header.
    pub(crate) header: HeaderValue,
    pub(crate) language: Option<Language>,
    /// How requests are checked.
    #[cfg(feature = "validate")]
    pub(crate) options: drs_validate::Options,
}

/// A call before it is sent.
pub(crate) struct Call<'c> {
    operation: Operation,
    shared: &'c Shared,
    /// What builds the request.
    pub(crate) api: generated::Client,
}

const TOKEN: HeaderName = HeaderName::from_static("x-auth-token");
const LANGUAGE: HeaderName = HeaderName::from_static("x-language");

impl<'c> Call<'c> {
    pub(crate) fn new(operation: Operation, shared: &'c Shared) -> Result<Self, Error> {
        let service = operation.service();
        let endpoint = shared.endpoints.get(&service).ok_or_else(|| {
            Error::configuration(format!("`{operation}` is answered by `{service}`, and no endpoint is set for it"))
        })?;
        let api = generated::Client::new_with_client(endpoint, shared.http.clone());
        Ok(Self { operation, shared, api })
    }

    /// The project id as the type that this operation wants.
    pub(crate) fn project_id<T>(&self) -> Result<T, Error>
    where
        T: for<'a> TryFrom<&'a str, Error: std::fmt::Display>,
    {
        T::try_from(self.shared.project_id.as_str()).map_err(|error| self.argument("project_id", error.to_string()))
    }

    /// The value of a path parameter, unless it would not stay in its segment of the path.
    pub(crate) fn segment<T: Clone + std::ops::Deref<Target = String>>(
        &self,
        parameter: &'static str,
        value: &T,
    ) -> Result<T, Error> {
        match path::problem(value) {
            Some(problem) => Err(self.argument(parameter, problem.to_owned())),
            None => Ok(value.clone()),
        }
    }

    fn argument(&self, parameter: &'static str, reason: String) -> Error {
        Error::Argument { operation: self.operation.id(), parameter, reason }
    }

    /// Checks and sends a request, and reads the response, which is a success with one of these statuses.
    pub(crate) async fn send<T: DeserializeOwned>(
        &self,
        request: Result<Request, progenitor_client::Error<()>>,
        successes: &[u16],
    ) -> Result<T, Error> {
        let operation = self.operation.id();
        let mut request = request.map_err(|error| unbuilt(operation, error))?;
        let body = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
        let redactor = Redactor::new(&self.shared.token, body);
        #[cfg(feature = "validate")]
        crate::check::check(self.operation, body, request.url(), &self.shared.options)
            .map_err(|diagnostics| Error::Invalid { operation, diagnostics })?;
        let headers = request.headers_mut();
        // The version of the contract is nothing to the service.
        headers.remove("api-version");
        headers.insert(TOKEN, self.shared.header.clone());
        if let Some(language) = self.shared.language {
            let language = HeaderValue::from_str(&language.to_string());
            headers.insert(LANGUAGE, language.map_err(|error| Error::configuration(error.to_string()))?);
        }
        let response = response::exchange(&self.shared.http, request).await;
        let response = response.map_err(|broken| outcome::transport(operation, broken.status, broken.error))?;
        outcome(operation, &response, successes, &redactor)
    }
}

/// Why the generated client has not built a request.
fn unbuilt(operation: &'static str, error: progenitor_client::Error<()>) -> Error {
    match error {
        progenitor_client::Error::InvalidRequest(reason) => Error::configuration(reason),
        error => Error::Transport { operation, kind: TransportKind::Exchange, status: None, source: error.into() },
    }
}
