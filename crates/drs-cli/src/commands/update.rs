//! `drs update`: settings of a task, or of the tasks of a batch, from a file.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use clap::Args;
use drs_client::Operation;

use crate::commands::word;
use crate::exit::Exit;
use crate::failure::{Failure, Stop, end};
use crate::service::{
    Call, Checking, Common, Document, Preview, Session, acknowledged, block_on, print_all, print_verdicts,
    verdicts_table,
};

/// The arguments of `drs update`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs example update_job --name name > name.json && drs update 19557d51-1ee6-4507-97a6-8f69164jb201 name.json

With `--batch` the request is the body of `update_batch_async_jobs`, which corrects tasks that have not passed the check; the check \
begins again by itself.

Exit status: 0 the change is accepted; 1 the request is not valid, and nothing was sent; 2 it could not be sent; 3 the service \
refused it; 4 some tasks of the batch were changed and some were not; 6 nobody knows what was done.")]
pub(crate) struct Arguments {
    /// The id of the task, and the request in JSON or YAML, `-` for standard input: the body of `update_job`
    #[arg(value_names = ["JOB", "FILE|-"], num_args = 1..=2, required = true)]
    given: Vec<OsString>,

    /// Change tasks of this batch, which is not submitted yet
    #[arg(long, value_name = "ID", value_parser = word::text())]
    batch: Option<String>,

    #[command(flatten)]
    checking: Checking,

    #[command(flatten)]
    common: Common,
}

/// Runs `drs update`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    end(update(arguments))
}

fn update(arguments: &Arguments) -> Result<Exit, Stop> {
    let (call, file) = match (&arguments.batch, arguments.given.as_slice()) {
        (Some(batch), [file]) => (Call::new(Operation::UpdateBatchAsyncJobs).path("async_job_id", batch), file),
        (None, [job, file]) => (Call::new(Operation::UpdateJob).path("job_id", job.to_string_lossy()), file),
        _ => {
            let failure = Failure::new("a task or a batch, and a file, are needed");
            return Err(failure.help("`drs update JOB FILE`, or `drs update --batch ID FILE`").into());
        }
    };
    let call = call.body(Document::read(Path::new(file))?);
    call.check(arguments.checking)?;
    let session = Session::open(&arguments.common.connection, arguments.common.timeout)?;
    if arguments.common.dry_run {
        return Preview::Plain.print(&session, &[call], arguments.common.output);
    }
    session.target(call.operation)?;
    let reply = block_on(async { Ok(call.send(&session.client_checking(arguments.checking).await?).await) })?;
    if arguments.batch.is_some() {
        return print_verdicts(arguments.common.output, reply, "/jobs");
    }
    let body = reply?.body;
    acknowledged(call.operation.id(), &body)?;
    print_all(arguments.common.output, std::slice::from_ref(&body), || verdicts_table(std::slice::from_ref(&body)))?;
    Ok(Exit::Success)
}
