//! What comes out of the join.

use crate::contract::Aspect;
use crate::value::Place;

/// What comes out of the join.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// Rows of the ledger.
    pub rows: usize,
    /// Fields that were compared; a row may be described by several schemas.
    pub compared: usize,
    /// Deviations, waived or not.
    pub deviations: Vec<Deviation>,
    /// Fields of the contract by where they come from, in the order of [`Origin`].
    pub fields: Vec<(Origin, usize)>,
    /// Fields that come from nowhere.
    pub unsourced: Vec<(String, Place)>,
    /// Errata, each with its aspects that waive nothing.
    pub errata: Vec<Erratum>,
}

/// A difference between a row and the contract.
#[derive(Clone, Debug)]
pub struct Deviation {
    /// The row: document, table and field.
    pub row: String,
    /// Where the contract describes the field, or the row if it does not.
    pub place: Place,
    /// The column.
    pub aspect: Aspect,
    /// What the document says and what the contract says.
    pub message: String,
    /// Why the difference is meant.
    pub waiver: Waiver,
}

/// Why a deviation is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiver {
    /// It is not: somebody made a mistake.
    None,
    /// An erratum covers it.
    Erratum,
    /// Responses are lenient.
    Response,
    /// Another source that the contract names has it.
    Source,
    /// No schema can say it, and the description does.
    Described,
}

/// An erratum of the contract.
#[derive(Clone, Debug)]
pub struct Erratum {
    /// What it is about, as a pointer into the bundle.
    pub pointer: String,
    /// Where it stands.
    pub place: Place,
    /// What the document says, and what is so.
    pub text: (String, String),
    /// Aspects that cover no deviation.
    pub unused: Vec<Aspect>,
}

/// Where a field comes from. Of several sources the first in this order counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A row of the ledger.
    Document,
    /// An SDK of the vendor.
    Sdk,
    /// The Terraform provider.
    Terraform,
    /// Another page.
    Page,
}

impl Origin {
    /// What to call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Document => "documents",
            Self::Sdk => "SDKs",
            Self::Terraform => "Terraform provider",
            Self::Page => "other pages",
        }
    }
}
