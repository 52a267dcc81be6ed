//! The contract says what the documents' tables say, or an erratum explains why not.
//!
//! The ledger (`spec/ledger/`) is a second transcription of the tables, made independently; `cargo xtask audit` joins it with the
//! contract field by field. Responses may be more lenient than the documents without an erratum.

use super::Lint;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L060", name: "ledger-deviation", file: include_str!("ledger_deviation.rs") };
