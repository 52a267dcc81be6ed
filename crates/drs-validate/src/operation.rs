//! What is known about an operation; the operations themselves are generated.

use std::fmt;

use crate::generated::operations::{CALLS, Operation};
use crate::schema::Schema;

/// A call of the service.
#[derive(Debug)]
pub(crate) struct Call {
    /// The `operationId`.
    pub(crate) id: &'static str,
    /// The HTTP method in capitals.
    pub(crate) method: &'static str,
    /// The path with its parameters in braces.
    pub(crate) path: &'static str,
    /// The service that answers.
    pub(crate) service: &'static str,
    /// What it does.
    pub(crate) summary: &'static str,
    /// Whether a request has a body.
    pub(crate) has_body: bool,
    /// What a request looks like.
    pub(crate) schema: &'static Schema,
}

impl Operation {
    fn call(self) -> &'static Call {
        &CALLS[self as usize]
    }

    /// The operation with this `operationId`.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.id() == id)
    }

    /// The `operationId`, such as `update_job`.
    pub fn id(self) -> &'static str {
        self.call().id
    }

    /// The HTTP method in capitals.
    pub fn method(self) -> &'static str {
        self.call().method
    }

    /// The path with its parameters in braces.
    pub fn path(self) -> &'static str {
        self.call().path
    }

    /// The service that answers, such as `drs`.
    pub fn service(self) -> &'static str {
        self.call().service
    }

    /// What it does, in a few words.
    pub fn summary(self) -> &'static str {
        self.call().summary
    }

    /// Whether a request has a body; the document of one without is the object of its query parameters.
    pub fn has_body(self) -> bool {
        self.call().has_body
    }

    /// What a request looks like.
    pub(crate) fn schema(self) -> &'static Schema {
        self.call().schema
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
