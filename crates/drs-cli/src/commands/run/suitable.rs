//! What a run needs of a valid request: names that tell its tasks apart, and phases in which they can reach the goal.

use std::collections::BTreeMap;

use drs_client::watch::Goal;
use drs_diag::{Diagnostic, Outcome};
use drs_text::Node;

use crate::service::Document;

/// What tells tasks apart: their names, without the case of letters, and the files that have them.
pub(super) type Known = BTreeMap<String, String>;

/// Adds what a run cannot go on with to the verdict on a request.
pub(super) fn add_problems(document: &Document, goal: Option<Goal>, known: &mut Known, outcome: &mut Outcome) {
    let Outcome::Checked { diagnostics, errors, .. } = outcome else { return };
    let parsed = document.parse();
    let jobs = parsed.tree.as_ref().and_then(|tree| tree.root().get("jobs"));
    for (index, job) in jobs.into_iter().flat_map(Node::items).enumerate() {
        let pointer = format!("/jobs/{index}/base_info");
        let named = of_name(job, &pointer, document.name(), known);
        let found = [named, goal.and_then(|goal| of_phase(job, &pointer, goal))];
        for diagnostic in found.into_iter().flatten() {
            *errors += 1;
            diagnostics.push(diagnostic);
        }
    }
}

/// Nothing but its name tells after an interruption whether a task was created.
fn of_name(job: Node<'_>, pointer: &str, file: &str, known: &mut Known) -> Option<Diagnostic> {
    let base = job.get("base_info");
    let Some(name) = base.and_then(|base| base.get("name")) else {
        let message = "the task has no name, by which a run finds it again after an interruption";
        let span = base.unwrap_or(job).span();
        let found = Diagnostic::error("task-without-name", "task-name", span, message);
        return Some(found.pointer(pointer).instance(pointer).help("give it one as `base_info.name`"));
    };
    let text = name.as_str().unwrap_or_default();
    let other = known.insert(text.to_lowercase(), file.to_owned())?;
    let place = if other == file { String::new() } else { format!(" in `{}`", drs_diag::escape(&other)) };
    let message = format!("another task{place} has the name `{}` already", drs_diag::escape(&text));
    let pointer = format!("{pointer}/name");
    let found = Diagnostic::error("task-name-twice", "task-name", name.span(), message);
    Some(found.pointer(pointer.as_str()).instance(pointer).help("give each task of a run a name of its own"))
}

/// A task that only copies what there is never comes to follow the changes.
fn of_phase(job: Node<'_>, pointer: &str, goal: Goal) -> Option<Diagnostic> {
    let kind = job.get("base_info")?.get("task_type")?;
    if !matches!(goal, Goal::Incremental | Goal::CaughtUp) || kind.as_str().as_deref() != Some("FULL_TRANS") {
        return None;
    }
    let message = format!("a task of type `FULL_TRANS` has no phase in which it could reach the goal `{goal}`");
    let pointer = format!("{pointer}/task_type");
    let found = Diagnostic::error("goal-out-of-reach", "goal", kind.span(), message);
    Some(found.pointer(pointer.as_str()).instance(pointer).help("wait with `--until full`, or write `FULL_INCR_TRANS`"))
}
