//! Lists the synchronizations of a project, and waits until each is at least set up.
//!
//! ```text
//! drs sandbox --speed instant -- cargo run -p drs-client --example watch_tasks
//! ```

use std::error::Error;
use std::pin::pin;
use std::time::Duration;

use drs_client::auth::{Environment, Resolver};
use drs_client::types::{ListJobsQuery, ListedJobType};
use drs_client::watch::{Goal, Watch};
use futures_util::StreamExt as _;

#[expect(clippy::print_stdout, reason = "an example shows what it found")]
async fn run() -> Result<(), Box<dyn Error>> {
    let client = Resolver::new(Environment::from_process()).resolve().client()?.build()?;
    let query: ListJobsQuery = ListJobsQuery::builder().job_type(ListedJobType::Sync).limit(100).try_into()?;
    let mut ids = Vec::new();
    let mut pages = pin!(client.list_jobs_pages(&query));
    while let Some(page) = pages.next().await {
        for job in page?.jobs.unwrap_or_default() {
            println!("{} {}", job.id.as_deref().unwrap_or("?"), job.name.as_deref().unwrap_or("?"));
            ids.extend(job.id);
        }
    }
    if ids.is_empty() {
        println!("there are no tasks");
        return Ok(());
    }
    let mut watch = Watch::new(client.clone()).tasks(ids).goal(Goal::Created).deadline(Duration::from_mins(30));
    while let Some(event) = watch.next().await {
        println!("{} {}", event.time, event.kind.word());
    }
    let outcome = watch.outcome();
    println!("{} reached, {} failed, {} wait", outcome.reached.len(), outcome.failed.len(), outcome.waiting.len());
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    drs_client::block_on(run())?
}
