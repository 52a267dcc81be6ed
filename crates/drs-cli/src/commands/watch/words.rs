//! What happens, in words for people.

use std::ffi::OsString;

use drs_client::watch::{Cause, Event, EventKind, Progress, Reason, Standing, TaskRef, TaskState, Trend, Watch};

use super::arguments::Arguments;
use crate::service::{cause_lines, column, with_next, with_next_of_batch};
use crate::shell;

/// A line about an event; none if it is not worth one.
pub(crate) fn line(event: &Event) -> Option<String> {
    let text = match &event.kind {
        EventKind::TaskFound(task) | EventKind::TaskState { task, .. } => format!("{}: {}", name(task), status(task)),
        EventKind::TaskProgress { task, progress } => format!("{}: {}{}", name(task), status(task), numbers(progress)),
        EventKind::TaskWaiting { task, allows } => {
            format!("{} waits for somebody in {}, which allows {}", name(task), status(task), allows.join(", "))
        }
        EventKind::TaskFailed { task, reason: Reason::NotFound, .. } => {
            let known = "`drs list` shows those that it has, and `drs auth` in which region and project";
            format!("the service knows no task with the id `{}`; {known}", task.task)
        }
        EventKind::BatchFailed { batch, reason: Reason::NotFound, .. } => {
            let known = "`drs list --batches` shows those that it has, and `drs auth` in which region and project";
            format!("the service knows no batch with the id `{batch}`; {known}")
        }
        EventKind::TaskFailed { task, reason, cause } => {
            let why = if cause.is_empty() { String::new() } else { format!(": {cause}") };
            format!("{} will not reach the goal: {} ({}){why}", name(task), status(task), word(*reason))
        }
        EventKind::TaskReached(task) => format!("{} has reached the goal: {}", name(task), status(task)),
        EventKind::TaskGone(task) => format!("{} does not exist any more", name(task)),
        EventKind::TaskStalled { task, quiet_s } => format!("{}: nothing has moved for {quiet_s} s", name(task)),
        EventKind::TaskLag { task, lag_ms, is_late } => {
            format!(
                "{}: the lag is {} ms, which is {}",
                name(task),
                lag_ms,
                if *is_late { "too late" } else { "within its limit" }
            )
        }
        EventKind::BatchState { batch, status, .. } => format!("batch {batch}: {status}"),
        EventKind::BatchWaiting { batch, status, allows } => {
            format!("batch {batch} waits for somebody in {status}, which allows {}", allows.join(", "))
        }
        EventKind::BatchReached { batch, status } => format!("batch {batch} has reached the goal: {status}"),
        EventKind::BatchFailed { batch, status, reason, .. } => {
            let status = status.as_deref().unwrap_or("not seen");
            format!("batch {batch} will not reach the goal: {status} ({})", word(*reason))
        }
        EventKind::PollError { message, in_a_row, .. } => format!("look {in_a_row} in a row has failed: {message}"),
        EventKind::Throttled { wait_s } => format!("the calls are too many; the next one waits {wait_s} s"),
        EventKind::Resumed { slept_s } => format!("this machine has slept for {slept_s} s"),
        EventKind::Warning { message } => format!("warning: {message}"),
        EventKind::Heartbeat(counts) => format!(
            "{} reached, {} failed, {} waiting, {} on their way",
            counts.reached, counts.failed, counts.waiting, counts.moving
        ),
        _ => return None,
    };
    let time = event.time.get(11..19).unwrap_or_default();
    Some(format!("{time} {}", drs_diag::escape(&text)))
}

/// A line for each task, and for each batch of which there are none because it has failed, with those below it that say why.
pub(super) fn table(arguments: &Arguments, watch: &Watch) -> String {
    let mut text = String::new();
    let tasks: Vec<TaskState> = watch.tasks().collect();
    let ids = column(tasks.iter().map(|task| task.id.clone()), 36);
    let names = column(tasks.iter().map(|task| task.name.clone().unwrap_or_default()), 20);
    let states = column(tasks.iter().map(|task| task.status.clone().unwrap_or_else(|| "not seen".to_owned())), 26);
    for (task, ((id, name), status)) in tasks.into_iter().zip(ids.into_iter().zip(names).zip(states)) {
        let standing = match task.standing {
            Standing::Reached => "reached".to_owned(),
            Standing::Waiting => "waits for somebody".to_owned(),
            Standing::Failed(reason) => word(reason),
            _ => "on its way".to_owned(),
        };
        let numbers = task.progress.as_ref().map(numbers).unwrap_or_default();
        text.push_str(&format!("{id} {name} {status} {standing}{numbers}\n"));
        if let Standing::Failed(reason) = task.standing {
            text.push_str(&cause_lines(&with_next(&task.cause, reason, &task.id, &arguments.connection)));
        }
    }
    for batch in watch.outcome().failed.into_iter().filter(|item| item.is_batch) {
        let status = batch.status.unwrap_or_else(|| "not seen".to_owned());
        let standing = batch.reason.map(word).unwrap_or_default();
        text.push_str(&format!("{}\n", drs_diag::escape(&format!("batch {} {status} {standing}", batch.id))));
        if let Some(reason) = batch.reason {
            let cause = with_next_of_batch(&Cause::default(), reason, &batch.id, &arguments.connection);
            text.push_str(&cause_lines(&cause));
        }
    }
    text
}

/// The command that waits for what is left, as a shell reads it.
pub(super) fn to_go_on(arguments: &Arguments, watch: &Watch) -> String {
    let outcome = watch.outcome();
    let mut words: Vec<OsString> = vec!["drs".into(), "watch".into()];
    for item in outcome.timed_out.iter().chain(&outcome.waiting) {
        words.extend(item.is_batch.then(|| "--batch".into()));
        words.push((&item.id).into());
    }
    words.extend(arguments.options());
    shell::line(words)
}

fn name(task: &TaskRef) -> &str {
    task.name.as_deref().unwrap_or(&task.task)
}

fn status(task: &TaskRef) -> &str {
    task.status.as_deref().unwrap_or("not seen")
}

fn numbers(progress: &Progress) -> String {
    let mut text = String::new();
    if let Some(percent) = progress.percent {
        text.push_str(&format!(", {percent} %"));
    }
    if let Some(left) = progress.remaining_s {
        text.push_str(&format!(", {}{left} s left", if progress.is_estimate { "~" } else { "" }));
    }
    if let Some(lag) = progress.lag_ms {
        let trend = match progress.trend {
            Some(Trend::Rising) => ", rising",
            Some(Trend::Falling) => ", falling",
            _ => "",
        };
        text.push_str(&format!(", {lag} ms late{trend}"));
    }
    text
}

/// A reason as it is written in JSON.
fn word(reason: Reason) -> String {
    serde_json::to_value(reason).ok().and_then(|value| value.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}
