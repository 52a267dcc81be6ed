//! The arguments that all commands that call the service have.

use std::time::Duration;

use clap::Args;

use super::output::Output;
use crate::connection::Connection;
use crate::duration::limit;

/// The arguments that all commands that call the service have.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// The form of what is printed
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Output::Table)]
    pub(crate) output: Output,

    /// Print the calls with their secrets masked, and send nothing; as JSON an object with `calls`, each with its `operation`, `method`,
    /// `url`, `headers` and `body`
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// The most time for each call with all its attempts, such as `90s` or `5m`
    #[arg(long, value_name = "TIME", value_parser = limit, allow_hyphen_values = true)]
    pub(crate) timeout: Option<Duration>,

    #[command(flatten)]
    pub(crate) connection: Connection,
}
