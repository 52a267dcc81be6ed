//! Where a value ends.

use super::{LONGEST, LOOK_BACK, is_blank, is_break, is_word, line_end, line_start, skip, skip_back};
use crate::Span;

/// The value at or behind `at` of the key that starts at `key`.
pub(super) fn extent(bytes: &[u8], key: usize, at: usize) -> Span {
    let line = line_start(bytes, key);
    let column = before_properties(bytes, line, key) - line;
    let Some(start) = first(bytes, key, column, at) else {
        return Span::of(at..at);
    };
    let end = end(bytes, start, column);
    Span::of(start..whole_pem(bytes, start, end))
}

/// Where the anchor and the tag of the key at `key` start, if it has some on its line.
fn before_properties(bytes: &[u8], line: usize, key: usize) -> usize {
    let mut start = key;
    for _ in 0..2 {
        let end = line + skip_back(&bytes[line..start], start - line, is_blank);
        let word = line + skip_back(&bytes[line..end], end - line, |byte| !is_blank(byte));
        if end == start || !matches!(bytes.get(word), Some(b'&' | b'!')) {
            break;
        }
        start = word;
    }
    start
}

/// Where the value starts, behind line breaks and comments; `None` if the next line is an entry of its own.
fn first(bytes: &[u8], key: usize, column: usize, at: usize) -> Option<usize> {
    let same_line = skip(bytes, at, is_blank);
    if bytes.get(same_line).is_some_and(|&byte| !is_break(byte)) {
        return Some(same_line);
    }
    let start = skip(bytes, same_line, |byte| is_blank(byte) || is_break(byte));
    let indent = start - line_start(bytes, start);
    let is_bare = !matches!(bytes.get(key), Some(b'"' | b'\''));
    let is_list = indent == column && bytes[start..].starts_with(b"- ");
    let sibling = is_bare && indent <= column && !is_list && is_entry(bytes, start);
    (!sibling).then_some(start)
}

fn end(bytes: &[u8], start: usize, column: usize) -> usize {
    let mut at = start;
    // Tags, anchors and comments stand before a value.
    loop {
        let rest = &bytes[at..];
        let next = if rest.starts_with(b"/*") {
            memchr::memmem::find(rest, b"*/").map_or(bytes.len(), |length| at + length + 2)
        } else if rest.starts_with(b"//") || rest.starts_with(b"#") {
            line_end(bytes, at)
        } else if rest.starts_with(b"!") || rest.starts_with(b"&") {
            skip(bytes, at, |byte| !is_blank(byte) && !is_break(byte) && (ends_plain(byte) || !is_delimiter(byte)))
        } else {
            break;
        };
        let following = skip(bytes, next, |byte| is_blank(byte) || is_break(byte));
        let indent = following - line_start(bytes, following);
        let is_inside = indent > column || (indent == column && bytes[following..].starts_with(b"- "));
        let is_next = line_end(bytes, next) < following && !is_inside && is_entry(bytes, following);
        if following == bytes.len() || is_next {
            return next;
        }
        at = following;
    }
    let stray = skip(bytes, at, |byte| is_blank(byte) || matches!(byte, b',' | b';' | b':' | b'=' | b'}' | b']'));
    if matches!(bytes.get(stray), Some(b'"' | b'\'' | b'{' | b'[')) && !is_entry_in_line(bytes, stray) {
        at = stray;
    }
    let quote = skip(bytes, at, |byte| byte == b'\\');
    match bytes.get(quote) {
        Some(b'"' | b'\'') => string(bytes, quote, column),
        Some(b'{' | b'[') => container(bytes, quote, column),
        Some(b'-') if bytes.get(quote + 1).is_some_and(|&byte| is_blank(byte)) => {
            lines(bytes, line_end(bytes, at), column, true)
        }
        _ => plain(bytes, at, column),
    }
}

/// The end of the string whose opening quote is at `open`.
fn string(bytes: &[u8], open: usize, column: usize) -> usize {
    let Some(close) = closing_quote(bytes, open) else {
        return bytes.len();
    };
    if goes_on(bytes, close + 1) { close + 1 } else { lines(bytes, line_end(bytes, close), column, false) }
}

/// The quote that closes the string opened at `open`.
fn closing_quote(bytes: &[u8], open: usize) -> Option<usize> {
    let quote = bytes[open];
    let mut at = open + 1;
    loop {
        at += memchr::memchr2(quote, b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'\\' || (quote == b'\'' && bytes.get(at + 1) == Some(&quote)) {
            at += 2;
        } else {
            return Some(at);
        }
    }
}

/// The end of the container whose bracket is at `open`.
fn container(bytes: &[u8], open: usize, column: usize) -> usize {
    let mut expected = Vec::new();
    let mut at = open;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'{' => expected.push(b'}'),
            b'[' => expected.push(b']'),
            b'}' | b']' => {
                if expected.pop() != Some(byte) {
                    break;
                }
                if expected.is_empty() {
                    return if goes_on(bytes, at) { at } else { lines(bytes, line_end(bytes, at), column, false) };
                }
            }
            b'"' | b'\'' => {
                let Some(close) = closing_quote(bytes, at - 1) else {
                    break;
                };
                let after = skip(bytes, close + 1, is_blank);
                let in_order = matches!(bytes.get(after), Some(b',' | b':' | b'}' | b']' | b'\n' | b'\r'));
                if !in_order || bytes[at..close].iter().any(|&byte| is_break(byte)) {
                    break;
                }
                at = close + 1;
            }
            _ => {}
        }
    }
    bytes.len()
}

/// The end of what starts at `start` and has neither quotes nor brackets.
fn plain(bytes: &[u8], start: usize, column: usize) -> usize {
    // Outside of brackets commas and brackets are text.
    let lowest = start.saturating_sub(LOOK_BACK);
    let before = &bytes[lowest..start];
    let in_brackets = memchr::memrchr3(b'{', b'[', b'\n', before).is_some_and(|index| before[index] != b'\n');
    let mut at = start;
    loop {
        at = skip(bytes, at, |byte| !(is_break(byte) || in_brackets && is_delimiter(byte)));
        match bytes.get(at) {
            None | Some(b'\n' | b'\r') => return lines(bytes, at, column, true),
            Some(b'{' | b'[') => return container(bytes, at, column),
            Some(b'"' | b'\'') => return string(bytes, at, column),
            Some(_) if goes_on(bytes, at) => return skip_back(bytes, at, is_blank).max(start),
            // Each of further brackets would have the same answer.
            Some(_) => at = skip(bytes, at + 1, |byte| in_brackets && is_closing(byte)),
        }
    }
}

/// The end of the lines that continue a value whose line ends at `end`: those that look like no entry, and if `deeper`
/// those that are indented by more than `column`.
fn lines(bytes: &[u8], mut end: usize, column: usize, deeper: bool) -> usize {
    let mut next = end;
    while next < bytes.len() {
        let start = skip(bytes, next, is_break);
        let text = skip(bytes, start, is_blank);
        if text - next > LOOK_BACK {
            // That much white space is no layout.
            return bytes.len();
        }
        let stop = line_end(bytes, text);
        if text < stop {
            let is_deeper = deeper && (text - start > column || bytes[start..text].contains(&b'\t'));
            let is_item = deeper && text - start == column && bytes[text..].starts_with(b"- ");
            let opens = !deeper && matches!(bytes[text], b'{' | b'[' | b',' | b'#' | b'/');
            if opens || (!is_deeper && !is_item && is_entry(bytes, text)) {
                return end;
            }
            end = stop;
        }
        next = stop.max(next + 1);
    }
    end
}

/// Whether a line whose text starts at `at` looks like an entry of a document.
fn is_entry(bytes: &[u8], at: usize) -> bool {
    let rest = &bytes[at..bytes.len().min(at + LONGEST)];
    let ends = |index: usize| rest.get(index).is_none_or(|&byte| is_blank(byte) || is_break(byte));
    match rest.first() {
        None => true,
        Some(b'}' | b']') => {
            let closing = skip(rest, 0, |byte| is_blank(byte) || ends_plain(byte));
            rest.get(closing).is_none_or(|&byte| is_break(byte))
        }
        Some(b'-') if ends(1) => true,
        Some(b'-') => rest.starts_with(b"---") && ends(3),
        Some(b'.') => rest.starts_with(b"...") && ends(3),
        Some(b'"' | b'\'') => separator_after_string(bytes, at),
        Some(_) => {
            // Words with one blank between them.
            let mut word = skip(rest, 0, is_word);
            while rest.get(word).is_some_and(|&byte| is_blank(byte)) && rest.get(word + 1).copied().is_some_and(is_word)
            {
                word = skip(rest, word + 1, is_word);
            }
            let colon = skip(rest, word, is_blank);
            word > 0 && rest.get(colon) == Some(&b':') && ends(colon + 1)
        }
    }
}

/// Whether a string at `at`, on one line and no longer than a key, has a colon behind it.
fn separator_after_string(bytes: &[u8], at: usize) -> bool {
    let window = &bytes[..bytes.len().min(at + LONGEST)];
    closing_quote(window, at).is_some_and(|close| {
        let colon = skip(window, close + 1, is_blank);
        window.get(colon) == Some(&b':') && !window[at..close].iter().any(|&byte| is_break(byte))
    })
}

/// Whether what follows at `at` looks like what follows a complete value.
fn goes_on(bytes: &[u8], at: usize) -> bool {
    let at = skip(bytes, at, is_blank);
    match bytes.get(at) {
        None | Some(b'\n' | b'\r') => true,
        Some(b',') => {
            let next = skip(bytes, at + 1, is_blank);
            bytes.get(next).is_none_or(|&byte| is_break(byte) || is_closing(byte)) || is_entry_in_line(bytes, next)
        }
        Some(b'}' | b']') => {
            let next = skip(bytes, at, |byte| is_closing(byte) || is_blank(byte));
            bytes.get(next).is_none_or(|&byte| is_break(byte) || matches!(byte, b',' | b'#' | b'/'))
        }
        Some(b'#') => is_blank(bytes[at - 1]),
        Some(b'/') => matches!(bytes.get(at + 1), Some(b'/' | b'*')),
        Some(b'"' | b'\'') => separator_after_string(bytes, at),
        Some(_) => false,
    }
}

/// Whether the value at `at` that seems to end at `end` is the last part of a member of an object: no key itself, and
/// followed by the rest of an object.
pub(super) fn ends_member(bytes: &[u8], at: usize, end: usize) -> bool {
    if is_entry_in_line(bytes, at) {
        return false;
    }
    let next = skip(bytes, end, |byte| is_blank(byte) || is_break(byte));
    match bytes.get(next) {
        None | Some(b'}') => true,
        Some(b',') => is_entry_in_line(bytes, skip(bytes, next + 1, |byte| is_blank(byte) || is_break(byte))),
        Some(_) => false,
    }
}

/// Whether a key with its separator, or a comment, is at `at`.
fn is_entry_in_line(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        Some(b'"' | b'\'') => separator_after_string(bytes, at),
        Some(b'/') => matches!(bytes.get(at + 1), Some(b'/' | b'*')),
        Some(_) => {
            let window = &bytes[..bytes.len().min(at + LONGEST)];
            let word = skip(window, at, is_word);
            let separator = skip(window, word, is_blank);
            let ends = bytes.get(separator + 1).is_none_or(|&byte| is_blank(byte) || is_break(byte));
            word > at && window.get(separator) == Some(&b':') && ends
        }
        None => false,
    }
}

const fn ends_plain(byte: u8) -> bool {
    matches!(byte, b',' | b'}' | b']')
}

/// Whether a byte inside brackets is no part of a word.
const fn is_delimiter(byte: u8) -> bool {
    ends_plain(byte) || matches!(byte, b'{' | b'[' | b'"' | b'\'')
}

const fn is_closing(byte: u8) -> bool {
    matches!(byte, b'}' | b']')
}

/// `end`, or the end of the PEM block that starts in the value and that `end` would cut.
fn whole_pem(bytes: &[u8], start: usize, end: usize) -> usize {
    let Some(begin) = memchr::memmem::rfind(&bytes[start..end], b"-----BEGIN") else {
        return end;
    };
    let footer = memchr::memmem::find(&bytes[start + begin..], b"-----END");
    let last = footer.map_or(bytes.len(), |index| start + begin + index);
    if last < end { end } else { line_end(bytes, last) }
}
