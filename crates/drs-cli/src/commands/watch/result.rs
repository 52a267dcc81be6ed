//! The one value of JSON at the end of a wait.

use std::io;

use drs_client::watch::{Cause, Reason, Standing, Watch};
use drs_diag::escape_json;
use serde_json::{Value, json};

use super::arguments::Arguments;
use crate::context;
use crate::exit::Exit;
use crate::failure::Stop;
use crate::service::{with_next, with_next_of_batch};

/// Prints how all stand at the end, and how to go on if something is left.
///
/// # Errors
///
/// When the output cannot be written.
pub(super) fn print(arguments: &Arguments, watch: &Watch, exit: Exit, resume: Option<&str>) -> io::Result<()> {
    let snapshot = watch.snapshot();
    let tasks = snapshot.tasks.iter().map(|task| {
        let cause =
            || with_reason(task.standing, |reason| with_next(&task.cause, reason, &task.id, &arguments.connection));
        let mut value = json!({"id": task.id, "name": task.name, "status": task.status});
        merge(&mut value, standing(task.standing));
        merge(&mut value, json!(cause()));
        value["progress"] = json!(task.progress);
        value
    });
    let batches = snapshot.batches.iter().map(|batch| {
        let cause = with_reason(batch.standing, |reason| {
            with_next_of_batch(&Cause::default(), reason, &batch.id, &arguments.connection)
        });
        let mut value = json!({"id": batch.id, "status": batch.status});
        merge(&mut value, standing(batch.standing));
        merge(&mut value, json!(cause));
        value
    });
    let (tasks, batches): (Vec<Value>, Vec<Value>) = (tasks.collect(), batches.collect());
    let error = watch.error().map(ToString::to_string);
    let value = json!({
        "run": snapshot.run, "exit_status": exit.status(), "error": error, "tasks": tasks, "batches": batches, "resume": resume,
    });
    context::print_to_reader(format!("{}\n", escape_json(&format!("{value:#}"))))
}

/// Prints the value of a wait that has not begun.
///
/// # Errors
///
/// When the output cannot be written.
pub(super) fn print_early(stop: &Stop) -> io::Result<()> {
    let value = json!({
        "run": null, "exit_status": stop.exit().status(), "error": stop.to_string(), "tasks": [], "batches": [], "resume": null,
    });
    context::print_to_reader(format!("{}\n", escape_json(&format!("{value:#}"))))
}

/// How something stands to the goal, and why it will not reach it.
fn standing(standing: Standing) -> Value {
    match standing {
        Standing::Failed(reason) => json!({"standing": "failed", "reason": reason}),
        standing => json!({"standing": standing}),
    }
}

fn with_reason(standing: Standing, cause: impl FnOnce(Reason) -> Cause) -> Cause {
    if let Standing::Failed(reason) = standing { cause(reason) } else { Cause::default() }
}

/// Adds the members of an object to another.
fn merge(value: &mut Value, other: Value) {
    if let (Value::Object(members), Value::Object(others)) = (value, other) {
        members.extend(others);
    }
}
