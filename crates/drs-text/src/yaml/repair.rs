//! Where the library and other parsers of YAML differ: what it refuses and most take, and what it takes and all refuse.
//!
//! Where other characters in the place of some say the same, the text is read again with those: it has as many characters as
//! before, so that nothing moves. What they stand for is put right where the scalar is taken.

use crate::Span;
use crate::fault::Foreign;
use crate::span::offset;
use crate::yaml::document::Document;
use crate::yaml::escape;

/// How often a text is read again at most.
const MAX_READINGS: usize = 200;

/// How many bytes are read again at most.
const MAX_REREAD_BYTES: usize = 64 << 20;

/// A character to be read in the place of the one with this number.
pub(super) type Patch = (usize, char);

/// Reads `text` with `run`, which takes the characters that are to be read as others.
pub(super) fn until_read<'s>(text: &str, run: impl Fn(&[Patch]) -> Vec<Document<'s>>) -> Vec<Document<'s>> {
    let mut patches: Vec<Patch> = Vec::new();
    let mut documents = run(&patches);
    for _ in 0..MAX_READINGS.min(MAX_REREAD_BYTES / text.len().max(1)) {
        let Some((reason, index)) = documents.last().and_then(|last| last.scan_error.as_ref()) else {
            break;
        };
        let more = patch(text, reason, *index);
        if more.is_empty() || more.iter().any(|patch| patches.contains(patch)) {
            break;
        }
        patches.extend(more);
        patches.sort_unstable();
        documents = run(&patches);
    }
    documents
}

/// What to read instead of what the library refuses at `index`; nothing if that cannot be helped.
fn patch(text: &str, reason: &str, index: usize) -> Vec<Patch> {
    if reason.contains("quoted scalar") {
        return escape::patches(text, index);
    }
    if reason.starts_with("unexpected character") {
        // Templates and fences begin with the same characters, and are no text without quotes.
        let is_reserved = text
            .char_indices()
            .nth(index)
            .is_some_and(|(at, c)| matches!(c, '@' | '%' | '`') && !begins_foreign(text, at));
        return if is_reserved { vec![(index, 'x')] } else { Vec::new() };
    }
    layout(text, reason, index).into_iter().flatten().map(|index| (index, ' ')).collect()
}

/// Whether a text of another program begins here, or one byte before with a brace.
fn begins_foreign(text: &str, at: usize) -> bool {
    [Some(at), at.checked_sub(1)].into_iter().flatten().any(|at| Foreign::at(text, at).is_some())
}

/// The characters before the one at `index` that are mere layout, though the library refuses them.
fn layout(text: &str, reason: &str, index: usize) -> Option<std::ops::Range<usize>> {
    let (before, at) = text.char_indices().nth(index).map(|(at, _)| text.split_at(at))?;
    // A closing bracket in the column of the key. The specification asks for a blank before it, few parsers do.
    if reason.contains("indentation") && at.starts_with([']', '}']) {
        let line = before.trim_end_matches([' ', '\t']);
        let end = line.trim_end_matches(['\n', '\r']);
        let last = &end[end.rfind(['\n', '\r']).map_or(0, |index| index + 1)..];
        let breaks = line.len() - end.len();
        let indent = before.len() - line.len();
        return (breaks > 0 && !last.contains('#')).then(|| index - indent - breaks..index - indent);
    }
    // A tab between a key and its value (YAML 1.2.2, rule 66, `s-separate-in-line`).
    let tabs = before.len() - before.trim_end_matches('\t').len();
    let is_value = before.trim_end_matches('\t').ends_with(':');
    (reason.contains("YAML whitespace") && tabs > 0 && is_value).then(|| index - tabs..index)
}

/// The characters of `text`, some of them replaced by patches, which are in order.
pub(super) fn patched<'t>(text: &'t str, patches: &'t [Patch]) -> impl Iterator<Item = char> + use<'t> {
    let mut patches = patches.iter().copied().peekable();
    text.chars()
        .enumerate()
        .map(move |(index, c)| patches.next_if(|(at, _)| *at == index).map_or(c, |(_, other)| other))
}

/// The characters that are not printable (YAML 1.2.2, rule 1, `c-printable`): the first below U+0020, which stands nowhere, and
/// all others, which stand in quotes alone (section 5.1, for the sake of JSON).
pub(super) fn controls(text: &str) -> (Option<Span>, Vec<Span>) {
    let span = |(at, c): (usize, char)| Span::new(offset(at), offset(at + c.len_utf8()));
    let is_low = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r');
    let is_high =
        |c: char| (('\u{7F}'..'\u{A0}').contains(&c) && c != '\u{85}') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let low = text.char_indices().find(|(_, c)| is_low(*c)).map(span);
    (low, text.char_indices().filter(|(_, c)| is_high(*c)).map(span).collect())
}

/// Why a text cannot stand without quotes, for what the library lets through or was made to read.
pub(super) fn not_plain(text: &str) -> Option<&'static str> {
    match text.as_bytes() {
        [b'@', ..] => Some("a text without quotes cannot start with `@`"),
        [b'%', ..] => Some("a text without quotes cannot start with `%`"),
        [b'`', ..] => Some("a text without quotes cannot start with a backtick"),
        [b'|' | b'>', ..] => Some("a text without quotes cannot start with `|` or `>`"),
        [b'?' | b'-'] => Some("`?` and `-` need quotes to be a text"),
        _ => None,
    }
}
