//! Proof that the validators of the contract are right: documents with known verdicts, mutations that the documents must
//! kill, comparisons with other validators, other people's suites, and fuzzing.

pub mod comparisons;
pub mod corpus;
pub mod fuzz;
pub mod mutants;
pub mod suites;
