//! The commands that show what the contract says.

pub(crate) mod example;
pub(crate) mod explain;
pub(crate) mod operations;
pub(crate) mod rules;
pub(crate) mod schema;
