//! Events as they are printed: lines of JSON on standard output, lines for people on standard error.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use drs_client::checks::Finding;
use drs_client::run::{Event, EventKind, RunEvent};
use drs_diag::{Diagnostic, Format, escape_json};

use super::arguments::{Arguments, Output};
use super::report::Report;
use super::words;
use crate::commands::watch::Screen;
use crate::connection::Connection;
use crate::context::{self, ColorWhen, Stream, eprint_line};
use crate::service::{Document, Origin, diagnostics, is_for_programs, report, set_next, shown_with_own};

/// Prints events.
pub(super) struct Printer {
    /// Nothing if standard output is for the report.
    output: Option<Output>,
    format: (Format, ColorWhen),
    documents: Vec<Arc<Document>>,
    report: Arc<Mutex<Report>>,
    connection: Connection,
    pub(super) screen: Screen,
    /// Why standard output takes no more events. The run goes on without.
    pub(super) unwritten: Option<io::Error>,
}

impl Printer {
    pub(super) fn new(arguments: &Arguments, documents: Vec<Arc<Document>>, report: Arc<Mutex<Report>>) -> Self {
        let (output, format) = (arguments.printed(), (arguments.format, arguments.checking.color));
        let screen = Screen::new(matches!(output, None | Some(Output::Table)), arguments.quiet, true);
        let connection = arguments.connection.clone();
        Self { output, format, documents, report, connection, screen, unwritten: None }
    }

    pub(super) fn tell(&mut self, event: &Event) {
        let mut event = event.clone();
        if let EventKind::Watch(event) = &mut event.kind {
            set_next(event, &self.connection);
        }
        let event = &event;
        if self.output == Some(Output::JsonLines) && self.unwritten.is_none() {
            let line = shown_with_own(&serde_json::to_value(event).unwrap_or_default()).to_string();
            self.unwritten = context::print(format!("{}\n", escape_json(&line))).err();
        }
        match event.of_wait() {
            Some(event) => self.screen.note(&event),
            None => {
                if let Some(line) = words::line(event) {
                    self.screen.line(&line);
                }
            }
        }
        match &event.kind {
            EventKind::Run(RunEvent::TaskChecked { name, findings, .. }) if !findings.is_empty() => {
                self.report(name, findings);
            }
            EventKind::Run(RunEvent::BatchFinding { name, code, reason, .. }) if is_for_programs(self.format.0) => {
                let find = |origin: &Origin| check_failed(origin, code.as_deref(), reason).into_iter().collect();
                self.report.lock().unwrap_or_else(PoisonError::into_inner).find(name, find);
            }
            _ => {}
        }
    }

    /// Says what did not pass, at the lines of the request where that can be told.
    fn report(&mut self, name: &str, findings: &[Finding]) {
        if is_for_programs(self.format.0) {
            let find = |origin: &Origin| diagnostics(origin, findings, self.format.0).0;
            self.report.lock().unwrap_or_else(PoisonError::into_inner).find(name, find);
            return;
        }
        self.screen.close();
        let has = |document: &&Arc<Document>| super::names::names(document).iter().any(|known| known == name);
        let unplaced = self.documents.iter().find(has).map(|document| {
            let origin = Origin { document: Arc::clone(document), name: Some(name.to_owned()) };
            report(&origin, findings, self.format, Stream::Error)
        });
        // Where no report can be written no line can be either.
        for finding in unplaced.and_then(Result::ok).unwrap_or_default() {
            eprint_line(&format!("  {}: {finding}", drs_diag::escape(name)));
        }
    }
}

/// What the check of a batch found about a task, as a diagnostic.
fn check_failed(origin: &Origin, code: Option<&str>, reason: &str) -> Option<Diagnostic> {
    let parsed = origin.document.parse();
    let place = origin.task_place(parsed.tree.as_ref()?.root());
    let safe = |text: &str| drs_diag::escape(text).into_owned();
    let message = format!("the check of the batch did not pass: {}", safe(reason));
    let found = Diagnostic::error(safe(code.unwrap_or("check-failed")), "check-failed", place.span, message);
    Some(found.pointer(place.pointer.as_str()).instance(place.pointer.as_str()))
}
