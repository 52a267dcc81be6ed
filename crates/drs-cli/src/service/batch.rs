//! A batch and its tasks.

use drs_client::{Client, Operation};
use serde_json::Value;

use super::call::Call;
use super::pages::{Listed, pages};
use super::value::{items, text};
use crate::exit::Exit;
use crate::failure::Failure;

/// The most tasks of a batch that are read.
const MAX_TASKS: usize = 1000;

/// A batch as the list shows it.
///
/// # Errors
///
/// There is no such batch, or it cannot be asked for.
pub(crate) async fn find(client: &Client, id: &str) -> Result<Value, Failure> {
    let body = find_call(id).send(client).await?.body;
    // A service that does not know the filter would list others.
    let batch = items(&body, "/jobs").iter().find(|batch| text(batch, "/async_job_id") == id);
    batch.cloned().ok_or_else(|| {
        let failure = Failure::new(format!("there is no batch `{}`", drs_diag::escape(id)));
        failure.help("`drs list --batches` lists them").exit(Exit::Refused)
    })
}

/// The call that [`find`] makes.
pub(crate) fn find_call(id: &str) -> Call {
    Call::new(Operation::ListAsyncJobs).query("async_job_id", id)
}

/// The tasks of a batch.
///
/// # Errors
///
/// They cannot be asked for.
pub(crate) async fn tasks(client: &Client, id: &str) -> Result<Listed, Failure> {
    pages(client, || tasks_call(id), ["/jobs", "/total_count"], MAX_TASKS).await
}

/// The call that [`tasks`] makes, for the first page.
pub(crate) fn tasks_call(id: &str) -> Call {
    Call::new(Operation::ListAsyncJobDetail).path("async_job_id", id)
}
