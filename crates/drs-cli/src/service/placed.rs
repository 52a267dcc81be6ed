//! Findings of tests and checks, reported at the lines of the request that a task was created from.

use std::path::Path;

use drs_client::checks::{Check, Finding};
use drs_contract::Answer;
use drs_diag::{Diagnostic, Format, Outcome, Renderer, Style, Summary};
use drs_engine::TOOL;

use super::document::Document;
use super::origin::{Origin, Place};
use crate::context::{ColorWhen, Stream};
use crate::failure::Failure;
use crate::input::ReportPaths;

/// What reports call the operation that makes tasks of a request.
const OPERATION: &str = "batch_create_jobs_async";

/// Whether a format is one document for programs, which nothing else may be written between.
pub(crate) fn is_for_programs(format: Format) -> bool {
    !matches!(format, Format::Human | Format::Concise)
}

/// Findings as diagnostics at lines of the request, and those that it has no line for: none where they are for programs, which are
/// shown the task instead.
pub(crate) fn diagnostics(origin: &Origin, findings: &[Finding], format: Format) -> (Vec<Diagnostic>, Vec<Finding>) {
    let parsed = origin.document.parse();
    let Some(tree) = &parsed.tree else { return (Vec::new(), findings.to_vec()) };
    let (mut diagnostics, mut unplaced) = (Vec::new(), Vec::new());
    for finding in findings {
        let place = origin.place(tree.root(), finding);
        let place = place.or_else(|| is_for_programs(format).then(|| origin.task_place(tree.root())));
        match place {
            Some(place) => diagnostics.push(diagnostic(finding, &place)),
            None => unplaced.push(finding.clone()),
        }
    }
    (diagnostics, unplaced)
}

/// Reports findings at lines of the request, and returns those that it has no line for.
///
/// # Errors
///
/// The report cannot be written.
pub(crate) fn report(
    origin: &Origin,
    findings: &[Finding],
    (format, color): (Format, ColorWhen),
    stream: Stream,
) -> Result<Vec<Finding>, Failure> {
    let (diagnostics, unplaced) = diagnostics(origin, findings, format);
    if diagnostics.is_empty() && format == Format::Human {
        return Ok(unplaced);
    }
    let style = Style {
        color: color.applies_to(stream),
        width: stream.width(),
        quiet: format == Format::Human,
        omitted_help: None,
    };
    let mut report = PlacedReport::new(format, style, stream);
    let written = report.document(&origin.document, Outcome::checked(diagnostics)).and_then(|()| report.finish(true));
    written.map_err(|error| Failure::new(format!("cannot write the report: {error}")))?;
    Ok(unplaced)
}

/// A report on requests for the creation of tasks, which names its program as that of `drs validate` does.
pub(crate) struct PlacedReport {
    renderer: Renderer<Box<dyn std::io::Write>>,
    summary: Summary,
    paths: ReportPaths,
}

impl PlacedReport {
    /// An empty report.
    pub(crate) fn new(format: Format, style: Style, stream: Stream) -> Self {
        let renderer = Renderer::new(format, style, stream.writer()).with_tool(TOOL);
        Self { renderer, summary: Summary::default(), paths: ReportPaths::of(format) }
    }

    /// Writes what was found in a request.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub(crate) fn document(&mut self, document: &Document, mut outcome: Outcome) -> std::io::Result<()> {
        if let Outcome::Checked { diagnostics, .. } = &mut outcome {
            diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
        }
        self.summary.add(&outcome);
        let parsed = document.parse();
        let source = &document.source(&parsed);
        let path = self.paths.name(Path::new(source.name()));
        let operation = Some(OPERATION.to_owned());
        self.renderer.document(&drs_diag::Document { path, number: None, key: None, operation, source, outcome })
    }

    /// Writes the end. `is_done` is whether all was done that was to be.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub(crate) fn finish(mut self, is_done: bool) -> std::io::Result<()> {
        self.summary.unchecked += u64::from(!is_done);
        self.renderer.finish(&self.summary).map(drop)
    }
}

/// A finding as a diagnostic.
fn diagnostic(finding: &Finding, place: &Place) -> Diagnostic {
    let safe = |text: &str| drs_diag::escape(text).into_owned();
    let (name, message) = match finding.check {
        Check::Network => ("connection-failed", format!("the connection to `{}` failed", safe(&finding.subject))),
        Check::Precheck => ("precheck-failed", format!("`{}` did not pass", safe(&finding.subject))),
    };
    let reason = finding.reason.trim_end_matches('.');
    let message = if reason.is_empty() { message } else { format!("{message}: {}", safe(reason)) };
    let id = safe(finding.code.as_deref().unwrap_or(&finding.subject));
    let found = if finding.is_warning() {
        Diagnostic::warning(id, name, place.span, message)
    } else {
        Diagnostic::error(id, name, place.span, message)
    };
    let found = found.pointer(place.pointer.as_str()).instance(place.pointer.as_str());
    let remedy = finding.code.as_deref().and_then(Answer::from_code).map(|answer| answer.remedy.trim_end_matches('.'));
    match remedy {
        Some(remedy) => found.help(remedy),
        None if finding.can_be_skipped => found.help("the action `skip_precheck` skips it"),
        None => found,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;

    #[test]
    fn what_belongs_to_no_line_belongs_to_the_task_where_programs_read() {
        let request = json!({"jobs": [{"base_info": {"name": "orders"}}, {"base_info": {"name": "stock"}}]});
        let document = Arc::new(Document::of_json(&request));
        let pointers = |name: &str, format| {
            let origin = Origin { document: Arc::clone(&document), name: Some(name.to_owned()) };
            let (found, unplaced) = diagnostics(&origin, &[Finding::new(Check::Precheck, "sizeCheck")], format);
            (found.into_iter().map(|it| it.pointer.clone()).collect::<Vec<_>>(), unplaced.len())
        };
        assert_eq!(pointers("stock", Format::Sarif), (vec!["/jobs/1/base_info/name".to_owned()], 0));
        assert_eq!(pointers("gone", Format::Json), (vec![String::new()], 0));
        assert_eq!(pointers("stock", Format::Human), (Vec::new(), 1));
        assert_eq!(pointers("stock", Format::Concise), (Vec::new(), 1));
    }
}
