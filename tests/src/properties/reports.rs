//! What holds of every report, whatever the text.

use drs_diag::Severity;
use drs_text::Limits;
use drs_validate::{Input, Operation, Options, Report, Syntax, check_parsed};

use super::places::assert_inside;

/// Checks a text as a request of each operation and of whichever it is.
pub(super) fn check(bytes: &[u8], syntax: Syntax) -> Vec<Report> {
    let input = Input { text: bytes, syntax };
    let parsed = input.parse(Limits::default());
    let all = Options { max_diagnostics: 0, ..Options::default() };
    let mut reports = vec![check_parsed(None, &parsed, syntax, &Options::default())];
    reports.extend(Operation::ALL.map(|operation| check_parsed(Some(operation), &parsed, syntax, &all)));
    for report in &reports {
        hold(bytes, report);
    }
    reports
}

fn hold(bytes: &[u8], report: &Report) {
    for diagnostic in &report.diagnostics {
        assert_inside(bytes, diagnostic.span, diagnostic);
        diagnostic.related.iter().for_each(|related| assert_inside(bytes, related.span, diagnostic));
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
        edits.for_each(|edit| assert_inside(bytes, edit.span, diagnostic));
    }
    let starts = report.diagnostics.iter().map(|diagnostic| diagnostic.span.start);
    assert!(starts.is_sorted(), "{:?}", report.diagnostics);
    assert_eq!(report.is_valid(), report.errors == 0);
    assert_eq!(report.diagnostics.len() as u64 + report.omitted, report.errors + report.warnings);
    if report.omitted == 0 {
        let errors = report.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        assert_eq!(errors as u64, report.errors);
    }
}
