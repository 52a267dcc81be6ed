//! One module a subcommand.

pub(crate) mod completions;
pub(crate) mod example;
pub(crate) mod explain;
pub(crate) mod operations;
pub(crate) mod rules;
pub(crate) mod schema;
pub(crate) mod validate;
