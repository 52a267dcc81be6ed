//! What may stand where in a slice: the part of OpenAPI 3.0 that the contract uses, and our `x-` keys.
//!
//! OpenAPI libraries drop what they do not know without a word, so a misspelt `minLenght` would cost a check that nobody
//! misses. Everything that walks the bundle walks it by the table in `table`.

mod table;

/// The kinds of object in an OpenAPI document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `spec/openapi.yaml`, and the bundle.
    Root,
    /// Any other slice.
    Slice,
    /// `info`
    Info,
    /// `info.contact`
    Contact,
    /// `info.license`
    License,
    /// An item of `servers`.
    Server,
    /// A value of `servers[].variables`.
    ServerVariable,
    /// An item of `tags`.
    Tag,
    /// `externalDocs`
    ExternalDocs,
    /// `components`
    Components,
    /// A security scheme.
    SecurityScheme,
    /// What is under one path.
    PathItem,
    /// What is under one method.
    Operation,
    /// A parameter.
    Parameter,
    /// A request body.
    RequestBody,
    /// A response.
    Response,
    /// What is under one media type.
    MediaType,
    /// A schema.
    Schema,
    /// An item of `x-drs-source`.
    Source,
    /// `x-drs-erratum`
    Erratum,
    /// An item of `x-drs-rules`.
    Rule,
    /// `if` or `then` of a rule, and what is inside.
    Condition,
    /// `spec/states.yaml`
    States,
    /// A value of `machines`.
    Machine,
    /// A value of `machines.*.states`.
    State,
    /// An item of `machines.*.states.*.next`.
    Transition,
    /// `spec/errors.yaml`
    Errors,
    /// An item of `answers`.
    Answer,
}

/// What a key holds.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// Anything.
    Any,
    /// Text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A truth value.
    Flag,
    /// A whole number that is not negative.
    Count,
    /// A number.
    Number,
    /// A list of texts.
    Texts,
    /// A list of these words.
    Words(&'static [&'static str]),
    /// A list of text, whole numbers, truth values or null.
    Scalars,
    /// Text by text.
    TextMap,
    /// An object of this kind.
    One(Kind),
    /// A list of objects of this kind.
    List(Kind),
    /// Objects of this kind by name.
    Map(Kind),
    /// A truth value, or an object of this kind.
    FlagOr(Kind),
}

/// A key and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The key.
    pub key: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it holds.
    pub holds: Holds,
}

impl Kind {
    /// The entry for a key.
    pub fn entry(self, key: &str) -> Option<&'static Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// What to call an object of this kind.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Root => "the root slice",
            Self::Slice => "a slice",
            Self::Info => "`info`",
            Self::Contact => "a contact",
            Self::License => "a license",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::Tag => "a tag",
            Self::ExternalDocs => "`externalDocs`",
            Self::Components => "`components`",
            Self::SecurityScheme => "a security scheme",
            Self::PathItem => "a path",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::Response => "a response",
            Self::MediaType => "a media type",
            Self::Schema => "a schema",
            Self::Source => "a source",
            Self::Erratum => "an erratum",
            Self::Rule => "a rule",
            Self::Condition => "a condition",
            Self::States => "the file of states",
            Self::Machine => "a machine",
            Self::State => "a state",
            Self::Transition => "a transition",
            Self::Errors => "the file of errors",
            Self::Answer => "an answer",
        }
    }
}
