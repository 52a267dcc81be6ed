//! Requests inside records: where in the record of a line its request lies, and what tells the record from others.

use std::borrow::Cow;

use drs_diag::{MASK, Mask, Outcome, Source};
use drs_engine::Checker;
use drs_text::json::Content;
use drs_text::{Kind, Node, Pointer, Span, Tree};
use drs_validate::{Input, Operation, Options, Report};

use crate::commands::validate::outcome::outcome_of_line;

/// Where things lie in each record.
#[derive(Clone, Debug)]
pub(crate) struct RecordPlaces {
    /// The request: an object, or its text in a string. The record itself if omitted.
    pub(crate) at: Option<Pointer>,
    /// What tells the record from others.
    pub(crate) key: Option<Pointer>,
}

/// What came out of checking a line.
#[derive(Debug)]
pub(crate) struct Checked {
    /// The operation that it holds a request of.
    pub(crate) operation: Option<&'static str>,
    /// The diagnostics, which point into the line.
    pub(crate) outcome: Outcome,
    /// What is hidden of the line, if something of it is shown.
    pub(crate) mask: Option<Mask>,
    /// What tells the record from others.
    pub(crate) key: Option<String>,
}

impl Checked {
    /// How many diagnostics there are, counting those that are left out as one; nothing where it was not checked.
    pub(crate) fn shown(&self) -> Option<usize> {
        match &self.outcome {
            Outcome::Checked { diagnostics, omitted, .. } => Some(diagnostics.len() + usize::from(*omitted > 0)),
            Outcome::Unchecked { .. } | Outcome::Empty { .. } => None,
        }
    }

    /// The outcome of a line that is one request.
    pub(crate) fn whole(report: Report, mask: Option<Mask>) -> Self {
        Self { operation: report.operation.map(Operation::id), outcome: outcome_of_line(report), mask, key: None }
    }
}

impl RecordPlaces {
    /// Checks the request in the record that a line holds.
    pub(crate) fn check(&self, checker: &Checker, line: &[u8]) -> Checked {
        if self.at.is_none() && self.key.is_none() {
            let (report, mask) = checker.json(line);
            return Checked::whole(report, mask);
        }
        let parsed = drs_text::json::parse(line, &checker.options.limits);
        let source = Source::new("", line, drs_validate::secrets(), Some(&parsed));
        let sound = parsed.tree.as_ref().filter(|_| parsed.faults.is_empty());
        let request = self.at.as_ref().zip(sound).and_then(|(at, tree)| at.resolve(tree));
        let (checked, source) = match (&self.at, request) {
            (Some(_), Some(request)) => self.request(request, checker, line, source),
            (Some(at), None) if sound.is_some() => (nothing_at(at, checker), source),
            (Some(_), None) => (unreadable(checker, line), source),
            (None, _) => {
                let (report, mask) = checker.json(line);
                (Checked::whole(report, mask), source)
            }
        };
        let key = self.key.as_ref().zip(parsed.tree.as_ref()).and_then(|(key, tree)| key_of(key, tree, &source));
        let mask = match request {
            // Nothing is said of what is around the request, so nothing is shown of it.
            Some(request) if checked.shown() > Some(0) => Some(source.showing_only(request.span()).into_mask()),
            _ => checked.mask,
        };
        Checked { operation: checked.operation, outcome: checked.outcome, mask, key }
    }

    /// Checks the request in a sound record. Returns with it what it is known of the record to be hidden.
    fn request<'s>(
        &self,
        request: Node<'_>,
        checker: &Checker,
        line: &[u8],
        source: Source<'s>,
    ) -> (Checked, Source<'s>) {
        let content = Content::of(request);
        let text = content.as_ref().map_or(&line[request.span().range()], |content| content.text().as_bytes());
        let (mut report, parsed) =
            drs_validate::parse_and_check(checker.operation, Input::json(text), &checker.options);
        if report.diagnostics.is_empty() && self.key.is_none() {
            return (Checked::whole(report, None), source);
        }
        let move_all = |report: &mut Report, place: &dyn Fn(Span) -> Span, text: fn(&str) -> String| {
            let diagnostics = std::mem::take(&mut report.diagnostics);
            report.diagnostics = diagnostics.into_iter().map(|it| it.moved(place, text)).collect();
        };
        let source = if let Some(content) = &content {
            let place = |span| content.place(span);
            move_all(&mut report, &place, Content::escaped);
            source.with_content(&Source::new("", text, drs_validate::secrets(), parsed.as_ref()), place)
        } else {
            let start = request.span().start;
            move_all(&mut report, &|span| Span::new(span.start + start, span.end + start), str::to_owned);
            source
        };
        (Checked::whole(report, None), source)
    }
}

/// The text of what tells a record from others; nothing for an object or a list.
fn key_of(key: &Pointer, tree: &Tree<'_>, source: &Source<'_>) -> Option<String> {
    let value = key.resolve(tree)?;
    let text = match value.kind() {
        Kind::String => value.as_str()?,
        Kind::Number | Kind::Bool => Cow::Borrowed(value.raw()),
        _ => return None,
    };
    Some(if source.hides_any(value.span()) { MASK.to_owned() } else { source.redact(&text) })
}

/// What is said of a record without a request.
fn nothing_at(at: &Pointer, checker: &Checker) -> Checked {
    let error = format!("the record has nothing at `{}`", drs_diag::escape(at.as_str()));
    let help = Some("`--at` takes the JSON Pointer of the request in each record".to_owned());
    let operation = checker.operation.map(Operation::id);
    Checked { operation, outcome: Outcome::Unchecked { error, help }, mask: None, key: None }
}

/// The report on a record that is no JSON: what is said of its syntax.
fn unreadable(checker: &Checker, line: &[u8]) -> Checked {
    let all = Options { max_diagnostics: 0, ..checker.options };
    let (mut report, mask) = Checker { options: all, ..*checker }.json(line);
    report.diagnostics.retain(|it| it.id.starts_with("DRS-J"));
    let count = |severity| report.diagnostics.iter().filter(|it| it.severity == severity).count() as u64;
    (report.errors, report.warnings) = (count(drs_diag::Severity::Error), count(drs_diag::Severity::Warning));
    report.operation = checker.operation;
    if let Some(omitted @ 1..) = report.diagnostics.len().checked_sub(checker.options.max_diagnostics)
        && checker.options.max_diagnostics > 0
    {
        report.diagnostics.truncate(checker.options.max_diagnostics);
        report.omitted = omitted as u64;
    }
    Checked::whole(report, mask)
}
