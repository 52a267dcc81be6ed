//! Findings of tests and checks, reported at the lines of the request that a task was created from.

use drs_client::checks::{Check, Finding};
use drs_contract::Answer;
use drs_diag::{Diagnostic, Format, Outcome, Renderer, Source, Style, Summary};

use super::origin::{Origin, Place};
use crate::context::{ColorWhen, Stream};
use crate::failure::Failure;

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
    let parsed = origin.document.parse();
    let Some(tree) = &parsed.tree else { return Ok(findings.to_vec()) };
    let (mut diagnostics, mut unplaced) = (Vec::new(), Vec::new());
    for finding in findings {
        match origin.place(tree.root(), finding) {
            Some(place) => diagnostics.push(diagnostic(finding, &place)),
            None => unplaced.push(finding.clone()),
        }
    }
    if diagnostics.is_empty() && format == Format::Human {
        return Ok(unplaced);
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    let source = origin.document.source(&parsed);
    render((format, color), stream, &source, Outcome::checked(diagnostics))
        .map_err(|error| Failure::new(format!("cannot write the report: {error}")))?;
    Ok(unplaced)
}

fn render(
    (format, color): (Format, ColorWhen),
    stream: Stream,
    source: &Source<'_>,
    outcome: Outcome,
) -> std::io::Result<()> {
    let style = Style {
        color: color.applies_to(stream),
        width: stream.width(),
        quiet: format == Format::Human,
        omitted_help: None,
    };
    let mut summary = Summary::default();
    summary.add(&outcome);
    let mut renderer = Renderer::new(format, style, stream.writer());
    let operation = Some("batch_create_jobs_async".to_owned());
    renderer.document(&drs_diag::Document {
        path: source.name().to_owned(),
        number: None,
        key: None,
        operation,
        source,
        outcome,
    })?;
    renderer.finish(&summary).map(drop)
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
