//! What looks like a key.

use std::borrow::Cow;

use super::{LONGEST, is_blank, is_break, is_word, line_end, skip, skip_back};
use crate::Span;

/// The colon that a Chinese keyboard writes.
const COLON: &[u8] = "\u{FF1A}".as_bytes();

/// Quotes, and what remains of them in text inside strings and from word processors.
const fn is_decoration(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`' | b'\\') || byte >= 0x80
}

/// A place that may be a key.
pub(super) struct Found {
    /// The key, without quotes.
    pub(super) key: Span,
    /// Where it starts with its quote, which tells how far its lines are indented.
    pub(super) column_of: usize,
    /// Where to look for its value.
    pub(super) value: usize,
    /// Whether it is only a comma that separates the two, as it may in an array.
    pub(super) by_comma: bool,
}

/// Calls `take` with everything that may be a key.
pub(super) fn each(bytes: &[u8], mut take: impl FnMut(Found)) {
    for at in memchr::memchr3_iter(b':', b'=', 0xEF, bytes) {
        match bytes[at] {
            b'=' if bytes.get(at + 1) == Some(&b'>') => before(bytes, at, at + 2, &mut take),
            b':' | b'=' => before(bytes, at, at + 1, &mut take),
            _ if bytes[at..].starts_with(COLON) => before(bytes, at, at + 3, &mut take),
            _ => {}
        }
    }
    for at in memchr::memchr2_iter(b'"', b'\'', bytes) {
        without_separator(bytes, at, &mut take);
    }
    let mut line = 0;
    while line < bytes.len() {
        first_word(bytes, line, &mut take);
        line = line_end(bytes, line) + 1;
    }
    for at in memchr::memchr2_iter(b',', b'{', bytes) {
        first_word(bytes, at + 1, &mut take);
    }
    // Comments, and options of commands.
    let mut past = 0;
    for at in memchr::memchr3_iter(b'/', b'#', b'-', bytes) {
        let opens = bytes[at] == b'#' || matches!(bytes.get(at..at + 2), Some(b"//" | b"/*" | b"--"));
        if opens && at >= past {
            past = skip(bytes, at, |byte| is_blank(byte) || matches!(byte, b'/' | b'*' | b'#' | b'-'));
            first_word(bytes, past, &mut take);
        }
    }
}

/// A key before the separator at `at`; its value is at `value`.
fn before(bytes: &[u8], at: usize, value: usize, take: &mut impl FnMut(Found)) {
    let end = skip_back(bytes, at, |byte| is_blank(byte) || is_break(byte));
    let end = before_comment(bytes, end);
    let end = before_stray(bytes, end);
    let bare = {
        let nearest = end.saturating_sub(2 * LONGEST);
        let window = &bytes[nearest..end];
        nearest + skip_back(window, window.len(), |byte| is_decoration(byte) || is_blank(byte) || is_break(byte))
    };
    let lowest = bare.saturating_sub(LONGEST);
    let window = &bytes[lowest..bare];
    let word = lowest + skip_back(window, window.len(), is_word);
    let mut offer = |start: usize, end: usize, column_of: usize| {
        if start < end {
            take(Found { key: Span::of(start..end), column_of, value, by_comma: false });
        }
    };
    if let Some(open) = opening_quote(bytes, end) {
        // A key that needs escapes, or has other characters than a word.
        offer(open + 1, end - 1, open);
        if word != open + 1 || bare != end - 1 {
            offer(word, bare, word);
        }
        return;
    }
    offer(word, bare, word);
    // A stray word between a key and its colon.
    let before = skip_back(bytes, word, is_blank);
    if before > 0 && matches!(bytes[before - 1], b'"' | b'\'') {
        let start = skip_back(&bytes[..before - 1], before - 1, is_word);
        offer(start, before - 1, start);
    }
    // A key of several words in YAML.
    let line = memchr::memrchr2(b'\n', b'\r', window).map_or(0, |index| index + 1);
    let entry = memchr::memrchr3(b'{', b'[', b',', &window[line..]).map_or(0, |index| index + 1);
    let phrase = lowest + line + entry;
    let phrase = skip(bytes, phrase, |byte| is_blank(byte) || matches!(byte, b'-' | b'?' | b'#'));
    if phrase < word || bare < end {
        offer(phrase, end, phrase);
    }
}

/// `end`, or what precedes one or two stray signs that end there.
fn before_stray(bytes: &[u8], end: usize) -> usize {
    let lowest = end.saturating_sub(2);
    let start = lowest + skip_back(&bytes[lowest..end], end - lowest, is_sign);
    if start < end { skip_back(bytes, start, is_blank) } else { end }
}

/// `end`, or what precedes the comment that ends there.
fn before_comment(bytes: &[u8], end: usize) -> usize {
    let lowest = end.saturating_sub(LONGEST);
    if !bytes[..end].ends_with(b"*/") {
        return end;
    }
    let start = memchr::memmem::rfind(&bytes[lowest..end], b"/*").map_or(end, |index| lowest + index);
    skip_back(bytes, start, |byte| is_blank(byte) || is_break(byte))
}

/// The quote that opens the string whose closing quote is the last byte before `end`.
fn opening_quote(bytes: &[u8], end: usize) -> Option<usize> {
    let (&quote, rest) = bytes[..end].split_last()?;
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let lowest = rest.len().saturating_sub(LONGEST);
    let mut close = rest.len();
    loop {
        let open = lowest + memchr::memrchr(quote, &rest[lowest..close])?;
        if memchr::memchr2(b'\n', b'\r', &rest[open..close]).is_some() {
            return None;
        }
        if open == 0 || rest[open - 1] != b'\\' {
            return Some(open);
        }
        close = open;
    }
}

/// A key around the quote at `at` that no separator follows, or a sign in its place: `"key" "value"`, `key "value"`,
/// `"key"value`, `"key"# "value"`.
fn without_separator(bytes: &[u8], at: usize, take: &mut impl FnMut(Found)) {
    let Some(&previous) = at.checked_sub(1).and_then(|index| bytes.get(index)) else {
        return;
    };
    let (end, value) = if is_word(previous) {
        (at, skip(bytes, at + 1, |byte| is_blank(byte) || is_break(byte)))
    } else if is_blank(previous) {
        (skip_back(bytes, at, is_blank), at)
    } else {
        return;
    };
    if matches!(bytes.get(value), Some(b':' | b'=')) {
        return;
    }
    let is_comment = bytes[value..].starts_with(b"/*") || bytes[value..].starts_with(b"//");
    let kept = |byte| matches!(byte, b':' | b'=' | b'{' | b'[' | b'|' | b'>') || is_comment;
    let sign = skip(bytes, value, |byte| matches!(byte, b'\\' | b'`') || (is_sign(byte) && !kept(byte)));
    let by_comma = bytes.get(value) == Some(&b',') && sign == value + 1;
    let value = if sign > value && sign - value <= 2 { skip(bytes, sign, is_blank) } else { value };
    let lowest = end.saturating_sub(LONGEST);
    let start = lowest + skip_back(&bytes[lowest..end], end - lowest, is_word);
    if start < end && starts_value(bytes, value) {
        take(Found { key: Span::of(start..end), column_of: start, value, by_comma });
    }
}

fn starts_value(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|&byte| {
        let sign = matches!(byte, b'"' | b'\'' | b'{' | b'[' | b'|' | b'>' | b'-' | b'$' | b'+' | b'.');
        sign || byte.is_ascii_alphanumeric() || (byte >= 0x80 && !bytes[at..].starts_with(COLON))
    })
}

/// Whether a byte is a sign that may stand where it does not belong.
const fn is_sign(byte: u8) -> bool {
    byte.is_ascii_punctuation() && !is_word(byte) && !is_decoration(byte)
}

/// The word at `at`, where an entry starts, if more words follow it.
fn first_word(bytes: &[u8], at: usize, take: &mut impl FnMut(Found)) {
    let start = skip(bytes, at, |byte| is_blank(byte) || matches!(byte, b'-' | b'?' | b'#' | b'/'));
    let end = skip(bytes, start, is_word);
    if start == end {
        return;
    }
    let nearby = &bytes[..bytes.len().min(end + 5)];
    let signs = skip(nearby, end, |byte| (is_sign(byte) || is_decoration(byte)) && !matches!(byte, b':' | b'='));
    let gap = if signs - end <= 4 { signs } else { end };
    let value = skip(bytes, gap, is_blank);
    let is_gap = bytes.get(value).is_some_and(|&byte| is_break(byte) || (value > gap && !matches!(byte, b':' | b'=')));
    if end - start <= LONGEST && is_gap {
        take(Found { key: Span::of(start..end), column_of: start, value, by_comma: false });
    }
}

/// The text of a key: escapes of JSON resolved, what is no UTF-8 replaced.
pub(super) fn text(key: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(key);
    if !text.contains('\\') {
        return text;
    }
    // YAML has `\x61` besides.
    let quoted = format!("\"{}\"", text.replace("\\x", "\\u00"));
    let parsed = crate::json::parse(quoted.as_bytes(), &crate::Limits::default());
    let decoded = parsed.tree.as_ref().and_then(|tree| tree.root().as_str().map(Cow::into_owned));
    decoded.map_or(text, Cow::Owned)
}
