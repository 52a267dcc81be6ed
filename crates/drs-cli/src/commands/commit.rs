//! `drs commit`: a batch whose tasks have passed the check is submitted.

use std::io;

use clap::Args;
use drs_client::checks::findings;
use drs_client::{Client, Operation};
use drs_contract::State;
use serde_json::{Value, json};

use crate::commands::word;
use crate::exit::Exit;
use crate::failure::{Failure, Stop, end};
use crate::service::{
    Call, Common, Listed, Preview, Question, Session, batch, block_on, may_go_on, print_one, shown_text, task_name,
};
use crate::shell;

/// The only state in which a batch is submitted.
const READY: &str = "AUTO_PARAM_VALIDATE_SUCCESS";

/// The state of a batch that did not pass the check.
const FAILED: &str = "ASYNC_JOB_VALIDATE_FAILED";

/// The state of a batch that is submitted.
const SUBMITTED: &str = "COMMIT_SUCCESS";

/// The arguments of `drs commit`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs watch --batch bd4193aa-072d-4ce6-beec-adffc7252341 --until checked && drs commit bd4193aa-072d-4ce6-beec-adffc7252341

From here on instances are built, and they cost money. The state of the batch is looked at first: it is submitted if every task \
has passed the check, and otherwise the message says what is wrong with which task. So it does no harm to run the command again.

Exit status: 0 the batch is submitted; 2 the call could not be made, or was not agreed to; 3 the batch is in another state, or the \
service refused the call; 6 nobody knows whether the batch was submitted, and the message says how to find out.")]
pub(crate) struct Arguments {
    /// The id of the batch, which `drs create` prints
    #[arg(value_name = "BATCH", value_parser = word::text())]
    batch: String,

    /// Do not ask; nobody is asked about a sandbox on this machine either
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    common: Common,
}

/// Runs `drs commit`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    end(commit(arguments))
}

fn commit(arguments: &Arguments) -> Result<Exit, Stop> {
    let session = Session::open(&arguments.common.connection, arguments.common.timeout)?;
    let call = Call::new(Operation::CommitAsyncJob).path("async_job_id", &arguments.batch);
    if arguments.common.dry_run {
        let calls = [batch::find_call(&arguments.batch), batch::tasks_call(&arguments.batch), call];
        return Preview::Plain.print(&session, &calls, arguments.common.output);
    }
    let target = session.target(call.operation)?;
    block_on(async {
        let client = session.client().await?;
        let tasks = ready(&client, arguments).await?;
        let names: Vec<String> = tasks.items.iter().map(task_name).collect();
        let question = Question {
            what: format!("this submits a batch of {}, which costs money from now on,", count(&tasks)),
            to: &names,
            is_stdin_taken: false,
        };
        may_go_on(arguments.yes, &target, &question)?;
        let reply = call.send(&client).await.map_err(|failure| how_to_find_out(failure, arguments))?;
        let status = submitted(&client, arguments, &reply.body).await?;
        let shown = drs_diag::escape(&arguments.batch);
        let next = shell::drs(&["watch", "--batch", &arguments.batch], &arguments.common.connection);
        let result = json!({"async_job_id": arguments.batch, "status": status, "names": names, "next": next});
        print_one(arguments.common.output, &result, || {
            format!("async_job_id: {shown}\nstatus: {status}\ntasks: {}\nnext: {next}\n", names.join(", "))
        })?;
        Ok(Exit::Success)
    })
}

/// The tasks of a batch that can be submitted.
async fn ready(client: &Client, arguments: &Arguments) -> Result<Listed, Failure> {
    let (id, connection) = (arguments.batch.as_str(), &arguments.common.connection);
    let found = batch::find(client, id).await?;
    let status = shown_text(&found, "/status");
    let tasks = batch::tasks(client, id).await?;
    let shown = drs_diag::escape(id);
    if status == READY && !tasks.items.is_empty() {
        return Ok(tasks);
    }
    if status == READY {
        return Err(Failure::new(format!("the batch `{shown}` has no tasks")).exit(Exit::Refused));
    }
    let meaning = State::from_name(&status).map_or("the contract does not know this state", |state| state.meaning);
    let mut message =
        format!("the batch `{shown}` cannot be submitted in `{status}`: {}", meaning.trim_end_matches('.'));
    for task in &tasks.items {
        for finding in findings(task) {
            message.push_str(&format!("\n  task `{}`: {}", task_name(task), finding));
        }
    }
    let help = match status.as_str() {
        FAILED => {
            let update = shell::drs(&["update", "--batch", id, "FILE"], connection);
            format!("correct the tasks with `{update}`, which checks again, or create another batch")
        }
        SUBMITTED | "ASYNC_JOB_COMPLETED" => {
            let watch = shell::drs(&["watch", "--batch", id], connection);
            format!("it is submitted already; `{watch}` follows its tasks")
        }
        _ => {
            let watch = shell::drs(&["watch", "--batch", id, "--until", "checked"], connection);
            format!("`{watch}` waits for the check")
        }
    };
    Err(Failure::new(message).help(help).exit(Exit::Refused))
}

/// The state after a submission that the service has accepted.
async fn submitted(client: &Client, arguments: &Arguments, reply: &Value) -> Result<String, Failure> {
    let mut status = shown_text(reply, "/job/status");
    if status.is_empty() {
        // The call was accepted: whatever keeps its outcome from being read leaves it unknown.
        let found = batch::find(client, &arguments.batch).await;
        let found = found.map_err(|failure| failure.exit(Exit::Unknown).help(look(arguments)))?;
        status = shown_text(&found, "/status");
    }
    if status.eq_ignore_ascii_case(SUBMITTED) || status.eq_ignore_ascii_case("ASYNC_JOB_COMPLETED") {
        return Ok(status);
    }
    let text = shown_text(reply, "/job/msg");
    let text = if text.is_empty() { String::new() } else { format!(": {text}") };
    Err(Failure::new(format!("the batch is in `{status}` after the call{text}"))
        .help(look(arguments))
        .exit(if status.eq_ignore_ascii_case(FAILED) { Exit::Refused } else { Exit::Unknown }))
}

fn count(tasks: &Listed) -> String {
    let more = if tasks.is_cut { "more than " } else { "" };
    format!("{more}{}", drs_diag::count(tasks.items.len() as u64, "task"))
}

/// How to find out whether a batch was submitted.
fn look(arguments: &Arguments) -> String {
    let (id, connection) = (arguments.batch.as_str(), &arguments.common.connection);
    let watch = shell::drs(&["watch", "--batch", id, "--until", "committed", "--timeout", "5m"], connection);
    let commit = shell::drs(&["commit", id], connection);
    format!("`{watch}` waits until it is; if it is not, `{commit}` looks again first")
}

fn how_to_find_out(failure: Failure, arguments: &Arguments) -> Failure {
    if failure.exit == Exit::Unknown { failure.help(look(arguments)) } else { failure }
}
