//! What goes in and what comes out.

use drs_contract::Operation;
use drs_diag::Diagnostic;
use drs_text::{Limits, Parsed};

/// A document to check.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The bytes of the document, as they are in its file.
    pub text: &'a [u8],
    /// How they are to be read.
    pub syntax: Syntax,
}

/// The syntax of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Syntax {
    /// JSON (RFC 8259).
    #[default]
    Json,
    /// YAML 1.2, core schema, one document.
    Yaml,
}

/// Strictness of a check, and how much it reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether members that a request does not know are passed over.
    pub allow_unknown_fields: bool,
    /// Whether values that a list does not have are warnings: the service may have gained them since.
    pub allow_unknown_values: bool,
    /// The operation that a document is a request of where its shape is that of several, and this is one of them.
    pub preferred: Option<Operation>,
    /// How many diagnostics are reported at most; the others are only counted. 0 stands for all.
    pub max_diagnostics: usize,
    /// How large and how deep a document may be.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            allow_unknown_fields: false,
            allow_unknown_values: false,
            preferred: None,
            max_diagnostics: 100,
            limits: Limits::default(),
        }
    }
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What the document was checked as; `None` when that is not known.
    pub operation: Option<Operation>,
    /// The first mistakes in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// How many more there are.
    pub omitted: u64,
    /// How many errors there are, reported or not.
    pub errors: u64,
    /// How many warnings there are, reported or not.
    pub warnings: u64,
}

impl Report {
    /// Whether the document is a valid request: it has no errors. Warnings do not count.
    pub fn is_valid(&self) -> bool {
        self.errors == 0
    }
}

impl<'a> Input<'a> {
    /// A JSON document.
    pub fn json(text: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        Self { text: text.as_ref(), syntax: Syntax::Json }
    }

    /// A YAML document.
    pub fn yaml(text: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        Self { text: text.as_ref(), syntax: Syntax::Yaml }
    }

    /// Reads the document, for [`check_parsed`](crate::check_parsed). What is wrong with its syntax is among the faults.
    pub fn parse(self, limits: Limits) -> Parsed<'a> {
        match self.syntax {
            Syntax::Json => drs_text::json::parse(self.text, &limits),
            Syntax::Yaml => drs_text::yaml::parse(self.text, &limits),
        }
    }
}
