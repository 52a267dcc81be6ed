//! A call that changes nothing, with its parts.

use bytes::Bytes;
use drs_contract::Operation;
use serde_json::Value;

use crate::client::Client;
use crate::error::Error;
use crate::raw::RawCall;

/// A call that changes nothing.
#[derive(Clone)]
pub(super) struct Question {
    operation: Operation,
    path: Vec<(&'static str, String)>,
    query: Vec<(&'static str, String)>,
    body: Option<Bytes>,
}

impl Question {
    pub(super) fn new(operation: Operation) -> Self {
        Self { operation, path: Vec::new(), query: Vec::new(), body: None }
    }

    pub(super) fn path(mut self, name: &'static str, value: &str) -> Self {
        self.path.push((name, value.to_owned()));
        self
    }

    pub(super) fn query(mut self, name: &'static str, value: &str) -> Self {
        self.query.push((name, value.to_owned()));
        self
    }

    pub(super) fn body(mut self, body: &Value) -> Self {
        self.body = Some(body.to_string().into());
        self
    }

    pub(super) fn call<'c>(&self, client: &'c Client) -> RawCall<'c> {
        let mut call = client.call_raw(self.operation);
        for (name, value) in &self.path {
            call = call.path(*name, value);
        }
        for (name, value) in &self.query {
            call = call.query(*name, value);
        }
        match &self.body {
            Some(body) => call.body(body.clone()),
            None => call,
        }
    }

    /// The operation that is called.
    pub(super) fn id(&self) -> &'static str {
        self.operation.id()
    }

    /// The error about an answer that lacks what was asked for.
    pub(super) fn unanswered(&self, member: &str) -> Error {
        let (path, reason) = (member.to_owned(), "it is missing".to_owned());
        Error::Decode { operation: self.id(), status: 200, path, reason, request_id: None }
    }
}
