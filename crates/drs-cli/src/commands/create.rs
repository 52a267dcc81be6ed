//! `drs create`: a batch of tasks from a file.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use clap::Args;
use drs_client::{Operation, RawResponse};
use serde_json::json;

use crate::exit::Exit;
use crate::failure::{Failure, Stop, end};
use crate::service::{Call, Checking, Common, Document, Preview, Session, block_on, found, print_one};
use crate::shell;

/// The arguments of `drs create`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs example batch_create_jobs_async > create.json && drs create create.json

Nothing is built before the batch is submitted with `drs commit`, and nothing costs money before that.

Exit status: 0 the batch was accepted; 1 the request is not valid, and nothing was sent; 2 it could not be sent; 3 the service \
refused it; 6 nobody knows whether it was accepted, and the message says how to find out.")]
pub(crate) struct Arguments {
    /// The request in JSON or YAML, `-` for standard input: the body of `batch_create_jobs_async`
    #[arg(value_name = "FILE|-")]
    file: OsString,

    #[command(flatten)]
    checking: Checking,

    #[command(flatten)]
    common: Common,
}

/// Runs `drs create`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    end(create(arguments))
}

fn create(arguments: &Arguments) -> Result<Exit, Stop> {
    let document = Document::read(Path::new(&arguments.file))?;
    let operation = Operation::BatchCreateJobsAsync;
    document.check(operation, arguments.checking)?;
    let names = names(&document);
    let call = Call::new(operation).body(document);
    let session = Session::open(&arguments.common.connection, arguments.common.timeout)?;
    if arguments.common.dry_run {
        return Preview::Plain.print(&session, &[call], arguments.common.output);
    }
    session.target(operation)?;
    let reply = block_on(async { Ok(call.send(&session.client_checking(arguments.checking).await?).await) })?;
    let id = batch_id(&reply.map_err(how_to_find_out)?)?;
    let shown = drs_diag::escape(&id).into_owned();
    let connection = &arguments.common.connection;
    let check = shell::drs(&["watch", "--batch", &id, "--until", "checked"], connection);
    let next = format!("{check} && {}", shell::drs(&["commit", &id], connection));
    print_one(arguments.common.output, &json!({"async_job_id": id, "names": names, "next": next}), || {
        let names: Vec<_> = names.iter().map(|name| drs_diag::escape(name)).collect();
        format!("async_job_id: {shown}\ntasks: {}\nnext: {next}\n", names.join(", "))
    })?;
    Ok(Exit::Success)
}

/// The names of the tasks in a request.
fn names(document: &Document) -> Vec<String> {
    let parsed = document.parse();
    let Some(tree) = &parsed.tree else { return Vec::new() };
    let jobs = tree.root().get("jobs").into_iter().flat_map(drs_text::Node::items);
    let names = jobs.filter_map(|job| Some(job.get("base_info")?.get("name")?.as_str()?.into_owned()));
    names.collect()
}

/// The id of the batch. Without it nobody knows what was made.
fn batch_id(reply: &RawResponse) -> Result<String, Failure> {
    found(&reply.body, "/job/async_job_id").ok_or_else(|| {
        let message = "the service accepts the batch, and does not say which id it has";
        Failure::new(message).exit(Exit::Unknown).help(LOOK)
    })
}

/// How to find a batch whose id nobody knows.
const LOOK: &str = "`drs list --batches` lists batches, the newest first, and `drs list --batch ID` its tasks; if the batch is \
                    not there after some minutes, create it again, and otherwise go on with its id";

fn how_to_find_out(failure: Failure) -> Failure {
    if failure.exit == Exit::Unknown { failure.help(LOOK) } else { failure }
}
