//! `drs delete`: tasks that are over are removed from the list.

use std::io;

use clap::Args;
use drs_client::{Error, Operation};
use serde_json::{Value, json};

use crate::commands::word;
use crate::exit::Exit;
use crate::failure::{Failure, Stop, end};
use crate::service::{
    Call, Common, NOT_TRIED, Preview, Question, Session, block_on, may_go_on, named, not_tried, print_all, unique,
    verdicts_table, what_became,
};

/// The arguments of `drs delete`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs delete 19557d51-1ee6-4507-97a6-8f69164jb201

Removes tasks with their history. Only what is over can be removed: what was ended with `drs end`, or could not be created.

Exit status: 0 all are removed; 2 the call could not be made, or was not agreed to; 3 the service refused it, for every task; 4 some \
are removed and some are not; 6 nobody knows about at least one.")]
pub(crate) struct Arguments {
    /// Ids of tasks
    #[arg(value_name = "JOB", value_parser = word::text(), required = true)]
    jobs: Vec<String>,

    /// Do not ask; nobody is asked about a sandbox on this machine either
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    common: Common,
}

/// Runs `drs delete`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    end(delete(arguments))
}

fn delete(arguments: &Arguments) -> Result<Exit, Stop> {
    let jobs = unique(&arguments.jobs);
    let session = Session::open(&arguments.common.connection, arguments.common.timeout)?;
    if arguments.common.dry_run {
        let calls: Vec<Call> = jobs.iter().map(|job| call(job)).collect();
        return Preview::Plain.print(&session, &calls, arguments.common.output);
    }
    let target = session.target(Operation::DeleteJob)?;
    let mut interrupted = None;
    let (verdicts, failures) = block_on(async {
        let client = session.client().await?;
        let question = Question {
            what: format!("this removes {} with their history", drs_diag::count(jobs.len() as u64, "task")),
            to: &named(&client, &jobs, arguments.yes || target.is_local).await?,
            is_stdin_taken: false,
        };
        may_go_on(arguments.yes, &target, &question)?;
        let (mut verdicts, mut failures) = (Vec::new(), Vec::new());
        let mut left = jobs.iter();
        for job in left.by_ref() {
            let (reply, signal) = call(job).send_once(&client).await;
            let is_over = match reply {
                Ok(_) => {
                    verdicts.push(json!({"id": job, "status": "success"}));
                    false
                }
                Err(failure) => {
                    // Whatever keeps one call from being made keeps all of them.
                    let is_over = !is_of_one(&failure);
                    verdicts.push(verdict(job, &failure));
                    failures.push(failure);
                    is_over
                }
            };
            interrupted = signal;
            if is_over || signal.is_some() {
                break;
            }
        }
        verdicts.extend(left.map(|job| not_tried(job)));
        Ok((verdicts, failures))
    })?;
    print_all(arguments.common.output, &verdicts, || verdicts_table(&verdicts))?;
    for failure in &failures {
        failure.print();
    }
    let removed = verdicts.iter().filter(|verdict| verdict["status"] == "success").count();
    let is_left = verdicts.iter().any(|verdict| verdict["status"] == NOT_TRIED);
    match interrupted.filter(|_| is_left && failures.iter().all(|failure| failure.exit != Exit::Unknown)) {
        Some(signal) => Ok(signal.into()),
        None => Ok(exit(removed, &failures)),
    }
}

/// The exit status after so many tasks were removed, and after these failures.
fn exit(removed: usize, failures: &[Failure]) -> Exit {
    let is_unknown = failures.iter().any(|failure| failure.exit == Exit::Unknown);
    match failures.last() {
        None => Exit::Success,
        Some(_) if is_unknown => Exit::Unknown,
        Some(_) if removed > 0 => Exit::Partial,
        Some(last) => last.exit,
    }
}

fn call(job: &str) -> Call {
    Call::new(Operation::DeleteJob).path("job_id", job)
}

/// Whether a failure says nothing about the other tasks.
fn is_of_one(failure: &Failure) -> bool {
    matches!(failure.cause.as_deref(), Some(Error::Refused { .. } | Error::Unknown { .. }))
}

/// What became of a task, as the verdicts of other calls say it.
fn verdict(job: &str, failure: &Failure) -> Value {
    let refusal = failure.cause.as_deref().and_then(Error::refusal);
    let mut verdict = json!({"id": job, "status": what_became(failure)});
    if let Some(refusal) = refusal {
        verdict["error_code"] = refusal.code.clone().into();
        verdict["error_msg"] = refusal.message.clone().into();
    }
    verdict
}
