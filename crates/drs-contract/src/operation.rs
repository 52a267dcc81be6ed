//! What is known about an operation.

use std::fmt;

use crate::generated::operations::FACTS;
use crate::generated::schemas::SCHEMAS;
use crate::{EXAMPLES, Field, Object, Operation, Service};

/// An operation, as the generated table has it.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) service: Service,
    pub(crate) retry: Retry,
    pub(crate) summary: &'static str,
    pub(crate) description: &'static str,
    pub(crate) has_body: bool,
    pub(crate) root: &'static str,
    pub(crate) parameters: &'static [Parameter],
    pub(crate) sources: &'static [&'static str],
}

/// A parameter of an operation.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Parameter {
    /// Where it goes.
    pub location: Location,
    /// Name of its schema, if that is a component: what `drs_validate::check_parameter` takes.
    pub component: Option<&'static str>,
    /// What it is.
    pub field: Field,
}

/// Part of a call that a parameter belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Location {
    /// A segment of the path.
    Path,
    /// The query string.
    Query,
    /// A header.
    Header,
}

/// What a client may do after an attempt of which nobody knows whether it arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Retry {
    /// Repeat it: the call changes nothing.
    Read,
    /// Repeat it after a look at the state: a second time changes nothing more.
    Idempotent,
    /// Find out what happened instead: a second time may do it twice.
    Once,
}

/// A request example.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Example {
    /// Operation that it is a request of.
    pub operation: Operation,
    /// Name, unique in the operation.
    pub name: &'static str,
    /// JSON text; for an operation without a body, of the object of its query parameters.
    pub text: &'static str,
}

impl Operation {
    fn facts(self) -> &'static Facts {
        &FACTS[self.index()]
    }

    /// Position in [`Operation::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Operation with this `operationId`.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.id() == id)
    }

    /// The `operationId`, such as `update_job`.
    pub fn id(self) -> &'static str {
        self.facts().id
    }

    /// HTTP method in capitals.
    pub fn method(self) -> &'static str {
        self.facts().method
    }

    /// Path with its parameters in braces.
    pub fn path(self) -> &'static str {
        self.facts().path
    }

    /// Service that answers.
    pub fn service(self) -> Service {
        self.facts().service
    }

    /// What a client may do after an attempt of which nobody knows whether it arrived.
    pub fn retry(self) -> Retry {
        self.facts().retry
    }

    /// What it does, in a few words.
    pub fn summary(self) -> &'static str {
        self.facts().summary
    }

    /// What it does and what it needs.
    pub fn description(self) -> &'static str {
        self.facts().description
    }

    /// Whether a request has a body; the document of one without is the object of its query parameters.
    pub fn has_body(self) -> bool {
        self.facts().has_body
    }

    /// Whether a request says nothing beyond its path: it has neither a body nor query parameters.
    pub fn is_bare(self) -> bool {
        !self.has_body() && self.parameters().iter().all(|parameter| parameter.location != Location::Query)
    }

    /// Name of the schema of its requests.
    pub fn root(self) -> &'static str {
        self.facts().root
    }

    /// Object of its requests.
    pub fn object(self) -> Option<&'static Object> {
        Object::from_name(self.root())
    }

    /// Parameters, in the order of the contract.
    pub fn parameters(self) -> &'static [Parameter] {
        self.facts().parameters
    }

    /// Where the facts come from.
    pub fn sources(self) -> &'static [&'static str] {
        self.facts().sources
    }

    /// Request examples, by name.
    pub fn examples(self) -> impl Iterator<Item = &'static Example> {
        EXAMPLES.iter().filter(move |example| example.operation == self)
    }

    /// Published JSON Schema of its requests.
    pub fn json_schema(self) -> &'static str {
        SCHEMAS[self.index()]
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
