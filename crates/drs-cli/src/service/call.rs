//! A call that a command makes: an operation, its parameters and its body.

use bytes::Bytes;
use drs_client::{Client, Operation, RawCall, RawResponse, changes};
use serde_json::Value;
use zeroize::Zeroizing;

use super::checking::Checking;
use super::document::Document;
use super::written::Secret;
use crate::exit::Exit;
use crate::failure::{Failure, Stop};
use crate::grace::{self, Waited};
use crate::signals::Signal;

/// A call, before it is sent.
pub(crate) struct Call {
    pub(crate) operation: Operation,
    path: Vec<(String, String)>,
    query: Vec<(String, String)>,
    body: Option<Document>,
}

impl Call {
    /// A call without parameters.
    pub(crate) fn new(operation: Operation) -> Self {
        Self { operation, path: Vec::new(), query: Vec::new(), body: None }
    }

    /// Adds a path parameter.
    pub(crate) fn path(mut self, name: &str, value: impl Into<String>) -> Self {
        self.path.push((name.to_owned(), value.into()));
        self
    }

    /// Adds a query parameter.
    pub(crate) fn query(mut self, name: &str, value: impl Into<String>) -> Self {
        self.query.push((name.to_owned(), value.into()));
        self
    }

    /// Sets the body.
    pub(crate) fn body(self, body: Document) -> Self {
        Self { body: Some(body), ..self }
    }

    /// Sets a body that was put together from arguments.
    pub(crate) fn json(self, body: &Value) -> Self {
        self.body(Document::of_json(body))
    }

    /// Checks the body, and reports what is wrong with it as `drs validate` does.
    ///
    /// # Errors
    ///
    /// It has mistakes, which were reported.
    pub(crate) fn check(&self, checking: Checking) -> Result<(), Stop> {
        self.body.as_ref().map_or(Ok(()), |body| body.check(self.operation, checking))
    }

    /// Sends it, and returns a success. If it changes something, whoever interrupts meanwhile waits for its answer.
    ///
    /// # Errors
    ///
    /// Whatever else there is.
    pub(crate) async fn send(&self, client: &Client) -> Result<RawResponse, Failure> {
        self.send_once(client).await.0
    }

    /// The same, and who has interrupted it meanwhile.
    pub(crate) async fn send_once(&self, client: &Client) -> (Result<RawResponse, Failure>, Option<Signal>) {
        let body = match self.body.as_ref().map(Document::resolved).transpose() {
            Ok(body) => body,
            Err(failure) => return (Err(failure), None),
        };
        let sent = self.on(client, body).send();
        let no_signals = |error: std::io::Error| Failure::new(format!("no signal can be heard: {error}"));
        if !changes(self.operation) {
            return match grace::wait_for_answer(sent).await.map_err(no_signals) {
                Ok(Ok(result)) => (result.map_err(Failure::from), None),
                Ok(Err(signal)) => (Err(Failure::new("interrupted").exit(signal.into())), Some(signal)),
                Err(failure) => (Err(failure), None),
            };
        }
        let name = || Some(format!("call of `{}`", self.operation));
        match grace::wait(sent, name, || {}).await.map_err(no_signals) {
            Ok(Waited::Done(result)) => (result.map_err(Failure::from), None),
            Ok(Waited::Answered(result, signal)) => (result.map_err(Failure::from), Some(signal)),
            Ok(Waited::Left(signal)) => {
                let message = format!(
                    "the answer to `{}` was not waited for, so nobody knows whether it was carried out",
                    self.operation
                );
                let help = "find out before making the call again: `drs show` and `drs list` show what there is";
                (Err(Failure::new(message).help(help).exit(Exit::Unknown)), Some(signal))
            }
            Err(failure) => (Err(failure), None),
        }
    }

    /// The call with its parts, of which the body is given.
    pub(super) fn on<'c>(&self, client: &'c Client, body: Option<Bytes>) -> RawCall<'c> {
        let mut call = client.call_raw(self.operation);
        for (name, value) in &self.path {
            call = call.path(name, value);
        }
        for (name, value) in &self.query {
            call = call.query(name, value);
        }
        match body {
            Some(body) => call.body(body),
            None => call,
        }
    }

    /// The body with its secrets replaced.
    pub(super) fn render(&self, replace: &mut dyn FnMut(&str, &str) -> Secret) -> Option<Zeroizing<Vec<u8>>> {
        self.body.as_ref()?.render(replace)
    }
}
