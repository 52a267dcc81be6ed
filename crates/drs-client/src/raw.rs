//! A call that is put together from texts.

use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;
use drs_contract::{Location, Operation};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Request, Url};
use serde_json::Value;

use crate::auth::canonical_query;
use crate::call::argument;
use crate::client::Client;
use crate::error::Error;
use crate::preview::Preview;
use crate::transport::complete;

/// A call of any operation, put together from texts. `Debug` shows how long the body is, and nothing of it.
///
/// ```no_run
/// # async fn run(client: drs_client::Client) -> Result<(), drs_client::Error> {
/// use drs_contract::Operation;
///
/// let answer = client
///     .call_raw(Operation::ShowJobDetail)
///     .path("job_id", "19557d51-1ee6-4507-97a6-8f69164jb201")
///     .query("type", "progress")
///     .send()
///     .await?;
/// println!("{} {}", answer.status, answer.body);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "nothing is sent before `send`"]
pub struct RawCall<'c> {
    client: &'c Client,
    operation: Operation,
    path: BTreeMap<String, String>,
    query: Vec<(String, String)>,
    body: Option<Bytes>,
}

/// A success. `Debug` shows how long the body is, and nothing of it.
#[derive(Clone)]
#[non_exhaustive]
pub struct RawResponse {
    /// HTTP status.
    pub status: u16,
    /// What the vendor's support asks for.
    pub request_id: Option<String>,
    /// The body; `null` if there is none. It may hold secrets.
    pub body: Value,
}

impl fmt::Debug for RawCall<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawCall")
            .field("operation", &self.operation)
            .field("path", &self.path)
            .field("query", &self.query)
            .field("body_bytes", &self.body.as_ref().map(Bytes::len))
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .field("body_bytes", &self.body.to_string().len())
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A call of any operation, put together from texts: what a program needs that is not compiled for one operation. It is checked,
    /// authenticated, sent and repeated like all others.
    pub fn call_raw(&self, operation: Operation) -> RawCall<'_> {
        RawCall { client: self, operation, path: BTreeMap::new(), query: Vec::new(), body: None }
    }
}

impl RawCall<'_> {
    /// The value of a path parameter. `project_id` is that of the client, unless it is set here.
    pub fn path(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.path.insert(name.into(), value.into());
        self
    }

    /// A query parameter. One that is a list is added once for each value.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// The body, as JSON.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Checks and sends it. Any status of success will do.
    ///
    /// # Errors
    /// See [`Client`].
    pub async fn send(self) -> Result<RawResponse, Error> {
        let request = self.request()?;
        let success = self.client.call(self.operation)?.send_raw(request).await?;
        Ok(RawResponse { status: success.status, request_id: success.request_id, body: success.body })
    }

    /// The request as it would be sent, with what must stay secret masked. Nothing is sent and nobody is asked for credentials:
    /// what proves who makes the call is left out.
    ///
    /// # Errors
    /// [`Error::Argument`] or [`Error::Configuration`].
    pub fn preview(&self) -> Result<Preview, Error> {
        let mut request = self.request()?;
        complete(&mut request, self.client.shared.language.as_ref());
        Ok(Preview::new(&request))
    }

    fn request(&self) -> Result<Request, Error> {
        let operation = self.operation;
        let endpoint = self.client.shared.endpoint(operation)?;
        let url = Url::parse(&format!("{}{}", endpoint.url, self.filled()?));
        let mut url = url.map_err(|error| Error::configuration(error.to_string()))?;
        let known = |name: &str| {
            operation.parameters().iter().any(|it| it.location == Location::Query && it.field.name == name)
        };
        if let Some((name, _)) = self.query.iter().find(|(name, _)| !known(name)) {
            return Err(unknown(operation, name, Location::Query));
        }
        if !self.query.is_empty() {
            url.set_query(Some(&canonical_query(self.query.iter().map(|(name, value)| (name, value)))));
        }
        let method = Method::from_bytes(operation.method().as_bytes());
        let mut request = Request::new(method.map_err(|error| Error::configuration(error.to_string()))?, url);
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        match (&self.body, operation.has_body()) {
            (Some(body), true) => {
                request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
                *request.body_mut() = Some(body.clone().into());
            }
            (None, false) => {}
            (Some(_), false) => return Err(argument(operation, "body", "the operation has none".to_owned())),
            (None, true) => return Err(argument(operation, "body", "it is missing".to_owned())),
        }
        Ok(request)
    }

    /// The path with its parameters.
    fn filled(&self) -> Result<String, Error> {
        let operation = self.operation;
        let mut path = operation.path().to_owned();
        let parameters =
            || operation.parameters().iter().filter(|it| it.location == Location::Path).map(|it| it.field.name);
        for name in parameters() {
            let project_id = (name == "project_id").then_some(&self.client.shared.project_id);
            let value = self.path.get(name).or(project_id);
            let value = value.ok_or_else(|| argument(operation, name, "it is missing".to_owned()))?;
            let problem = if name == "project_id" { crate::path::id_problem } else { crate::path::problem };
            if let Some(problem) = problem(value) {
                return Err(argument(operation, name, problem.to_owned()));
            }
            path = path.replace(&format!("{{{name}}}"), &crate::path::encoded(value));
        }
        match self.path.keys().find(|given| !parameters().any(|name| name == given.as_str())) {
            Some(name) => Err(unknown(operation, name, Location::Path)),
            None => Ok(path),
        }
    }
}

/// The error about a parameter that the operation does not have, with those that it has.
fn unknown(operation: Operation, name: &str, location: Location) -> Error {
    let known =
        operation.parameters().iter().filter(|it| it.location == location).map(|it| format!("`{}`", it.field.name));
    let known: Vec<_> = known.collect();
    let place = if location == Location::Path { "path" } else { "query" };
    let reason = if known.is_empty() {
        format!("the operation has no parameters in its {place}")
    } else {
        format!("the operation has no such parameter in its {place}, but {}", known.join(", "))
    };
    argument(operation, &drs_diag::escape(name), reason)
}
