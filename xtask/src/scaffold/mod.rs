//! Skeletons of what a contributor adds: a rule, an operation. What is left blank makes the lints and tests fail, which says what to do next.

mod operation;
mod rule;
#[cfg(test)]
mod tests;
mod write;

pub use operation::NewOperation;
pub use rule::NewRule;
