//! What can be fixed in a text.

use drs_contract::Operation;
use drs_diag::{FixCandidates, Source};
use drs_text::yaml;

use crate::check::{check_parsed, parse_and_check};
use crate::generated::codes;
use crate::input::{Input, Options, Report, Syntax};

/// How many mistakes of a document are looked at in one round of fixing; those behind them have their turn in the next.
const MAX_PER_ROUND: usize = 10_000;

/// What stands behind a place where nothing could be read counts for more than any number of mistakes that are found.
const UNREAD: u64 = 1 << 32;

/// Fixes for a text, and how many diagnostics it has: what [`drs_diag::apply_fixes`] asks for. The text is one JSON document or
/// a stream of YAML documents, each a request of `operation`, or of the one that its shape shows.
///
/// A document that is no request of any known operation has nothing to be fixed, not even its syntax: it may be anything,
/// such as the settings of another program, in which comments are allowed. How many diagnostics `options` let through does
/// not matter.
///
/// ```
/// use drs_validate::{Options, Syntax, fix_candidates};
///
/// let fix = |text| drs_diag::apply_fixes(text, |text| fix_candidates(None, text, Syntax::Json, &Options::default())).text;
/// assert_eq!(fix(r#"{"job": {"type": "PRECHECK", "params": {},}}"#), r#"{"job": {"type": "precheck", "params": {}}}"#);
/// assert_eq!(fix(r#"{"compilerOptions": {},}"#), r#"{"compilerOptions": {},}"#);
/// ```
pub fn fix_candidates(operation: Option<Operation>, text: &str, syntax: Syntax, options: &Options) -> FixCandidates {
    let options = Options { max_diagnostics: MAX_PER_ROUND, ..*options };
    let (reports, documents) = match syntax {
        Syntax::Json => {
            let (report, parsed) = parse_and_check(operation, Input::json(text), &options);
            (vec![report], Vec::from_iter(parsed))
        }
        Syntax::Yaml => {
            let documents = yaml::parse_stream(text.as_bytes(), &options.limits);
            let check = |parsed| check_parsed(operation, parsed, syntax, &options);
            (documents.iter().map(check).collect::<Vec<_>>(), documents)
        }
    };
    let source = Source::new("", text.as_bytes(), crate::secrets(), None);
    let source = documents.iter().fold(source, Source::with_parsed);
    let requests = reports.iter().filter(|report| report.operation.is_some() || is_archive(report));
    let fixes = requests.flat_map(|report| &report.diagnostics).filter_map(|diagnostic| diagnostic.fix.as_ref());
    let sum = |count: fn(&Report) -> u64| reports.iter().map(count).sum();
    FixCandidates {
        counts: (sum(|report| report.errors) + sum(hidden), sum(|report| report.warnings)),
        fixes: fixes.filter(|fix| source.may_show(fix)).cloned().collect(),
    }
}

/// Whether a report is on requests that another tool's file holds.
fn is_archive(report: &Report) -> bool {
    report.diagnostics.first().is_some_and(|diagnostic| diagnostic.id == codes::REQUEST_IN_ENVELOPE.id)
}

/// What a report counts for besides its errors because a part of the text was not read.
fn hidden(report: &Report) -> u64 {
    let hides = |id: &str| [codes::YAML_SYNTAX.id, codes::UNEXPECTED_END.id].contains(&id);
    if report.diagnostics.iter().any(|diagnostic| hides(&diagnostic.id)) { UNREAD } else { 0 }
}
