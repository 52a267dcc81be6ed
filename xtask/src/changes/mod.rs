//! What changed between two versions of the contract, and whom it breaks.
//!
//! ```text
//! two versions -> renames -> a walk over both, keyword by keyword -> changes, the worst first
//! ```
//! Two versions that differ anywhere but in the version number give at least one change: what no keyword is known for counts as
//! breaking, and what means the same in other words counts as a fix.

mod catalog;
mod change;
mod command;
mod compare;
mod comparison;
mod constants;
mod document;
mod operation;
mod pattern;
mod payload;
mod reach;
mod rename;
mod render;
mod rules;
mod schema;
mod server;
#[cfg(test)]
mod tests;
mod value;
mod version;

pub use change::{Change, Changes, Level, Side};
pub use command::Diff;
pub use compare::compare;
pub use version::{Unreadable, Version};
