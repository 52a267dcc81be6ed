//! What happens, in words for people.

use std::ffi::OsString;

use drs_client::run::{Event, EventKind, KnownTask, Preview, RunEvent};
use drs_client::watch::{Cause, Item, Reason};
use serde_json::{Value, json};

use crate::connection::Connection;
use crate::service::{cause_lines, column, with_next, with_next_of_batch};
use crate::shell;

/// What to do where tasks have failed in a way that the same command does not undo.
pub(super) fn remedies(failed: &[Item], tasks: &[KnownTask], files: &[&OsString]) -> Vec<String> {
    let file = if let [file] = files { format!("`{}`", shell::word(file)) } else { "the file".to_owned() };
    let is_unsubmitted = tasks.iter().all(|task| task.id.is_none());
    let did_not_pass = failed.iter().any(|item| item.is_batch && item.status.is_some());
    let batch = did_not_pass.then(|| {
        if !is_unsubmitted {
            return "help: put the tasks of the batch that did not pass into a file of their own, and correct them there".to_owned();
        }
        format!(
            "help: correct {file} and run it again with `--accept-changed-file`: nothing of a batch that did not pass is submitted"
        )
    });
    let gone = failed.iter().any(|item| item.reason == Some(Reason::Gone)).then(|| {
        "help: what is gone is not created again by the same run: put it into a file of its own, which gets a journal of its own"
            .to_owned()
    });
    batch.into_iter().chain(gone).collect()
}

/// What to do without a journal where nobody knows what became of a call.
pub(super) const LOST_WITHOUT_JOURNAL: &str = "\
without a journal the same command begins anew: first look with `drs list --batches` and `drs list` what there is";

/// What is said in place of the command that goes on, where there is none.
pub(super) const WITHOUT_JOURNAL: &str = "\
what was begun goes on; without a journal no command takes it up: `drs list` and `drs list --batches` show what there is";

/// A line about an event of the run itself; none if it is not worth one.
pub(super) fn line(event: &Event) -> Option<String> {
    let EventKind::Run(kind) = &event.kind else { return None };
    let text = about_run(kind)?;
    let time = event.time.get(11..19).unwrap_or_default();
    Some(format!("{time} {}", drs_diag::escape(&text)))
}

fn about_run(event: &RunEvent) -> Option<String> {
    Some(match event {
        RunEvent::Started { tasks, is_resumed: true, .. } => format!("the run of {} goes on", count(*tasks)),
        RunEvent::Started { tasks, .. } => format!("a run of {} begins", count(*tasks)),
        RunEvent::BatchIntent { attempt, names, .. } if *attempt > 1 => {
            format!("creating {}, attempt {attempt}", names.join(", "))
        }
        RunEvent::BatchIntent { names, .. } => format!("creating {}", names.join(", ")),
        RunEvent::BatchAccepted { batch, .. } => format!("batch {batch} is accepted"),
        RunEvent::CallLost { op, reason, .. } => {
            format!("nobody knows whether the {} was carried out, so it is looked for: {reason}", op.as_str())
        }
        RunEvent::BatchAdopted { batch, status, .. } => {
            format!("batch {batch} is what came of it: {status}")
        }
        RunEvent::BatchCommitted { batch, names } => format!("batch {batch} is submitted: {}", names.join(", ")),
        RunEvent::BatchFinding { name, code: Some(code), reason, .. } => format!("{name}: {code}: {reason}"),
        RunEvent::BatchFinding { name, reason, .. } => format!("{name}: {reason}"),
        RunEvent::BatchOrphan { batch, names } => format!(
            "batch {batch} of {} stays behind; it is not submitted and costs nothing, and no call deletes it",
            names.join(", ")
        ),
        RunEvent::TaskAction { name, action, refused: Some(reason), .. } => {
            format!("{name}: the service refuses {action}: {reason}")
        }
        RunEvent::TaskAction { name, action, .. } => format!("{name}: {action}"),
        RunEvent::TaskChecked { name, check, has_passed, findings, .. } => {
            let verdict = if *has_passed { "has passed" } else { "did not pass" };
            let warnings = if *has_passed && !findings.is_empty() { ", with warnings" } else { "" };
            format!("{name}: {} {verdict}{warnings}", check.as_str())
        }
        _ => return None,
    })
}

/// What a run is about to do.
pub(super) fn preview(preview: &Preview) -> String {
    let mut text = String::new();
    for (path, names) in &preview.creates {
        let names: Vec<_> = names.iter().map(|name| drs_diag::escape(name)).collect();
        text.push_str(&format!("{}: creates {}: {}\n", drs_diag::escape(path), count(names.len()), names.join(", ")));
    }
    if preview.pending > 0 {
        let batches = if preview.pending == 1 {
            "1 batch that is".to_owned()
        } else {
            format!("{} batches that are", preview.pending)
        };
        text.push_str(&format!("goes on with {batches} not submitted\n"));
    }
    if preview.follows > 0 {
        text.push_str(&format!("follows {} that exist\n", count(preview.follows)));
    }
    text
}

/// A line for each task, with those below it that say why it has failed.
pub(super) fn table(tasks: &[KnownTask], connection: &Connection) -> String {
    let mut text = String::new();
    let status = |task: &KnownTask| task.status.clone().unwrap_or_else(|| "not seen".to_owned());
    let names = column(tasks.iter().map(|task| task.name.clone()), 20);
    let states = column(tasks.iter().map(status), 26);
    for ((task, name), status) in tasks.iter().zip(names).zip(states) {
        let batch = || task.batch.as_ref().map(|batch| format!("batch {batch}"));
        let place = task.id.clone().or_else(batch).unwrap_or_else(|| "not created".to_owned());
        text.push_str(&format!("{name} {status} {}\n", drs_diag::escape(&place)));
        text.push_str(&cause_lines(&why(task, connection)));
    }
    text
}

/// The tasks as JSON, with why they have failed as in the event `task.failed`.
pub(super) fn json(tasks: &[KnownTask], connection: &Connection) -> Vec<Value> {
    let one = |task: &KnownTask| {
        let mut value = json!({"name": task.name, "id": task.id, "batch": task.batch, "status": task.status});
        if let (Some(members), Some(reason)) = (value.as_object_mut(), task.reason) {
            members.insert("reason".to_owned(), json!(reason));
            members.extend(json!(why(task, connection)).as_object().cloned().unwrap_or_default());
        }
        value
    };
    tasks.iter().map(one).collect()
}

/// Why a task has failed, with the command that tells more about it, or about its batch if that is all there is.
fn why(task: &KnownTask, connection: &Connection) -> Cause {
    match (task.reason, &task.id, &task.batch) {
        (Some(reason), Some(id), _) => with_next(&task.cause, reason, id, connection),
        (Some(reason), None, Some(batch)) => with_next_of_batch(&task.cause, reason, batch, connection),
        (Some(_), None, None) => task.cause.clone(),
        (None, ..) => Cause::default(),
    }
}

fn count(tasks: usize) -> String {
    drs_diag::count(u64::try_from(tasks).unwrap_or(u64::MAX), "task")
}
