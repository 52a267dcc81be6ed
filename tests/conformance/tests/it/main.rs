//! The validator and the published schemas against the corpus.
//!
//! What is expected comes from the contract alone, by way of the reference validator.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a test stops where something is not as it must be"
)]

mod accept;
mod cases;
mod mistakes;
mod patterns;
mod places;
mod published;
mod relation;
mod single;
mod verdicts;
mod vocabularies;
