//! Events as they are printed: lines of JSON on standard output, lines for people on standard error.

use std::sync::Arc;

use drs_client::checks::Finding;
use drs_client::run::{Event, EventKind, RunEvent};
use drs_diag::Format;

use super::arguments::{Arguments, Output};
use super::words;
use crate::commands::watch::Screen;
use crate::context::{self, ColorWhen, Stream, eprint_line};
use crate::service::{Document, Origin, report, shown};

/// Prints events.
pub(super) struct Printer {
    output: Output,
    is_quiet: bool,
    format: (Format, ColorWhen),
    documents: Vec<Arc<Document>>,
    pub(super) screen: Screen,
    /// Whether the reader of standard output is gone. The run goes on without.
    is_alone: bool,
}

impl Printer {
    pub(super) fn new(output: Output, arguments: &Arguments, documents: Vec<Arc<Document>>) -> Self {
        let format = (arguments.format, arguments.color);
        let screen = Screen::new(output == Output::Table, arguments.quiet, true);
        Self { output, is_quiet: arguments.quiet, format, documents, screen, is_alone: false }
    }

    pub(super) fn tell(&mut self, event: &Event) {
        if self.output == Output::JsonLines && !self.is_alone {
            let line = serde_json::to_string(event).unwrap_or_default();
            self.is_alone = context::print(format!("{}\n", shown(&line))).is_err();
        }
        match event.of_wait() {
            Some(event) => self.screen.note(&event),
            None => {
                if let Some(line) = words::line(event) {
                    self.screen.line(&line);
                }
            }
        }
        if let EventKind::Run(RunEvent::TaskChecked { name, findings, .. }) = &event.kind
            && !self.is_quiet
            && !findings.is_empty()
        {
            self.report(name, findings);
        }
    }

    /// Says what did not pass, at the lines of the request where that can be told.
    fn report(&mut self, name: &str, findings: &[Finding]) {
        self.screen.close();
        let has = |document: &&Arc<Document>| super::requests::names(document).iter().any(|known| known == name);
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
