//! `drs end`: tasks are ended for good.

use std::io;

use clap::Args;
use drs_client::Operation;
use serde_json::json;

use crate::commands::word;
use crate::exit::Exit;
use crate::failure::{Stop, end as ended};
use crate::service::{
    Call, Common, Preview, Question, Session, acknowledged, block_on, may_go_on, named, print_all, print_verdicts_of,
    unique, verdicts_table,
};

/// The arguments of `drs end`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs end 19557d51-1ee6-4507-97a6-8f69164jb201 && drs watch 19557d51-1ee6-4507-97a6-8f69164jb201 --until ended

Ends tasks for good: triggers and events are moved, instances are given back, and nothing is billed from then on. A task that is \
ended does not go on; `drs action JOB stop` pauses one. An ended task is still listed, until `drs delete` removes it.

Exit status: 0 all are being ended; 2 the call could not be made, or was not agreed to; 3 the service refused it, for every task; \
4 some are being ended and some are not; 6 nobody knows whether they are.")]
pub(crate) struct Arguments {
    /// Ids of tasks
    #[arg(value_name = "JOB", value_parser = word::text(), required = true)]
    jobs: Vec<String>,

    /// End them though they work, without what they still have to move
    #[arg(long)]
    force: bool,

    /// Do not ask; nobody is asked about a sandbox on this machine either
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    common: Common,
}

/// Runs `drs end`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    ended(end(arguments))
}

fn end(arguments: &Arguments) -> Result<Exit, Stop> {
    let jobs = unique(&arguments.jobs);
    let session = Session::open(&arguments.common.connection, arguments.common.timeout)?;
    let call = call(&jobs, arguments.force);
    if arguments.common.dry_run {
        return Preview::Plain.print(&session, &[call], arguments.common.output);
    }
    let target = session.target(call.operation)?;
    let reply = block_on(async {
        let client = session.client().await?;
        let question = Question {
            what: format!(
                "this ends {} for good{}",
                drs_diag::count(jobs.len() as u64, "task"),
                if arguments.force { ", without what they still have to move," } else { "" }
            ),
            to: &named(&client, &jobs, arguments.yes || target.is_local).await?,
            is_stdin_taken: false,
        };
        may_go_on(arguments.yes, &target, &question)?;
        Ok(call.send(&client).await)
    })?;
    if jobs.len() > 1 {
        return print_verdicts_of(arguments.common.output, reply, "/jobs", &jobs);
    }
    let mut body = reply?.body;
    acknowledged(call.operation.id(), &body)?;
    if let Some(members) = body.as_object_mut() {
        members.entry("id").or_insert_with(|| jobs[0].as_str().into());
    }
    print_all(arguments.common.output, std::slice::from_ref(&body), || verdicts_table(std::slice::from_ref(&body)))?;
    Ok(Exit::Success)
}

/// The call that ends one task, or several.
fn call(jobs: &[String], force: bool) -> Call {
    if let [job] = jobs {
        return Call::new(Operation::StopJobAction).path("job_id", job).json(&json!({"is_force_stop": force}));
    }
    let items: Vec<_> = jobs.iter().map(|job| json!({"job_id": job, "is_force_stop": force})).collect();
    Call::new(Operation::BatchStopJobsAction).json(&json!({"jobs": items}))
}
