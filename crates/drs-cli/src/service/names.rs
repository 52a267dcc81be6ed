//! What tasks are called, for a question about them.

use std::io::{self, IsTerminal as _};

use drs_client::{Client, Operation};
use serde_json::Value;

use super::call::Call;
use super::value::shown_text;
use crate::failure::Failure;

/// The most tasks that are asked for: of more than that, names are not read but counted.
const MAX_NAMES: usize = 10;

/// What each of the tasks is called and which state it is in, unless nobody is going to be asked. What is not looked up is
/// called by its id.
///
/// # Errors
///
/// A task does not exist, or cannot be asked for.
pub(crate) async fn named(client: &Client, jobs: &[String], is_agreed: bool) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    for (index, job) in jobs.iter().enumerate() {
        if is_agreed || index >= MAX_NAMES || !io::stdin().is_terminal() {
            names.push(job.clone());
            continue;
        }
        let call = Call::new(Operation::ShowJobDetail).path("job_id", job).query("type", "detail");
        let body = call.send(client).await?.body;
        let detail = &body["job"];
        names.push(format!("{job} `{}` ({})", task_name(detail), shown_text(detail, "/status")));
    }
    Ok(names)
}

/// The name of a task in its detail or in a list, safe to be shown; its id, if it has no name there.
pub(crate) fn task_name(job: &Value) -> String {
    ["/base_info/name", "/name", "/id"]
        .iter()
        .map(|at| shown_text(job, at))
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}
