//! The contract against the ledger: two transcriptions of the same documents, joined field by field.
//!
//! Every row of the ledger stands in the contract as the document states it (type, mandatory, values, default, limits), or under
//! an erratum that covers the deviation. Every field of the contract has a row or another named source. An erratum that
//! waives nothing any more is reported as well, so the list of errata only shrinks for good reasons.

mod compare;
mod fields;
mod findings;
mod join;
mod limits;
mod notation;
mod report;
mod run;
#[cfg(test)]
mod tests;
mod waiver;

pub use findings::{Audit, Deviation, Erratum, Origin, Waiver};
pub use run::run;
