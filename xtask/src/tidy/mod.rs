//! The rules of the repository: which crate depends on which, where files are, how long they are, and what no file contains.
//!
//! These are the invariants of ARCHITECTURE.md that a compiler does not hold.

mod circles;
mod crates;
mod files;
mod forbidden_text;
mod imports;
mod run;
mod secrets;
#[cfg(test)]
mod tests;
mod violation;

pub use run::{check, run, violations};
pub use violation::{Text, Violation};
