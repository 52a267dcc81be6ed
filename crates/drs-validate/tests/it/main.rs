//! What the validator promises, on the contract as it is.

#![expect(clippy::unwrap_used, reason = "helpers of tests, which must stop where they cannot go on")]

mod broken;
mod corpus;
mod detect;
mod examples;
mod faults;
mod keywords;
mod options;
mod oracle;
mod pages;
mod real_words;
#[path = "../shared/relation.rs"]
mod relation;
mod rendered;
mod rendered_whole;
mod robust;
mod schema;
mod support;
mod truth;
