//! Paths, remedies and counts, as several formats put them.

use super::output::Style;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::escape::escape;
use crate::phrasing::count;
use crate::source::Source;
use crate::summary::Summary;

/// The file of a document, and which of its documents it is, for what has no line of its own.
pub(super) fn place_of(document: &Document<'_>) -> String {
    let path = escape(&document.path);
    match document.number {
        Some(number) => format!("{path}#{number}"),
        None => path.into_owned(),
    }
}

/// How many characters of a key are shown.
const MAX_KEY_CHARS: usize = 60;

/// The key of the record that holds a document, for people.
pub(super) fn key_of(document: &Document<'_>) -> String {
    let Some(key) = document.key.as_deref() else { return String::new() };
    let more = if key.chars().nth(MAX_KEY_CHARS).is_some() { "…" } else { "" };
    let start: String = key.chars().take(MAX_KEY_CHARS).collect();
    format!(" (key {}{more})", escape(&start))
}

/// A path as a program has it that looks from the folder of the run.
pub(super) fn relative(path: &str) -> &str {
    let mut rest = path;
    while let Some(inner) = rest.strip_prefix("./") {
        rest = inner.trim_start_matches('/');
    }
    if rest.is_empty() { path } else { rest }
}

/// What to do, in one line: what the fix does, if it may be shown, and the help where it says something else.
pub(super) fn remedy(source: &Source<'_>, diagnostic: &Diagnostic) -> Option<String> {
    let fix = diagnostic.fix.as_ref().filter(|fix| source.may_show(fix)).map(|fix| &*fix.message);
    match (fix, diagnostic.help.as_deref()) {
        (Some(fix), Some(help)) if fix != help => Some(format!("{fix}; {help}")),
        (fix, help) => fix.or(help).map(str::to_owned),
    }
}

/// ` (help: ...)`, if there is help.
pub(super) fn help(source: &Source<'_>, help: Option<&str>) -> String {
    help.map(|help| format!(" (help: {})", source.clean(help))).unwrap_or_default()
}

/// What is said of diagnostics that are not shown.
pub(super) fn omitted(number: u64, style: Style) -> String {
    let help = style.omitted_help.map(|help| format!(" ({})", escape(help)));
    let verb = if number == 1 { "is" } else { "are" };
    format!("{} {verb} not shown{}", count(number, "more mistake"), help.unwrap_or_default())
}

/// The summary in words, and whether all is well.
pub(super) fn in_words(summary: &Summary) -> (bool, String) {
    let Summary { documents, valid, invalid, errors, warnings, unchecked } = *summary;
    let mut parts = Vec::new();
    match (invalid, documents) {
        (0, 0) if unchecked > 0 => {}
        (0, 0) => parts.push("no documents".to_owned()),
        (0, _) => parts.push(format!("{} valid", count(valid, "document"))),
        (_, 1) => parts.push("1 document invalid".to_owned()),
        _ => parts.push(format!("{invalid} of {} invalid", count(documents, "document"))),
    }
    if errors > 0 {
        parts.push(count(errors, "error"));
    }
    if warnings > 0 {
        parts.push(count(warnings, "warning"));
    }
    if unchecked > 0 {
        parts.push(format!("{} not checked", count(unchecked, "document")));
    }
    (invalid == 0 && unchecked == 0, parts.join(", "))
}
