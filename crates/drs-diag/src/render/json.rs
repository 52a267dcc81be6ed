//! One JSON object, see [`report`](crate::report): an entry a line, written as it comes.

use std::io::{self, Write};

use super::output::Output;
use super::safe::write_json;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Outcome};
use crate::fix::Fix;
use crate::report::{
    CheckedReport, DiagnosticReport, EditReport, FileReport, FixReport, RelatedReport, SummaryReport, UncheckedReport,
};
use crate::summary::Summary;
use crate::view::View;

/// The `json` format.
pub(super) struct Json {
    begun: bool,
}

impl Json {
    pub(super) fn new() -> Self {
        Self { begun: false }
    }

    /// What comes before an entry or the end.
    fn next(&mut self, out: &mut dyn Write, first: &str, other: &str) -> io::Result<()> {
        let text = if self.begun { other } else { first };
        self.begun = true;
        out.write_all(text.as_bytes())
    }
}

impl Output for Json {
    fn document(&mut self, out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
        self.next(out, "{\"files\": [\n", ",\n")?;
        write_json(out, &FileReport::from(document))
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        self.next(out, "{\"files\": [", "\n")?;
        out.write_all(b"], \"summary\": ")?;
        write_json(out, &SummaryReport::from(summary))?;
        out.write_all(b"}\n")
    }
}

impl From<&Document<'_>> for FileReport {
    /// The entry of a document, without secrets.
    fn from(document: &Document<'_>) -> Self {
        let path = document.path.clone();
        let operation = document.operation.clone();
        match &document.outcome {
            Outcome::Checked { diagnostics, omitted, .. } => Self::Checked(CheckedReport {
                path,
                document: document.number,
                key: document.key.clone(),
                operation,
                valid: document.outcome.is_valid(),
                diagnostics: if diagnostics.is_empty() {
                    Vec::new()
                } else {
                    let view = View::new(document.source);
                    diagnostics.iter().map(|diagnostic| entry(&view, diagnostic)).collect()
                },
                omitted: *omitted,
            }),
            Outcome::Unchecked { error, help } => Self::Unchecked(UncheckedReport {
                path,
                document: document.number,
                key: document.key.clone(),
                operation,
                valid: false,
                error: document.source.clean(error),
                help: help.as_deref().map(|help| document.source.clean(help)),
            }),
            // To programs it is one more entry without a verdict.
            Outcome::Empty { what } => Self::Unchecked(UncheckedReport {
                path,
                document: document.number,
                key: document.key.clone(),
                operation,
                valid: false,
                error: document.source.clean(what),
                help: None,
            }),
        }
    }
}

impl From<&Summary> for SummaryReport {
    /// The entry of the run.
    fn from(summary: &Summary) -> Self {
        let Summary { documents, valid, invalid, errors, warnings, unchecked: _ } = *summary;
        Self { documents, valid, invalid, errors, warnings }
    }
}

/// The entry of a diagnostic.
fn entry(view: &View<'_>, diagnostic: &Diagnostic) -> DiagnosticReport {
    let source = view.source;
    let span = source.clamp(diagnostic.span);
    let (start, end) = (view.place(span.start), view.place(span.end));
    let related = diagnostic.related.iter().map(|related| {
        let span = source.clamp(related.span);
        let start = view.place(span.start);
        RelatedReport {
            message: source.clean(&related.message),
            line: start.line,
            column: start.column,
            byte_offset: start.byte,
            byte_length: u64::from(span.len()),
        }
    });
    DiagnosticReport {
        id: diagnostic.id.clone().into_owned(),
        name: diagnostic.name.clone().into_owned(),
        severity: diagnostic.severity,
        message: source.clean(&diagnostic.message),
        pointer: source.redact(&diagnostic.pointer),
        instance: source.redact(&diagnostic.instance),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_offset: start.byte,
        byte_length: u64::from(span.len()),
        related: related.collect(),
        help: diagnostic.help.as_deref().map(|help| source.clean(help)),
        fix: diagnostic.fix.as_ref().and_then(|fix| change(view, fix)),
    }
}

/// A fix, if it may be shown.
fn change(view: &View<'_>, fix: &Fix) -> Option<FixReport> {
    let source = view.source;
    if !source.may_show(fix) {
        return None;
    }
    let edits = fix.edits.iter().map(|edit| EditReport {
        byte_offset: view.place(edit.span.start).byte,
        byte_length: u64::from(edit.span.len()),
        text: edit.text.clone(),
    });
    Some(FixReport { message: source.clean(&fix.message), edits: edits.collect() })
}
