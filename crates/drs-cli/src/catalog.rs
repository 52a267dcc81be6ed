//! The shape of what the contract has to say about itself; the data is in `generated/`.

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

/// An operation, as far as its requests go.
#[derive(Debug)]
pub(crate) struct OperationDoc {
    /// `update_job`.
    pub(crate) id: &'static str,
    /// What it does and what it needs.
    pub(crate) description: &'static str,
    /// The schema of its requests.
    pub(crate) root: &'static str,
    /// Where the facts come from.
    pub(crate) sources: &'static [&'static str],
}

/// An object of a request.
#[derive(Debug)]
pub(crate) struct ObjectDoc {
    /// `JobBaseInfo`.
    pub(crate) name: &'static str,
    /// What it is.
    pub(crate) description: &'static str,
    /// Where the facts come from.
    pub(crate) sources: &'static [&'static str],
    /// The rules on it.
    pub(crate) rules: &'static [RuleRef],
    /// Its fields, in the contract's order.
    pub(crate) fields: &'static [FieldDoc],
}

/// A rule and the fields that it mentions.
#[derive(Debug)]
pub(crate) struct RuleRef {
    /// `DRS-P004`.
    pub(crate) id: &'static str,
    /// The paths, from the object that has the rule, of the fields that it mentions: `params.base_info.name`.
    pub(crate) fields: &'static [&'static str],
}

/// A field of an object.
#[derive(Debug)]
pub(crate) struct FieldDoc {
    /// The name on the wire.
    pub(crate) name: &'static str,
    /// Whether every object must have it.
    pub(crate) required: bool,
    /// `text`, `list of JobEndpointInfo`, …
    pub(crate) kind: &'static str,
    /// The object to descend into, through lists and maps.
    pub(crate) object: Option<&'static str>,
    /// Whether the object is below keys that the author of a request chooses.
    pub(crate) map: bool,
    /// What it is.
    pub(crate) description: &'static str,
    /// Its limits, one phrase each.
    pub(crate) limits: &'static [&'static str],
    /// What the service assumes when it is left out.
    pub(crate) default: Option<&'static str>,
    /// The allowed values with their meanings.
    pub(crate) values: &'static [(&'static str, &'static str)],
    /// Where the facts come from; empty when it is where those of the object come from.
    pub(crate) sources: &'static [&'static str],
    /// Where the contract departs from the vendor's document.
    pub(crate) erratum: Option<ErratumDoc>,
}

/// A departure from the vendor's document.
#[derive(Debug)]
pub(crate) struct ErratumDoc {
    /// What the document says.
    pub(crate) says: &'static str,
    /// What holds.
    pub(crate) actually: &'static str,
    /// Who says so.
    pub(crate) source: &'static str,
}
