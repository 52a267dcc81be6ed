//! Where the library and other parsers of YAML differ: what it refuses and most take, and what it takes and all refuse.
//!
//! Where a blank in the place of a line break or tab says the same, the text is read again with the blank: it has as many
//! characters as before, so that nothing moves.

use crate::Span;
use crate::span::offset;
use crate::yaml::document::Document;

/// How often a text is read again at most.
const MAX_READINGS: usize = 200;

/// How many bytes are read again at most.
const MAX_REREAD_BYTES: usize = 64 << 20;

/// Reads `text` with `run`, which takes the indexes of the characters that are to be read as spaces.
pub(super) fn until_read<'s>(text: &str, run: impl Fn(&[usize]) -> Vec<Document<'s>>) -> Vec<Document<'s>> {
    let mut spaces = Vec::new();
    let mut documents = run(&spaces);
    for _ in 0..MAX_READINGS.min(MAX_REREAD_BYTES / text.len().max(1)) {
        let Some((reason, index)) = documents.last().and_then(|last| last.refusal.as_ref()) else { break };
        let Some(more) = layout(text, reason, *index).filter(|more| !spaces.contains(&more.start)) else { break };
        spaces.extend(more);
        spaces.sort_unstable();
        documents = run(&spaces);
    }
    documents
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
    (reason.contains("YAML whitespace") && tabs > 0).then(|| index - tabs..index)
}

/// The characters of `text`, those at `spaces`, which are in order, as spaces.
pub(super) fn with_spaces<'t>(text: &'t str, spaces: &'t [usize]) -> impl Iterator<Item = char> + use<'t> {
    let mut spaces = spaces.iter().copied().peekable();
    text.chars().enumerate().map(move |(index, c)| if spaces.next_if_eq(&index).is_some() { ' ' } else { c })
}

/// The first character that is not printable (YAML 1.2.2, rule 1, `c-printable`).
pub(super) fn first_control(text: &str) -> Option<Span> {
    let is_control = |c: char| {
        let is_c1 = ('\u{7F}'..'\u{A0}').contains(&c) && c != '\u{85}';
        is_c1 || matches!(c, '\u{FFFE}' | '\u{FFFF}') || (c < ' ' && !matches!(c, '\t' | '\n' | '\r'))
    };
    let (at, c) = text.char_indices().find(|(_, c)| is_control(*c))?;
    Some(Span::new(offset(at), offset(at + c.len_utf8())))
}

/// Why a text cannot stand without quotes, for what the library lets through.
pub(super) fn not_plain(text: &str) -> Option<&'static str> {
    match text.as_bytes() {
        [b'|' | b'>', ..] => Some("a text without quotes cannot start with `|` or `>`"),
        [b'?' | b'-'] => Some("`?` and `-` need quotes to be a text"),
        _ => None,
    }
}
