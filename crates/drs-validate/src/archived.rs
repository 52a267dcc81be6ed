//! Checking the requests that a file of another tool holds as text.

use drs_contract::Operation;
use drs_diag::{Diagnostic, Severity, count};
use drs_text::Node;
use drs_text::json::Content;

use crate::archive::{self, Archive, Request, archive};
use crate::generated::codes;
use crate::input::{Input, Report};
use crate::walk;

/// Adds to what `outside` reports of a document that is a file of another tool the mistakes of the requests to this service in it;
/// `None` if there are none. `check` checks a body as a request of an operation, or as what its shape tells, with at most so many
/// diagnostics, if not 0.
pub(crate) fn check(
    root: Node<'_>,
    outside: impl FnOnce() -> Report,
    max_diagnostics: usize,
    check: impl Fn(Option<Operation>, Input<'_>, usize) -> Report,
) -> Option<Report> {
    let archive = archive(root)?;
    let (mut all, mut checked) = (outside(), Vec::new());
    for request in &archive.requests {
        let Some(report) = body(request, max_diagnostics, &check) else { continue };
        checked.push(request);
        all.errors += report.errors;
        all.warnings += report.warnings;
        all.diagnostics.extend(report.diagnostics);
        // What is left out is not what makes a request invalid.
        if max_diagnostics > 0 && all.diagnostics.len() >= max_diagnostics {
            all.diagnostics.sort_by_key(|diagnostic| diagnostic.severity == Severity::Warning);
            all.diagnostics.truncate(max_diagnostics - 1);
        }
    }
    let first = checked.first()?;
    let note = note(root, &archive, checked.len(), first);
    all.warnings += 1;
    all.diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
    all.diagnostics.insert(0, note);
    all.omitted = all.errors + all.warnings - all.diagnostics.len() as u64;
    Some(all)
}

/// What to say of a file of another tool that is to be a request of an operation, and what to do about it.
pub(crate) fn mismatch(root: Node<'_>, operation: Operation) -> Option<(String, String)> {
    let tool = archive::tool(root)?;
    let help = "name no operation, and the requests in it are checked; or take one out, and check it";
    Some((format!("this is {tool}, not a request of `{}`", operation.id()), help.to_owned()))
}

/// The report on the body of a request to this service, which is known by its address, or by its shape.
fn body(
    request: &Request<'_>,
    max_diagnostics: usize,
    check: impl Fn(Option<Operation>, Input<'_>, usize) -> Report,
) -> Option<Report> {
    let content = Content::of(request.body);
    let text = request.body.as_str()?;
    // Of all diagnostics some are left out below.
    let max_diagnostics = if has_variable(&text) { 0 } else { max_diagnostics };
    let mut report = check(request.operation, Input::json(text.as_ref()), max_diagnostics);
    report.operation?;
    let inside = |pointer: &str| format!("{}{pointer}", request.pointer);
    let moved = |mut diagnostic: Diagnostic| {
        let (pointer, instance) = (inside(&diagnostic.pointer), inside(&diagnostic.instance));
        diagnostic = diagnostic.pointer(pointer).instance(instance);
        if let Some(operation) = request.operation.filter(|_| diagnostic.id == codes::OPERATION_MISMATCH.id) {
            diagnostic.help = Some(format!("the method and the path are those of `{}`", operation.id()).into());
        }
        match &content {
            Some(content) => diagnostic.moved(|span| content.place(span), Content::escaped),
            // Written as JSON does not write strings, as in YAML: only where the whole is written is known.
            None => diagnostic.without_fix().moved(|_| request.body.span(), str::to_owned),
        }
    };
    // What is sent in the place of a variable is not known.
    let is_variable = |diagnostic: &mut Diagnostic| {
        let value = text.get(diagnostic.span.range()).unwrap_or_default();
        value.starts_with('"') && has_variable(value)
    };
    for unknown in report.diagnostics.extract_if(.., is_variable) {
        let count = if unknown.severity == Severity::Error { &mut report.errors } else { &mut report.warnings };
        *count -= 1;
    }
    report.diagnostics = report.diagnostics.into_iter().map(moved).collect();
    Some(report)
}

/// Whether a text has a variable of the tool in it.
fn has_variable(text: &str) -> bool {
    text.split_once("{{").is_some_and(|(_, behind)| behind.contains("}}"))
}

/// Says what is checked of the file, and how to take a request out.
fn note(root: Node<'_>, archive: &Archive<'_>, checked: usize, first: &Request<'_>) -> Diagnostic {
    let all = archive.requests.len();
    let which = if checked == all {
        count(all as u64, "request")
    } else {
        format!("{checked} of {}", count(all as u64, "request"))
    };
    let are = if all == 1 { "is" } else { "are" };
    let message = format!("this is {}, of which {which} {are} checked", archive.tool);
    let path: String = first.pointer.split('/').skip(1).map(step).collect();
    codes::REQUEST_IN_ENVELOPE
        .at(walk::caret(root, None), message)
        .help(format!("to send one in another way, save its body in a file of its own: `jq -r '{path}' FILE`"))
}

/// A step of a path of `jq`.
fn step(name: &str) -> String {
    if name.bytes().all(|byte| byte.is_ascii_digit()) { format!("[{name}]") } else { format!(".{name}") }
}
