//! The shape of what the contract has to say about itself; the data is in `generated/`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::generated::fields::CATALOG;

/// The operations and the objects of their requests. Read when they are first needed.
static FIELDS: LazyLock<Catalog> =
    LazyLock::new(|| serde_json::from_str(CATALOG).expect("codegen writes what this reads"));

/// A page on one diagnostic id.
#[derive(Debug)]
pub(crate) struct Page {
    /// `DRS-P004`.
    pub(crate) id: &'static str,
    /// `cloud-endpoint-without-region`.
    pub(crate) name: &'static str,
    /// `error` or `warning`.
    pub(crate) severity: &'static str,
    /// The schema or operation that the rule is on, for rules of one schema.
    pub(crate) schema: Option<&'static str>,
    /// The Markdown below the heading.
    pub(crate) text: &'static str,
}

/// A request example.
#[derive(Debug)]
pub(crate) struct Example {
    /// The operation it is a request of.
    pub(crate) operation: &'static str,
    /// Its name, unique in the operation.
    pub(crate) name: &'static str,
    /// The JSON text.
    pub(crate) text: &'static str,
}

/// The published JSON Schema of an operation's request.
#[derive(Debug)]
pub(crate) struct SchemaText {
    /// The operation.
    pub(crate) operation: &'static str,
    /// The JSON text.
    pub(crate) text: &'static str,
}

/// What there is to say about requests.
#[derive(Debug, Deserialize)]
struct Catalog {
    operations: Vec<OperationDoc>,
    objects: Vec<ObjectDoc>,
}

/// The operations.
pub(crate) fn operations() -> &'static [OperationDoc] {
    &FIELDS.operations
}

/// The objects of requests, by name.
pub(crate) fn objects() -> &'static [ObjectDoc] {
    &FIELDS.objects
}

/// An operation, as far as its requests go.
#[derive(Debug, Deserialize)]
pub(crate) struct OperationDoc {
    /// `update_job`.
    pub(crate) id: String,
    /// What it does and what it needs.
    pub(crate) description: String,
    /// The schema of its requests.
    pub(crate) root: String,
    /// Where the facts come from.
    pub(crate) sources: Vec<String>,
}

/// An object of a request.
#[derive(Debug, Deserialize)]
pub(crate) struct ObjectDoc {
    /// `JobBaseInfo`.
    pub(crate) name: String,
    /// What it is.
    pub(crate) description: String,
    /// Where the facts come from.
    pub(crate) sources: Vec<String>,
    /// The rules on it.
    pub(crate) rules: Vec<RuleRef>,
    /// Its fields, in the contract's order.
    pub(crate) fields: Vec<FieldDoc>,
}

/// A rule and the fields that it mentions.
#[derive(Debug, Deserialize)]
pub(crate) struct RuleRef {
    /// `DRS-P004`.
    pub(crate) id: String,
    /// The paths, from the object that has the rule, of the fields that it mentions: `params.base_info.name`.
    pub(crate) fields: Vec<String>,
}

/// A field of an object.
#[derive(Debug, Deserialize)]
pub(crate) struct FieldDoc {
    /// The name on the wire.
    pub(crate) name: String,
    /// Whether every object must have it.
    pub(crate) required: bool,
    /// `text`, `list of JobEndpointInfo`, …
    pub(crate) kind: String,
    /// The object to descend into, through lists and maps.
    pub(crate) object: Option<String>,
    /// Whether the object is below keys that the author of a request chooses.
    pub(crate) map: bool,
    /// What it is.
    pub(crate) description: String,
    /// Its limits, one phrase each.
    pub(crate) limits: Vec<String>,
    /// What the service assumes when it is left out.
    pub(crate) default: Option<String>,
    /// The allowed values with their meanings.
    pub(crate) values: Vec<(String, String)>,
    /// Where the facts come from; empty when it is where those of the object come from.
    pub(crate) sources: Vec<String>,
    /// Where the contract departs from the vendor's document.
    pub(crate) erratum: Option<ErratumDoc>,
}

/// A departure from the vendor's document.
#[derive(Debug, Deserialize)]
pub(crate) struct ErratumDoc {
    /// What the document says.
    pub(crate) says: String,
    /// What holds.
    pub(crate) actually: String,
    /// Who says so.
    pub(crate) source: String,
}
