//! The contract against the ledger: two transcriptions of the same documents, joined field by field.
//!
//! Every row of the ledger stands in the contract as the document states it (type, mandatory, values, default, limits), or under
//! an erratum that covers the deviation. Every field of the contract has a row or another named source. An erratum that
//! excuses nothing any more is reported as well, so the list of errata only shrinks for good reasons.

mod compare;
mod excuse;
mod fields;
mod join;
mod limits;
mod notation;
mod report;
#[cfg(test)]
mod tests;

use std::io::Write;
use std::path::Path;

use crate::bundle;
use crate::contract::{Aspect, Contract};
use crate::ledger::{self, Row};
use crate::problem::{Finding, Problems};
use crate::status::Status;
use crate::value::Place;

pub use fields::Origin;

/// What came out of the join.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// Rows of the ledger.
    pub rows: usize,
    /// Fields that were compared; a row may be described by several schemas.
    pub compared: usize,
    /// Deviations, excused or not.
    pub deviations: Vec<Deviation>,
    /// Fields of the contract by where they come from, in the order of [`Origin`].
    pub fields: Vec<(Origin, usize)>,
    /// Fields that come from nowhere.
    pub unsourced: Vec<(String, Place)>,
    /// Errata, each with its aspects that excuse nothing.
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
    pub excuse: Excuse,
}

/// Why a deviation is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excuse {
    /// It is not: somebody made a mistake.
    None,
    /// An erratum covers it.
    Erratum,
    /// Responses are lenient.
    Response,
    /// Another source that the contract names has it.
    Source,
    /// No schema can say it, and the description does.
    Told,
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
    pub idle: Vec<Aspect>,
}

impl Audit {
    /// Joins a contract with the ledger that its files hold.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn new(contract: &Contract) -> anyhow::Result<Self> {
        let rows: Vec<Row> = ledger::read(&contract.files)?;
        let mut audit = Self { rows: rows.len(), ..Self::default() };
        let mut errata = excuse::Errata::collect(contract);
        for row in &rows {
            let targets = join::targets(contract, row);
            audit.compared += targets.len();
            if targets.is_empty() {
                let excuse = errata.excuse_absent(contract, row);
                audit.deviations.push(join::missing(row, excuse));
            }
            for target in &targets {
                errata.saw_row(target);
                for difference in compare::differences(contract, row, target, &rows) {
                    let excuse = errata.excuse(contract, target, &difference);
                    let compare::Difference { aspect, message, .. } = difference;
                    audit.deviations.push(Deviation { row: row.show(), place: target.place, aspect, message, excuse });
                }
            }
        }
        fields::count(contract, &rows, &mut errata, &mut audit);
        audit.errata = errata.finish();
        Ok(audit)
    }

    /// Everything that nobody has explained, as findings.
    pub fn findings(&self) -> Vec<Finding> {
        report::findings(self)
    }
}

/// Prints the audit of the project at `root`.
///
/// # Errors
/// The contract or the ledger cannot be read, or something is unexplained.
pub fn run(root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let contract = Contract::from_bundle(bundle::load(root)?)?;
    let audit = Audit::new(&contract)?;
    report::print(&contract, &audit, status)?;
    let findings = audit.findings();
    if findings.is_empty() { Ok(()) } else { Err(Problems { files: contract.files, findings }.into()) }
}
