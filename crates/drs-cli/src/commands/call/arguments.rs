//! The arguments of `drs call`.

use std::ffi::OsString;
use std::time::Duration;

use clap::{Args, ValueEnum};
use drs_client::Operation;

use crate::commands::{operation, word};
use crate::connection::Connection;
use crate::duration::limit;
use crate::service::Checking;

/// The arguments of `drs call`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs call show_job_detail --path job_id=19557d51-1ee6-4507-97a6-8f69164jb201 --query type=progress

Exit status: 0 carried out; 1 the request is not valid, and nothing was sent; 2 it could not be sent, or was not agreed to; 3 the \
service refused it; 4 it was carried out in part; 6 nobody knows whether it was carried out.")]
pub(crate) struct Arguments {
    /// The operation; `drs operations` lists them
    #[arg(value_name = "OPERATION", value_parser = operation::parser())]
    pub(super) operation: Operation,

    /// The request in JSON or YAML, `-` for standard input: the body, or the object of the query parameters
    #[arg(value_name = "FILE|-")]
    pub(super) file: Option<OsString>,

    /// A path parameter
    #[arg(long, value_name = "NAME=VALUE", value_parser = word::pair)]
    pub(super) path: Vec<(String, String)>,

    /// A query parameter; once for each value of a list
    #[arg(long, value_name = "NAME=VALUE", value_parser = word::pair)]
    pub(super) query: Vec<(String, String)>,

    /// Print the request with its secrets masked, and send nothing; as JSON, if `--output` is given, an object with `calls`, each with its
    /// `operation`, `method`, `url`, `headers` and `body`
    #[arg(long)]
    pub(super) dry_run: bool,

    /// Print a command for `curl` with variables in place of secrets, as JSON writes them, and send nothing
    #[arg(long)]
    pub(super) curl: bool,

    /// Do not ask before a call that changes something; nobody is asked about a sandbox on this machine either
    #[arg(long)]
    pub(super) yes: bool,

    /// The form of the reply; otherwise `json`
    #[arg(long, value_enum, value_name = "FORM")]
    pub(super) output: Option<Output>,

    #[command(flatten)]
    pub(super) checking: Checking,

    /// The most time for the call with all its attempts, such as `90s` or `5m`
    #[arg(long, value_name = "TIME", value_parser = limit, allow_hyphen_values = true)]
    pub(super) timeout: Option<Duration>,

    #[command(flatten)]
    pub(super) connection: Connection,
}

/// The form of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Output {
    /// JSON on several lines
    Json,
    /// JSON on one line
    Line,
    /// Nothing
    None,
}
