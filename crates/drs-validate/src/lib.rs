//! Checks requests of the data replication API before they are sent.
//!
//! [`check`] takes an operation and the bytes of a document and returns a [`Report`] of every mistake in it: where it is,
//! what is wrong, what to do, and, where there is one right way, the edits that put it right. Nothing is sent, read or
//! printed, a mistake in the document is never an `Err`, and the value of a secret is in no part of a report.
//!
//! ```
//! use drs_validate::{Input, Operation, Options, check};
//!
//! let report = check(Operation::UpdateJob, Input::json(r#"{"job": {"typ": "name", "params": {}}}"#), &Options::default());
//! assert!(!report.is_valid());
//! assert_eq!(report.diagnostics[0].id, "DRS-S002");
//! assert_eq!(report.diagnostics[0].help.as_deref(), Some("rename it to `type`"));
//! ```
//!
//! What a request may be is in the contract; the tables in `generated` follow from it.

mod accept;
mod aliased;
mod archive;
mod archived;
mod check;
mod detect;
mod dfa;
mod envelope;
mod explain;
mod finding;
#[rustfmt::skip]
mod generated;
mod fix_candidates;
mod input;
mod instance_path;
mod locate;
mod number;
mod operation;
mod parameter;
mod placeholder;
mod reference;
mod rules;
mod schema;
mod secrets;
mod suggest;
mod unrecognised;
mod vocabulary;
mod walk;

pub use accept::accepts;
pub use check::{check, check_detected, check_parsed, check_schema, parse_and_check};
pub use drs_contract::Operation;
pub use fix_candidates::fix_candidates;
pub use input::{Input, Options, Report, Syntax};
pub use parameter::{ParameterError, check_parameter};
pub use reference::Reference;
pub use secrets::secrets;
pub use suggest::nearest;
