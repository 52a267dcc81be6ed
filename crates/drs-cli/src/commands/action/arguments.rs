//! The arguments of `drs action`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use drs_diag::Format;

use crate::commands::word;
use crate::duration::duration;
use crate::failure::Failure;
use crate::service::{Checking, Common, Output};

/// The arguments of `drs action`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs action 19557d51-1ee6-4507-97a6-8f69164jb201 precheck --set precheck_mode=forStartJob --wait --file create.json

Words mislead here. `stop` pauses a task, which is then in state PAUSING, and `restart` lets it go on. `terminate`, like `drs end`, \
ends it for good. `reset` begins again after a failure, once a precheck with `precheck_mode=forRetryJob` has passed.

`network`, `precheck`, `cloud_connection` and `diagnosis` take time: the reply has an id, by which `--wait` follows the result, or \
`drs show --query-id` shows it.

Exit status: 0 done, or passed; 1 the request is not valid, and nothing was sent; 2 it could not be sent, or was not agreed to; 3 the \
service refused it, or the check did not pass; 5 the time for the wait was over, and the check goes on; 6 nobody knows whether it was \
done; 130 or 143 interrupted, and the check goes on.")]
pub(crate) struct Arguments {
    /// The id of the task
    #[arg(value_name = "JOB", value_parser = word::text())]
    pub(super) job: String,

    /// What is done
    #[arg(value_name = "NAME", value_parser = word::action())]
    pub(super) name: String,

    /// A member of `action_params`, such as `precheck_mode=forStartJob`; dots lead into members
    #[arg(long, value_name = "MEMBER=VALUE", value_parser = word::pair, conflicts_with = "body")]
    pub(super) set: Vec<(String, String)>,

    /// The request in JSON or YAML, `-` for standard input: the body of `execute_job_action`
    #[arg(long, value_name = "FILE|-")]
    pub(super) body: Option<PathBuf>,

    /// Follow the result, for 30 minutes or as long as this
    #[arg(long, value_name = "TIME", value_parser = duration, num_args = 0..=1, require_equals = true, default_missing_value = "30m")]
    pub(super) wait: Option<Duration>,

    /// The request that the task was created from: `network` takes the databases from it, and results point to its lines
    #[arg(long, value_name = "FILE")]
    pub(super) file: Option<PathBuf>,

    /// The format in which results point to lines of `--file`; one for programs is all that is printed, and needs `--wait` and `--file`
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = word::format())]
    pub(super) format: Format,

    #[command(flatten)]
    pub(super) checking: Checking,

    /// Do not ask before `reset`, `set_writable` and `terminate`; nobody is asked about a sandbox on this machine either
    #[arg(long)]
    pub(super) yes: bool,

    #[command(flatten)]
    pub(super) common: Common,
}

impl Arguments {
    /// Whether a report in a format for programs can be made, and nothing else is to be printed.
    ///
    /// # Errors
    ///
    /// The result is not waited for, there are no lines that it could point to, or it is to be printed in another form too.
    pub(super) fn may_report(&self) -> Result<(), Failure> {
        let format = self.format;
        if self.common.dry_run || self.wait.is_none() || self.file.is_none() {
            let failure = Failure::new(format!("`--format {format}` reports a result at lines of a request"));
            return Err(failure.help("wait for the result with `--wait`, and name the request with `--file`"));
        }
        if self.common.output != Output::Table {
            let failure = Failure::new(format!(
                "`--format {format}` and `--output` are two forms of one result, and one is printed"
            ));
            return Err(failure.help("leave out one of them"));
        }
        Ok(())
    }
}
