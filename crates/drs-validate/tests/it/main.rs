//! What the validator promises, on the contract as it is.

#![expect(clippy::unwrap_used, reason = "helpers of tests, which must stop where they cannot go on")]

mod aliases;
mod archived;
mod broken;
mod detect;
mod doubtful;
mod examples;
mod field_cases;
mod options;
mod pages;
mod real_words;
mod rendered;
mod rendered_whole;
mod robust;
mod support;
