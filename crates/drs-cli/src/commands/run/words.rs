//! What happens, in words for people.

use drs_client::run::{Event, EventKind, Preview, Run, RunEvent};

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

/// A line for each task.
pub(super) fn table(run: &Run) -> String {
    let mut text = String::new();
    for task in run.tasks() {
        let place =
            task.id.or(task.batch.map(|batch| format!("batch {batch}"))).unwrap_or_else(|| "not created".to_owned());
        let status = task.status.unwrap_or_else(|| "not seen".to_owned());
        text.push_str(&format!("{}\n", drs_diag::escape(&format!("{:20} {status:26} {place}", task.name))));
    }
    text
}

fn count(tasks: usize) -> String {
    drs_diag::count(u64::try_from(tasks).unwrap_or(u64::MAX), "task")
}
