//! `cargo xtask recipes`: the recipes of CONTRIBUTING.md, followed in a copy of the repository.
//!
//! The copy lies in `target/recipes` and keeps the times of its files, so that a second run compiles only what changed. What a
//! contributor would write by hand is in `xtask/tests/recipes`.

mod scratch;
mod steps;

pub use steps::run;
