//! `drs list`: tasks, batches, and what costs money for nothing.

mod arguments;
mod billing;

use std::io;

use drs_client::{Client, Operation};
use serde_json::Value;

use crate::commands::word;
use crate::context::eprint_line;
use crate::exit::Exit;
use crate::failure::{Failure, Stop, end};
use crate::service::{
    Call, Listed, Preview, Session, Table, batch, block_on, items, pages, print_all, task_name, text,
};
pub(crate) use arguments::Arguments;

/// Where a page of a list has its entries, and its length.
const MEMBERS: [&str; 2] = ["/jobs", "/total_count"];

/// Runs `drs list`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    end(list(arguments))
}

fn list(arguments: &Arguments) -> Result<Exit, Stop> {
    let session = Session::open(&arguments.common.connection, arguments.common.timeout)?;
    if arguments.common.dry_run {
        return Preview::Plain.print(&session, &calls(arguments), arguments.common.output);
    }
    session.target(Operation::ListJobs)?;
    let (found, is_cut) = block_on(async { Ok(read(&session.client().await?, arguments).await?) })?;
    let found: Vec<Value> = found.into_iter().filter(|entry| is_wanted(arguments, entry)).collect();
    print_all(arguments.common.output, &found, || {
        if arguments.batches {
            batches(&found)
        } else if arguments.batch.is_some() {
            of_batch(&found)
        } else if arguments.billing {
            billed(&found)
        } else {
            tasks(&found)
        }
    })?;
    if is_cut {
        eprint_line(&format!("note: there are more than {}; `--limit` reads more", arguments.limit));
    }
    Ok(Exit::Success)
}

/// The lists that are read, each as the call for its beginning.
fn calls(arguments: &Arguments) -> Vec<Call> {
    if arguments.batches {
        return vec![Call::new(Operation::ListAsyncJobs)];
    }
    if let Some(id) = &arguments.batch {
        return vec![batch::tasks_call(id)];
    }
    let all = word::words(Operation::ListJobs, "job_type");
    let kinds: Vec<&str> =
        if arguments.kinds.is_empty() { all } else { arguments.kinds.iter().map(String::as_str).collect() };
    kinds.into_iter().map(|kind| call(arguments, kind)).collect()
}

fn call(arguments: &Arguments, kind: &str) -> Call {
    let mut call = Call::new(Operation::ListJobs).query("job_type", kind);
    if let Some(name) = &arguments.name {
        call = call.query("name", name);
    }
    // The service filters by one state, and not by all that there are.
    if let [status] = arguments.status.as_slice()
        && let Some(known) =
            word::words(Operation::ListJobs, "status").iter().find(|it| it.eq_ignore_ascii_case(status))
    {
        call = call.query("status", *known);
    }
    call
}

/// The entries, and whether there are more.
async fn read(client: &Client, arguments: &Arguments) -> Result<(Vec<Value>, bool), Failure> {
    let max = usize::try_from(arguments.limit).unwrap_or(usize::MAX);
    let (mut found, mut is_cut) = (Vec::new(), false);
    for index in 0..calls(arguments).len() {
        let again = || calls(arguments).swap_remove(index);
        let listed: Listed = pages(client, again, MEMBERS, max).await?;
        is_cut |= listed.is_cut;
        for task in listed.items {
            found.extend(items(&task, "/children").iter().cloned());
            found.push(task);
        }
    }
    Ok((found, is_cut))
}

fn is_wanted(arguments: &Arguments, entry: &Value) -> bool {
    let status = text(entry, "/status");
    let has_status = arguments.status.is_empty() || arguments.status.iter().any(|it| it.eq_ignore_ascii_case(&status));
    has_status && (!arguments.billing || billing::idle(entry).is_some())
}

fn tasks(found: &[Value]) -> Table {
    let mut table =
        Table::of_ids(&["id", "name", "kind", "status", "billed", "created"], &["created", "billed", "kind"]);
    for task in found {
        let member = |name: &str| {
            let own = text(task, &format!("/{name}"));
            if own.is_empty() { text(task, &format!("/base_info/{name}")) } else { own }
        };
        let billed = match text(task, "/billing_tag").as_str() {
            "true" => "yes",
            "false" => "no",
            _ => "",
        };
        table.row([
            text(task, "/id"),
            task_name(task),
            member("job_type"),
            text(task, "/status"),
            billed.to_owned(),
            text(task, "/create_time"),
        ]);
    }
    table
}

/// The tasks of a batch: what its check has found tells why they may never be built, and they have no state before.
fn of_batch(found: &[Value]) -> Table {
    let mut table = Table::of_ids(&["id", "name", "kind", "check"], &["kind"]);
    for task in found {
        let wrong = items(task, "/precheck_result/precheck_results").iter().filter(|item| item["result"] == "FAILED");
        let reason =
            |item| ["/failed_reason", "/raw_error_msg"].map(|at| text(item, at)).into_iter().find(|it| !it.is_empty());
        let wrong: Vec<String> = wrong.filter_map(reason).collect();
        let check = match &task["precheck_result"]["result"] {
            _ if !wrong.is_empty() => wrong.join("; "),
            Value::Bool(true) => "passed".to_owned(),
            Value::Bool(false) => "did not pass".to_owned(),
            _ => String::new(),
        };
        table.row([text(task, "/id"), task_name(task), text(task, "/base_info/job_type"), check]);
    }
    table
}

fn billed(found: &[Value]) -> Table {
    let mut table = Table::of_ids(&["id", "name", "status", "billed though it"], &["status"]);
    for task in found {
        let why = billing::idle(task).unwrap_or_default().to_owned();
        table.row([text(task, "/id"), task_name(task), text(task, "/status"), why]);
    }
    table
}

fn batches(found: &[Value]) -> Table {
    let mut table = Table::of_ids(&["batch", "status", "user", "created"], &["created", "user"]);
    for batch in found {
        table.row(["/async_job_id", "/status", "/user_name", "/create_time"].map(|at| text(batch, at)));
    }
    table
}
