//! Why tasks have failed, and the command that tells more.

use drs_client::watch::{Cause, EventKind, Reason};

use crate::connection::Connection;
use crate::shell;

/// The cause with the command that tells more about a task.
pub(crate) fn with_next(cause: &Cause, reason: Reason, task: &str, connection: &Connection) -> Cause {
    let mut cause = cause.clone();
    cause.next = match reason {
        // Of what does not exist any more there is nothing to tell.
        Reason::Gone => None,
        Reason::NotFound => Some(shell::drs(&["list"], connection)),
        _ => {
            let result = cause.query_id.iter().flat_map(|id| ["--query-id", id.as_str()]);
            Some(shell::drs(&["why", task].into_iter().chain(result).collect::<Vec<_>>(), connection))
        }
    };
    cause
}

/// The cause with the command that tells more about the tasks of a batch.
pub(crate) fn with_next_of_batch(cause: &Cause, reason: Reason, batch: &str, connection: &Connection) -> Cause {
    let mut cause = cause.clone();
    cause.next = Some(match reason {
        Reason::NotFound => shell::drs(&["list", "--batches"], connection),
        _ => shell::drs(&["list", "--batch", batch], connection),
    });
    cause
}

/// Sets the command that tells more in the event of a failure.
pub(crate) fn set_next(event: &mut EventKind, connection: &Connection) {
    match event {
        EventKind::TaskFailed { task, reason, cause } => *cause = with_next(cause, *reason, &task.task, connection),
        EventKind::BatchFailed { batch, reason, cause, .. } => {
            *cause = with_next_of_batch(cause, *reason, batch, connection);
        }
        _ => {}
    }
}

/// The cause as lines below that of the task, safe to be shown.
pub(crate) fn lines(cause: &Cause) -> String {
    let why = Some(cause.to_string()).filter(|text| !text.is_empty());
    let next = cause.next.as_ref().map(|command| format!("next: {command}"));
    why.into_iter().chain(next).map(|line| format!("  {}\n", drs_diag::escape(&line))).collect()
}
