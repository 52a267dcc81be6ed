//! The join of the whole ledger with the whole contract.

use std::io::Write;
use std::path::Path;

use super::waiver::Errata;
use super::{Audit, Deviation, compare, fields, join, report};
use crate::bundle;
use crate::contract::Contract;
use crate::ledger::{self, Row};
use crate::problem::{Finding, Problems};
use crate::status::Status;

impl Audit {
    /// Joins a contract with the ledger that its files hold.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn new(contract: &Contract) -> anyhow::Result<Self> {
        let rows: Vec<Row> = ledger::read(&contract.files)?;
        let mut audit = Self { rows: rows.len(), ..Self::default() };
        let mut errata = Errata::collect(contract);
        for row in &rows {
            let targets = join::targets(contract, row);
            audit.compared += targets.len();
            if targets.is_empty() {
                let waiver = errata.waive_absent(contract, row);
                audit.deviations.push(join::missing(row, waiver));
            }
            for target in &targets {
                errata.saw_row(target);
                for difference in compare::differences(contract, row, target, &rows) {
                    let waiver = errata.waive(contract, target, &difference);
                    let compare::Difference { aspect, message, .. } = difference;
                    audit.deviations.push(Deviation { row: row.show(), place: target.place, aspect, message, waiver });
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
