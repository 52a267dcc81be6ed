//! What is wrong with the requests and with what came of them, kept for one report at the end in a format for programs.

use std::io;
use std::sync::Arc;

use drs_client::run::KnownTask;
use drs_diag::{Diagnostic, Format, Outcome, Severity, Style};

use super::arguments::Arguments;
use super::names::names;
use crate::context::Stream;
use crate::failure::Failure;
use crate::service::{Document, Origin, PlacedReport, is_for_programs};

/// A report to come on standard output. It is empty where findings are said as they come.
pub(super) struct Report {
    format: Format,
    style: Style,
    entries: Vec<Entry>,
}

/// A request file in a report.
struct Entry {
    document: Arc<Document>,
    outcome: Outcome,
}

impl Report {
    /// A report without requests.
    pub(super) fn new(arguments: &Arguments) -> Self {
        let stream = Stream::Output;
        let (color, width, quiet) = (arguments.checking.color.applies_to(stream), stream.width(), arguments.quiet);
        let style = Style { color, width, quiet, omitted_help: None };
        Self { format: arguments.format, style, entries: Vec::new() }
    }

    /// Whether findings are kept for a report at the end.
    pub(super) fn is_kept(&self) -> bool {
        is_for_programs(self.format)
    }

    /// Adds a request.
    pub(super) fn add(&mut self, document: &Arc<Document>, outcome: Outcome) {
        self.entries.push(Entry { document: Arc::clone(document), outcome });
    }

    /// Adds a request that could not be read.
    pub(super) fn add_unread(&mut self, name: &str, failure: &Failure) {
        let outcome = Outcome::Unchecked { error: failure.message.clone(), help: failure.help.clone() };
        self.add(&Arc::new(Document::unread(name)), outcome);
    }

    /// Adds what was found about a task.
    pub(super) fn find(&mut self, task: &str, find: impl FnOnce(&Origin) -> Vec<Diagnostic>) {
        let has = |entry: &&mut Entry| names(&entry.document).iter().any(|name| name == task);
        let Some(entry) = self.entries.iter_mut().find(has) else { return };
        let found = find(&Origin { document: Arc::clone(&entry.document), name: Some(task.to_owned()) });
        let Outcome::Checked { diagnostics, errors, warnings, .. } = &mut entry.outcome else { return };
        for diagnostic in found {
            *(if diagnostic.severity == Severity::Error { &mut *errors } else { &mut *warnings }) += 1;
            diagnostics.push(diagnostic);
        }
    }

    /// Adds the tasks that have failed, unless their errors are there already.
    pub(super) fn add_failed(&mut self, tasks: &[KnownTask]) {
        for task in tasks.iter().filter(|task| task.reason.is_some()) {
            let known = self.entries.iter().find(|entry| names(&entry.document).contains(&task.name));
            let index = known.and_then(|entry| names(&entry.document).iter().position(|name| *name == task.name));
            let Some((entry, index)) = known.zip(index) else { continue };
            let start = format!("/jobs/{index}/");
            let is_of_task = |it: &Diagnostic| it.severity == Severity::Error && it.pointer.starts_with(&start);
            if matches!(&entry.outcome, Outcome::Checked { diagnostics, .. } if diagnostics.iter().any(is_of_task)) {
                continue;
            }
            self.find(&task.name, |origin| failed(origin, task).into_iter().collect());
        }
    }

    /// Writes the report, if there is to be one. `is_done` is whether the run could do its work.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub(super) fn write(&self, is_done: bool) -> io::Result<()> {
        if !self.is_kept() {
            return Ok(());
        }
        let mut report = PlacedReport::new(self.format, self.style, Stream::Output);
        for entry in &self.entries {
            report.document(&entry.document, entry.outcome.clone())?;
        }
        report.finish(is_done)
    }
}

/// A task that has failed, as a diagnostic.
fn failed(origin: &Origin, task: &KnownTask) -> Option<Diagnostic> {
    let parsed = origin.document.parse();
    let place = origin.task_place(parsed.tree.as_ref()?.root());
    let safe = |text: &str| drs_diag::escape(text).into_owned();
    let status = safe(task.status.as_deref().unwrap_or("unknown"));
    let why = if task.cause.is_empty() { String::new() } else { format!(": {}", safe(&task.cause.to_string())) };
    let message = format!("the task will not reach the goal, and is in state `{status}`{why}");
    let id = safe(task.cause.code.as_deref().unwrap_or(&status));
    let found = Diagnostic::error(id, "task-failed", place.span, message);
    let found = found.pointer(place.pointer.as_str()).instance(place.pointer.as_str());
    Some(match &task.id {
        Some(id) => found.help(format!("`drs why {}` tells more", safe(id))),
        None => found,
    })
}
