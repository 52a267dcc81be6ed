//! The arguments of `drs list`.

use clap::Args;
use drs_contract::Machine;

use crate::commands::word;
use crate::service::Common;

/// The arguments of `drs list`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs list --billing

Without options it lists all tasks of all kinds, the newest of each kind first. Where a terminal is too narrow for all columns, some \
are left out; `--output json` has everything.

Exit status: 0 listed; 2 the service could not be asked; 3 it refused the call, or there is no such batch.")]
pub(crate) struct Arguments {
    /// Only tasks that cost money though they are idle, failed or done
    #[arg(long, conflicts_with = "batches")]
    pub(super) billing: bool,

    /// Only what is in one of these states
    #[arg(long, value_name = "STATUS", value_delimiter = ',', ignore_case = true, hide_possible_values = true)]
    #[arg(value_parser = word::status(&[Machine::Task, Machine::Batch]))]
    pub(super) status: Vec<String>,

    /// Only tasks with this in their name
    #[arg(long, value_name = "TEXT", value_parser = word::text(), conflicts_with = "batches")]
    pub(super) name: Option<String>,

    /// Only tasks of this kind
    #[arg(long = "type", value_name = "KIND", value_parser = word::kind(), conflicts_with = "batches")]
    pub(super) kinds: Vec<String>,

    /// Batches in place of tasks
    #[arg(long)]
    pub(super) batches: bool,

    /// The tasks of a batch, with their ids
    #[arg(long, value_name = "ID", value_parser = word::text(), conflicts_with_all = ["batches", "kinds", "billing", "name", "status"])]
    pub(super) batch: Option<String>,

    /// The most entries of each kind
    #[arg(long, value_name = "NUMBER", default_value_t = 1000, allow_negative_numbers = true)]
    #[arg(value_parser = word::number::<u32>(1..=1_000_000))]
    pub(super) limit: u32,

    #[command(flatten)]
    pub(super) common: Common,
}
