//! From a document to a report.

use drs_contract::Operation;
use drs_diag::{Diagnostic, Severity};
use drs_text::{Fault, FaultKind, Node, Parsed, Span, Tree};

use crate::accept;
use crate::aliased;
use crate::archived;
use crate::detect::{self, Detected};
use crate::envelope;
use crate::explain::{self, Context};
use crate::finding::Finding;
use crate::generated::{codes, schemas};
use crate::input::{Input, Options, Report, Syntax};
use crate::instance_path::InstancePath;
use crate::locate;
use crate::operation::schema;
use crate::schema::Schema;
use crate::walk::{self, Walk, Walked};

/// Checks a document as a request of `operation`.
///
/// Whatever the bytes are, this returns: a mistake in them is a diagnostic in the report. It takes time proportional to
/// the document.
pub fn check(operation: Operation, input: Input<'_>, options: &Options) -> Report {
    parse_and_check(Some(operation), input, options).0
}

/// Finds out by its shape which operation a document is a request of, and checks it.
pub fn check_detected(input: Input<'_>, options: &Options) -> Report {
    parse_and_check(None, input, options).0
}

/// Checks a document as [`check`] does with an operation and [`check_detected`] without, and returns beside the report what
/// the document was parsed to, for the [`Source`](drs_diag::Source) of the report. A document that is accepted was not parsed.
pub fn parse_and_check<'t>(
    operation: Option<Operation>,
    input: Input<'t>,
    options: &Options,
) -> (Report, Option<Parsed<'t>>) {
    let accepted = match operation {
        Some(operation) => accept::accepts_input(operation, input, options).then_some(operation),
        None => accept::operation(input, options),
    };
    if accepted.is_some() {
        return (Report { operation: accepted, ..Report::default() }, None);
    }
    let parsed = input.parse(options.limits);
    (check_parsed(operation, &parsed, input.syntax, options), Some(parsed))
}

/// Checks a document that is parsed already, as [`check`] does with an operation and [`check_detected`] without: one of a
/// stream of YAML documents, for example. Spans are those of the parsed text.
pub fn check_parsed(operation: Option<Operation>, parsed: &Parsed<'_>, syntax: Syntax, options: &Options) -> Report {
    let detected = match (operation, &parsed.tree) {
        (Some(operation), tree) => {
            let archived = tree.as_ref().and_then(|tree| archived::mismatch(tree.root(), operation));
            if let Some((message, help)) = archived {
                return mismatch(operation, parsed, message, help);
            }
            if let Some(other) = other(operation, parsed, syntax, options).map(Operation::id) {
                let help = format!("send it as `{other}`; to check it as what it is, name that operation or none");
                let message = format!("this is a request of `{other}`, not of `{}`", operation.id());
                return mismatch(operation, parsed, message, help);
            }
            Some(Detected::One(operation))
        }
        (None, Some(tree)) => Some(detect::operation(request(tree).1, options.preferred)),
        (None, None) => None,
    };
    match detected {
        Some(Detected::One(operation)) => {
            let enclosed = parsed.tree.as_ref().and_then(enclosed);
            let report = report(parsed, syntax, options, Some(schema(operation)), enclosed);
            Report { operation: Some(operation), ..report }
        }
        Some(Detected::Not(diagnostic)) if !is_cut_off(parsed) => {
            let check = |operation, input: Input<'_>, max_diagnostics| {
                parse_and_check(operation, input, &Options { max_diagnostics, ..*options }).0
            };
            let root = parsed.tree.as_ref().map(Tree::root);
            let archived = root.and_then(|root| {
                archived::check(root, || report(parsed, syntax, options, None, None), options.max_diagnostics, check)
            });
            archived.unwrap_or_else(|| report(parsed, syntax, options, None, Some(diagnostic)))
        }
        _ => report(parsed, syntax, options, None, None),
    }
}

/// The operation that a document is a valid request of, if it looks like one of another than `operation`.
fn other(operation: Operation, parsed: &Parsed<'_>, syntax: Syntax, options: &Options) -> Option<Operation> {
    let tree = parsed.tree.as_ref().filter(|_| parsed.faults.is_empty())?;
    let root = request(tree).1;
    // An unknown field is a warning then, and rules nothing out.
    if !options.allow_unknown_fields && !detect::may_be_of_other(operation, root) {
        return None;
    }
    let other = detect::other(operation, root)?;
    walk(tree, &[], syntax, options, schema(other)).findings.iter().all(Finding::is_warning).then_some(other)
}

/// Walks over a document.
fn walk<'t>(
    tree: &'t Tree<'t>,
    faults: &[Fault],
    syntax: Syntax,
    options: &Options,
    schema: &'static Schema,
) -> Walked<'t> {
    let walk = Walk::new(options, faults);
    let walk = if syntax == Syntax::Json { walk.with_parts(tree.text()) } else { walk };
    let (key, root) = request(tree);
    walk.run(key, root, schema)
}

/// The request in a document: the document itself, or what an envelope has under a key.
fn request<'t>(tree: &'t Tree<'t>) -> (Option<Node<'t>>, Node<'t>) {
    envelope::request(tree.root()).map_or((None, tree.root()), |(key, request)| (Some(key), request))
}

/// The warning about an envelope around a request.
fn enclosed(tree: &Tree<'_>) -> Option<Box<Diagnostic>> {
    let (key, _) = envelope::request(tree.root())?;
    let name = key.as_str()?;
    let message = format!("this is an input file of KooCLI, of which `{name}` is checked");
    let diagnostic = codes::REQUEST_IN_ENVELOPE.at(key.span(), message);
    let diagnostic = diagnostic.pointer(format!("/{name}")).instance(format!("/{name}"));
    Some(Box::new(
        diagnostic.help(format!("to send it in another way, save what is under `{name}` in a file of its own")),
    ))
}

/// The report on a valid request of another operation, or on a file of requests.
fn mismatch(operation: Operation, parsed: &Parsed<'_>, message: String, help: String) -> Report {
    let span = parsed.tree.as_ref().map(|tree| walk::opening(tree.root())).unwrap_or_default();
    let diagnostic = codes::OPERATION_MISMATCH.at(span, message).help(help);
    Report { operation: Some(operation), errors: 1, diagnostics: vec![diagnostic], ..Report::default() }
}

/// Whether what would show the operation may stand in the text that was not understood.
fn is_cut_off(parsed: &Parsed<'_>) -> bool {
    let is_missing = parsed.tree.as_ref().is_none_or(|tree| tree.root().is_placeholder() || tree.root().is_truncated());
    let cuts = |fault: &Fault| {
        use FaultKind::{AliasBudget, TooDeep, UnexpectedEnd, YamlSyntax};
        matches!(fault.kind, UnexpectedEnd { .. } | YamlSyntax { .. } | AliasBudget { .. } | TooDeep { .. })
    };
    is_missing || parsed.faults.iter().any(cuts)
}

/// Checks a document against one component of the contract; `None` if no request has a component called `name`.
pub fn check_schema(name: &str, input: Input<'_>, options: &Options) -> Option<Report> {
    let schema = schemas::ALL.iter().find(|schema| schema.name == name)?;
    Some(report(&input.parse(options.limits), input.syntax, options, Some(schema), None))
}

/// One thing to report.
enum Entry<'f, 't> {
    Fault(&'f Fault),
    Finding(&'f Finding<'t>),
    Other(Box<Diagnostic>),
}

impl Entry<'_, '_> {
    fn span(&self) -> Span {
        match self {
            Self::Fault(fault) => fault.span,
            Self::Finding(finding) => finding.span,
            Self::Other(diagnostic) => diagnostic.span,
        }
    }

    fn is_warning(&self) -> bool {
        match self {
            Self::Fault(fault) => explain::syntax::code(&fault.kind).severity == Severity::Warning,
            Self::Finding(finding) => finding.is_warning(),
            Self::Other(diagnostic) => diagnostic.severity == Severity::Warning,
        }
    }
}

/// Reports on a document: its syntax, its shape if there is a schema, and what else is known about it.
fn report(
    parsed: &Parsed<'_>,
    syntax: Syntax,
    options: &Options,
    schema: Option<&'static Schema>,
    other: Option<Box<Diagnostic>>,
) -> Report {
    let mut walked = match (&parsed.tree, schema) {
        (Some(tree), Some(schema)) => Some(walk(tree, &parsed.faults, syntax, options, schema)),
        _ => None,
    };
    let mut findings = walked.as_mut().map_or_else(Vec::new, |walked| std::mem::take(&mut walked.findings));
    if let Some((tree, stop)) = parsed.tree.as_ref().and_then(|tree| Some((tree, stop(tree, &parsed.faults)?))) {
        let broken = last_read(tree, stop);
        findings.retain(|finding| !finding.is_about_places() && broken.is_none_or(|span| finding.span.end != span.end));
    }
    if let Some(cut) = parsed.tree.as_ref().and_then(|tree| cut_off(tree, &parsed.faults)) {
        findings.retain(|finding| finding.span.end != cut.end);
    }
    if parsed.tree.as_ref().is_some_and(Tree::has_aliases) {
        findings = aliased::merge(findings);
    }
    let mut entries: Vec<Entry<'_, '_>> = parsed.faults.iter().map(Entry::Fault).collect();
    entries.extend(findings.iter().map(Entry::Finding));
    entries.extend(other.map(Entry::Other));
    entries.sort_by_key(|entry| (entry.span().start, entry.span().end));
    let warnings = entries.iter().filter(|entry| entry.is_warning()).count() as u64;
    let errors = entries.len() as u64 + parsed.omitted - warnings;
    if options.max_diagnostics > 0 && entries.len() > options.max_diagnostics {
        // What is left out is not what makes the document invalid.
        entries.sort_by_key(Entry::is_warning);
        entries.truncate(options.max_diagnostics);
        entries.sort_by_key(|entry| (entry.span().start, entry.span().end));
    }
    let (paths, expected) = walked.map_or_else(Default::default, |walked| (walked.paths, walked.expected));
    let diagnostics =
        if entries.is_empty() { Vec::new() } else { diagnostics(entries, parsed, (paths, &expected), syntax) };
    Report { operation: None, omitted: errors + warnings - diagnostics.len() as u64, diagnostics, errors, warnings }
}

/// What the parser stopped at, if it is something other than the end of the text.
fn stop<'f>(tree: &Tree<'_>, faults: &'f [Fault]) -> Option<&'f Fault> {
    let stops = |fault: &&Fault| {
        use FaultKind::{Foreign, UnexpectedToken, YamlSyntax};
        matches!(fault.kind, Foreign { .. } | UnexpectedToken { .. } | YamlSyntax { .. })
    };
    faults.iter().rev().find(stops).filter(|_| tree.root().is_truncated())
}

/// The scalar directly before what the parser stopped at. Where quotes or separators are missing it is not what was meant.
fn last_read(tree: &Tree<'_>, stop: &Fault) -> Option<Span> {
    let last = tree.last_scalar()?;
    let between = tree.text().get(last.end as usize..stop.span.start as usize)?;
    between.trim().is_empty().then_some(last)
}

/// The scalar in which the text ends, which may be only the beginning of what was meant.
fn cut_off(tree: &Tree<'_>, faults: &[Fault]) -> Option<Span> {
    let ends = |fault: &Fault| matches!(fault.kind, FaultKind::UnexpectedEnd { .. });
    let last = tree.last_scalar().filter(|last| last.end as usize == tree.text().len() && faults.iter().any(ends))?;
    let inside = tree.text().get(last.range())?.strip_prefix('"');
    let is_closed = |inside: &str| {
        let text = inside.strip_suffix('"');
        text.is_some_and(|text| (text.len() - text.trim_end_matches('\\').len()).is_multiple_of(2))
    };
    (!inside.is_some_and(is_closed)).then_some(last)
}

/// Diagnostics of the entries.
fn diagnostics(
    entries: Vec<Entry<'_, '_>>,
    parsed: &Parsed<'_>,
    (mut paths, expected): (InstancePath<'_>, &[(Span, &'static Schema)]),
    syntax: Syntax,
) -> Vec<Diagnostic> {
    let tree = parsed.tree.as_ref();
    let text = tree.map_or("", |tree| tree.text());
    let masked = match tree {
        // What is secret in sound JSON is mostly known from the keys; in YAML a missing blank makes a key of key and value.
        Some(tree) if tree.has_gaps() || !parsed.faults.is_empty() || paths.have_pair_value() => {
            drs_diag::mask(crate::secrets(), parsed)
        }
        _ => Vec::new(),
    };
    let faults = entries.iter().filter_map(|entry| match entry {
        Entry::Fault(fault) => Some(fault.span),
        _ => None,
    });
    let faults: Vec<_> = faults.collect();
    let locations = tree
        .filter(|_| !faults.is_empty())
        .map(|tree| locate::locations(tree, &faults, masked.clone()))
        .unwrap_or_default();
    let mut locations = locations.into_iter();
    paths.mask(masked);
    let context = Context { paths: &paths, syntax, text };
    // Where brackets or quotes do not match, what a fix would move or enclose may be something else.
    let is_broken = tree.is_some_and(|tree| tree.root().is_truncated());
    let diagnostic = |entry| match entry {
        Entry::Fault(fault) => {
            let schema = expected.iter().find(|(span, _)| *span == fault.span).map(|(_, schema)| *schema);
            explain::syntax::diagnostic(fault, &locations.next().unwrap_or_default(), text, schema)
        }
        Entry::Finding(finding) if is_broken => explain::diagnostic(finding, context).without_fix(),
        Entry::Finding(finding) => {
            let diagnostic = explain::diagnostic(finding, context);
            match tree {
                Some(tree) if tree.has_aliases() => aliased::with_aliases(diagnostic, finding, &paths, tree),
                _ => diagnostic,
            }
        }
        Entry::Other(diagnostic) => *diagnostic,
    };
    entries.into_iter().map(diagnostic).collect()
}
