//! What a run would create, as `--dry-run` prints it.
//!
//! As JSON it is one object, `{"files": [{"path", "chunks": [{"chunk", "tasks", "operations"}]}], "pending", "follows"}`: names of
//! tasks and of operations, and how many batches are not submitted and how many tasks are only followed. With `json-lines` it is a line
//! for each chunk, `{"path", "chunk", "tasks", "operations"}`.

use std::io;

use drs_client::Operation;
use drs_client::run::{Options, Preview, Start};
use drs_client::watch::Goal;
use serde_json::{Value, json};

use super::arguments::Output;
use super::words;
use crate::context;
use crate::service::{self, print_all, print_one};

/// The operations that change something, in the order of the calls for a chunk.
pub(super) fn operations(options: &Options) -> Vec<&'static str> {
    let mut operations = vec![Operation::BatchCreateJobsAsync.id()];
    if options.goal != Some(Goal::Checked) {
        operations.push(Operation::CommitAsyncJob.id());
        let is_followed = options.goal != Some(Goal::Committed);
        if is_followed && (options.start != Start::Never || !options.checks.is_empty()) {
            operations.push(Operation::ExecuteJobAction.id());
        }
    }
    operations
}

/// Prints what would be created.
///
/// # Errors
///
/// It cannot be written.
pub(super) fn print(output: Output, preview: &Preview, operations: &[&str]) -> io::Result<()> {
    match output {
        Output::Table => context::print(words::preview(preview)),
        Output::Json => {
            let value =
                json!({"files": files(preview, operations), "pending": preview.pending, "follows": preview.follows});
            print_one(service::Output::Json, &value, String::new)
        }
        Output::JsonLines => {
            let mut lines = Vec::new();
            for file in files(preview, operations) {
                for chunk in file["chunks"].as_array().into_iter().flatten() {
                    let mut line = chunk.clone();
                    line["path"] = file["path"].clone();
                    lines.push(line);
                }
            }
            print_all(service::Output::JsonLines, &lines, service::Table::default)
        }
    }
}

/// The files of which something is to be created, each with its chunks.
fn files(preview: &Preview, operations: &[&str]) -> Vec<Value> {
    let mut files: Vec<Value> = Vec::new();
    for (path, tasks) in &preview.creates {
        if files.last().is_none_or(|file| file["path"] != **path) {
            files.push(json!({"path": path, "chunks": []}));
        }
        if let Some(chunks) = files.last_mut().and_then(|file| file["chunks"].as_array_mut()) {
            let chunk = json!({"chunk": chunks.len() + 1, "tasks": tasks, "operations": operations});
            chunks.push(chunk);
        }
    }
    files
}
