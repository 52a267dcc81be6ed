//! Where a fact comes from (`x-drs-source`) and where the contract deviates from it (`x-drs-erratum`).

use crate::value::Place;

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// A table of one of the vendor's documents.
    Document {
        /// Number of the document, `000` to `004`.
        document: String,
        /// Number of the table.
        table: u32,
        /// Row of the table, for what has no table of its own.
        field: Option<String>,
    },
    /// An SDK of the vendor and its version.
    Sdk(String),
    /// The Terraform provider and its version.
    Terraform(String),
    /// Any other page.
    Page(String),
}

/// A deviation from the document.
#[derive(Clone, Debug)]
pub struct Erratum {
    /// What the document says.
    pub says: String,
    /// What the service does.
    pub actually: String,
    /// Who shows that.
    pub source: String,
    /// The columns of the document's table that the contract deviates from.
    pub aspects: Vec<Aspect>,
    /// Where the erratum stands.
    pub at: Place,
}

/// A column of a document's table, or whether there is such a row at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// The type.
    Type,
    /// Whether it is mandatory.
    Mandatory,
    /// The listed values.
    Values,
    /// The default.
    Default,
    /// Lengths, ranges, patterns.
    Limits,
    /// The document lists it and the service does not have it.
    Absent,
    /// It stands in another object.
    Place,
    /// Not a column at all: what the document's text or example says.
    Prose,
}

impl Aspect {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Type,
        Self::Mandatory,
        Self::Values,
        Self::Default,
        Self::Limits,
        Self::Absent,
        Self::Place,
        Self::Prose,
    ];

    /// Name used in `aspects`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Mandatory => "mandatory",
            Self::Values => "values",
            Self::Default => "default",
            Self::Limits => "limits",
            Self::Absent => "absent",
            Self::Place => "place",
            Self::Prose => "prose",
        }
    }

    /// Aspect with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|aspect| aspect.as_str() == name)
    }
}
