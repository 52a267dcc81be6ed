//! The calls of the first look, as `--dry-run` shows them.

use std::collections::BTreeSet;

use drs_client::Operation;

use crate::commands::word;
use crate::service::{Call, batch};

/// Up to how many batches are asked for one by one, and how many tasks can be named in one call: what a wait does, which a test holds to
/// this.
const FEW_BATCHES: usize = 5;
const NAMED_TASKS: usize = 10;

/// The calls of the first look: each list of tasks is read until all are found, so that the last ones may not be needed.
pub(super) fn first_look(jobs: &[String], batches: &[String]) -> Vec<Call> {
    let (jobs, batches): (BTreeSet<_>, BTreeSet<_>) = (jobs.iter().collect(), batches.iter().collect());
    let mut calls: Vec<Call> = if batches.len() <= FEW_BATCHES {
        batches.into_iter().map(|id| page(batch::find_call(id))).collect()
    } else {
        vec![page(Call::new(Operation::ListAsyncJobs))]
    };
    if jobs.is_empty() {
        return calls;
    }
    let ids = if jobs.len() <= NAMED_TASKS { jobs.into_iter().map(String::as_str).collect() } else { Vec::new() };
    for kind in word::words(Operation::ListJobs, "job_type") {
        let call = page(Call::new(Operation::ListJobs).query("job_type", kind));
        calls.push(if ids.is_empty() { call } else { call.query("name", ids.join(",")) });
    }
    calls
}

/// The call for the first page of a list.
fn page(call: Call) -> Call {
    call.query("limit", "100").query("offset", "0")
}
