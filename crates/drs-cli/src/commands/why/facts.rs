//! What there is to know about a task that does not do what it should.

use drs_client::checks::{self, Finding};
use drs_client::{Client, Operation};
use drs_contract::{Answer, Machine, State};
use serde_json::Value;

use super::next;
use crate::connection::Connection;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::service::{Call, items, task_name, text};

/// Entries of the log and of the time line that are shown.
const MAX_ERRORS: usize = 5;
const MAX_DEEDS: usize = 10;

/// Entries of a list that are read at once.
const PAGE: u64 = 100;

/// What is known about a task.
pub(super) struct Facts {
    pub(super) id: String,
    pub(super) name: String,
    /// As received.
    pub(super) status: String,
    pub(super) state: Option<&'static State>,
    /// The last errors of the log, the newest last.
    pub(super) errors: Vec<Value>,
    pub(super) findings: Vec<Finding>,
    /// What was done with it, the newest last.
    pub(super) deeds: Vec<Value>,
    /// Codes, each with what the contract knows of it.
    pub(super) codes: Vec<(String, Option<&'static Answer>)>,
    /// Commands, the first to be typed first.
    pub(super) next: Vec<String>,
    /// What could not be found out.
    pub(super) notes: Vec<String>,
}

/// The calls that are made.
pub(super) fn calls(job: &str, query_ids: &[String]) -> Vec<Call> {
    let mut calls = vec![detail(job), log(job, 0), timeline(job, 0)];
    for id in query_ids {
        calls.extend(["network", "precheck"].map(|aspect| result(job, aspect, id)));
    }
    calls
}

fn detail(job: &str) -> Call {
    Call::new(Operation::ShowJobDetail).path("job_id", job).query("type", "detail")
}

fn log(job: &str, offset: u64) -> Call {
    let call = Call::new(Operation::ShowJobDetail).path("job_id", job).query("type", "log").query("log_level", "Error");
    call.query("offset", offset.to_string()).query("limit", PAGE.to_string())
}

fn timeline(job: &str, offset: u64) -> Call {
    let call = Call::new(Operation::ShowTimeline).path("job_id", job);
    call.query("offset", offset.to_string()).query("limit", PAGE.to_string())
}

fn result(job: &str, aspect: &str, query_id: &str) -> Call {
    Call::new(Operation::ShowJobDetail).path("job_id", job).query("type", aspect).query("query_id", query_id)
}

/// Asks for all that there is to know.
///
/// # Errors
///
/// There is no such task, or it cannot be asked for. What else cannot be asked for is noted.
pub(super) async fn read(
    client: &Client,
    connection: &Connection,
    job: &str,
    query_ids: &[String],
) -> Result<Facts, Failure> {
    let body = detail(job).send(client).await?.body;
    let detail = &body["job"];
    let mut notes = Vec::new();
    let mut findings = checks::findings(detail);
    let errors = last(client, |offset| log(job, offset), ["/job/logs", "/job/total_count"], "create_time").await;
    let errors = noted(errors, "the log", &mut notes);
    let deeds = last(client, |offset| timeline(job, offset), ["/timelines", "/count"], "operation_time").await;
    let deeds = noted(deeds, "the time line", &mut notes);
    for id in query_ids {
        match checked(client, job, id).await {
            Ok(found) => findings.extend(found),
            Err(failure) => {
                let id = drs_diag::escape(id);
                notes.push(format!("the result `{id}` cannot be read: {}", first_line(&failure.message)));
            }
        }
    }
    let status = text(detail, "/status");
    let state = Machine::Task.states().find(|state| state.name.eq_ignore_ascii_case(&status));
    let task_type = text(detail, "/base_info/task_type");
    Ok(Facts {
        id: job.to_owned(),
        name: task_name(detail),
        codes: codes(&errors, &findings),
        next: next::commands(job, connection, state, &task_type, &findings),
        errors: tail(errors, MAX_ERRORS),
        deeds: tail(deeds, MAX_DEEDS),
        status,
        state,
        findings,
        notes,
    })
}

/// The last entries of a list, in the order of their times: the page at its end, whichever way it is sorted, and that at its
/// beginning.
async fn last(
    client: &Client,
    call: impl Fn(u64) -> Call,
    [members, total]: [&str; 2],
    time: &str,
) -> Result<Vec<Value>, Failure> {
    let first = call(0).send(client).await?.body;
    let mut found = items(&first, members).to_vec();
    let count = first.pointer(total).and_then(Value::as_u64).unwrap_or_default();
    if count > PAGE {
        let end = call((count - PAGE).max(PAGE)).send(client).await?.body;
        found.extend(items(&end, members).iter().cloned());
    }
    // Times of one list have one form, in which the order of texts is that of times.
    found.sort_by_key(|entry| text(entry, &format!("/{time}")));
    Ok(found)
}

/// What a test or a precheck has found.
async fn checked(client: &Client, job: &str, query_id: &str) -> Result<Vec<Finding>, Failure> {
    let network = match result(job, "network", query_id).send(client).await {
        Ok(reply) => checks::findings(&reply.body["job"]),
        // An id of a precheck is none of a test.
        Err(failure) if failure.exit == Exit::Refused => Vec::new(),
        Err(failure) => return Err(failure),
    };
    if !network.is_empty() {
        return Ok(network);
    }
    match result(job, "precheck", query_id).send(client).await {
        Ok(reply) => Ok(checks::findings(&reply.body["job"])),
        Err(failure) => Err(failure),
    }
}

fn noted(read: Result<Vec<Value>, Failure>, what: &str, notes: &mut Vec<String>) -> Vec<Value> {
    read.unwrap_or_else(|failure| {
        notes.push(format!("{what} cannot be read: {}", first_line(&failure.message)));
        Vec::new()
    })
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

fn tail(mut entries: Vec<Value>, max: usize) -> Vec<Value> {
    entries.split_off(entries.len().saturating_sub(max))
}

/// The codes that errors and findings name, each once.
fn codes(errors: &[Value], findings: &[Finding]) -> Vec<(String, Option<&'static Answer>)> {
    let texts = errors.iter().map(|entry| text(entry, "/message"));
    let texts = texts.chain(findings.iter().map(|finding| finding.reason.clone()));
    let mut found: Vec<String> = findings.iter().filter_map(|finding| finding.code.clone()).collect();
    for text in texts {
        found.extend(checks::codes(&text).map(str::to_owned));
    }
    let mut seen = Vec::new();
    found.retain(|code| {
        !seen.contains(code) && {
            seen.push(code.clone());
            true
        }
    });
    found.into_iter().map(|code| (code.clone(), Answer::from_code(&code))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn codes_are_found_in_words_and_named_once() {
        let errors = [
            json!({"message": "failed with DRS.10000010: (DBS.200047, DRS.10000010.)"}),
            json!({"message": "see DRS. or drs.1"}),
        ];
        let found: Vec<String> = codes(&errors, &[]).into_iter().map(|(code, _)| code).collect();
        assert_eq!(found, ["DRS.10000010", "DBS.200047"]);
        assert!(codes(&errors, &[])[0].1.is_some());
    }
}
