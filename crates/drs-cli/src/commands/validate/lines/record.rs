//! Requests inside records: where in the record of a line its request lies, and what tells the record from others.

use std::borrow::Cow;

use drs_diag::{Diagnostic, Fix, Mask, Outcome, Source};
use drs_engine::Checker;
use drs_text::{Edit, Kind, Node, Pointer, Span, Tree};
use drs_validate::{Input, Operation, Options, Report};

use crate::commands::validate::outcome::outcome;

/// What stands in the place of a key that may be secret.
const HIDDEN: &str = "***";

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
            Outcome::Unchecked { .. } => None,
        }
    }

    /// The outcome of a line that is one request.
    pub(crate) fn whole(report: Report, mask: Option<Mask>) -> Self {
        Self { operation: report.operation.map(Operation::id), outcome: outcome(report), mask, key: None }
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
        let text = request.as_str();
        let text = text.as_deref().map_or(&line[request.span().range()], str::as_bytes);
        let (mut report, parsed) =
            drs_validate::parse_and_check(checker.operation, Input::json(text), &checker.options);
        if report.diagnostics.is_empty() && self.key.is_none() {
            return (Checked::whole(report, None), source);
        }
        let source = if request.kind() == Kind::String {
            let offsets = offsets(request.raw(), request.span().start);
            let end = request.span().end.saturating_sub(1);
            let place = |span: Span| {
                let offset = |at: u32| offsets.get(at as usize).copied().unwrap_or(end);
                Span::new(offset(span.start), offset(span.end))
            };
            report.diagnostics.iter_mut().for_each(|it| move_to(it, &place, &|text| escaped(text)));
            let content = Source::new("", text, drs_validate::secrets(), parsed.as_ref());
            source.with_content(&content, place)
        } else {
            let start = request.span().start;
            let place = |span: Span| Span::new(span.start + start, span.end + start);
            report.diagnostics.iter_mut().for_each(|it| move_to(it, &place, &Clone::clone));
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
    Some(if source.hides_any(value.span()) { HIDDEN.to_owned() } else { source.redact(&text) })
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

/// Moves a diagnostic into the text around its own, where its edits are written as `text` returns them.
fn move_to(diagnostic: &mut Diagnostic, place: &dyn Fn(Span) -> Span, text: &dyn Fn(&String) -> String) {
    diagnostic.span = place(diagnostic.span);
    diagnostic.related.iter_mut().for_each(|related| related.span = place(related.span));
    if let Some(Fix { edits, .. }) = &mut diagnostic.fix {
        for edit in edits {
            *edit = Edit::new(place(edit.span), text(&edit.text));
        }
    }
}

/// A text as it stands inside a JSON string.
fn escaped(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

/// Where each byte of a string's content, and its end, comes from in the text that `raw`, the string with its quotes, begins in
/// at `start`.
fn offsets(raw: &str, start: u32) -> Vec<u32> {
    let inside = &raw[1..raw.len() - 1];
    let mut offsets = Vec::with_capacity(inside.len() + 1);
    let mut at = 0;
    let offset = |at: usize| start + 1 + u32::try_from(at).unwrap_or(u32::MAX);
    while let Some(character) = inside[at..].chars().next() {
        let (length, decoded) = match (character, inside.as_bytes().get(at + 1)) {
            ('\\', Some(b'u')) => unicode_escape(&inside[at + 2..]),
            ('\\', _) => (2, 1),
            _ => (character.len_utf8(), character.len_utf8()),
        };
        let is_escape = character == '\\';
        offsets.extend((0..decoded).map(|byte| offset(if is_escape { at } else { at + byte })));
        at += length;
    }
    offsets.push(offset(at));
    offsets
}

/// The length of an escape with `\u`, and of what it means in UTF-8. `rest` comes after the `\u` of a sound string.
fn unicode_escape(rest: &str) -> (usize, usize) {
    match rest.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
        Some(0xD800..0xDC00) => (12, 4),
        Some(unit) => (6, char::from_u32(unit).map_or(3, char::len_utf8)),
        None => (2, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{escaped, offsets};

    #[test]
    fn each_byte_comes_from_its_character() {
        let characters = ['a', '"', '\\', '/', '\n', '\u{0}', '\u{7f}', 'é', '\u{ffff}', '𝄞'];
        let pairs = characters.iter().flat_map(|one| characters.map(|other| format!("{one}{other}")));
        for text in pairs.chain([String::new()]) {
            let raw = format!("\"{}\"", escaped(&text));
            let found = offsets(&raw, 7);
            assert_eq!(found.len(), text.len() + 1, "{raw}");
            assert_eq!(found[text.len()] as usize, 7 + raw.len() - 1, "{raw}");
            for (at, character) in text.char_indices() {
                let (from, to) = (found[at] as usize - 7, found[at + character.len_utf8()] as usize - 7);
                assert_eq!(raw[from..to], escaped(&character.to_string()), "{raw}");
            }
        }
    }

    #[test]
    fn pairs_of_escapes_are_one_character() {
        assert_eq!(offsets(r#""a\ud83d\ude00\u00e9b""#, 0), [1, 2, 2, 2, 2, 14, 14, 20, 21]);
    }
}
