//! The validator against the documents that `cargo xtask corpus` makes from the contract.
//!
//! What is expected stands in the documents' file and comes from the contract alone. The documents are made anew for every
//! run, into cargo's folder for tests; `DRS_CORPUS` names a folder that has them already.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a test stops where something is not as it must be"
)]

mod accept;
mod cases;
mod forms;
mod oracle;
mod places;
#[path = "../shared/relation.rs"]
mod relation;
mod single;
mod verdicts;
