//! Escapes in double quotes that the library refuses: those that YAML does not have, and halves of surrogate pairs, as which
//! writers of JSON spell characters beyond U+FFFF.
//!
//! Such a text is read again with other characters in their places, as many as before; what it means is put right here.

use crate::Span;
use crate::fault::FaultKind;
use crate::span::offset;

/// What an escape stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// A character.
    Char(char),
    /// Half of a surrogate pair.
    Half(u16),
    /// Nothing that YAML has.
    Invalid,
}

/// Where halves are read to: the private use area has as many characters.
const STAND_INS: std::ops::Range<u32> = 0xE000..0xE800;

/// The escapes of a text that starts with a double quote, up to the closing one: where each begins, its length in bytes, and
/// its meaning; `None` for other characters, which are listed if they could be mistaken for a stand-in.
fn escapes(raw: &str) -> Vec<(usize, usize, Meaning)> {
    let mut found = Vec::new();
    let mut at = 1;
    while let Some(c) = raw.get(at..).and_then(|rest| rest.chars().next()).filter(|c| *c != '"') {
        let (length, meaning) = if c == '\\' { escape(&raw[at..]) } else { (c.len_utf8(), Meaning::Char(c)) };
        if c == '\\' || STAND_INS.contains(&u32::from(c)) {
            found.push((at, length, meaning));
        }
        at += length;
    }
    found
}

/// The length and the meaning of the escape that a text starts with (YAML 1.2.2, section 5.7).
fn escape(text: &str) -> (usize, Meaning) {
    let Some(letter) = text[1..].chars().next() else {
        return (1, Meaning::Invalid);
    };
    let digits = match letter {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        '0' | 'a' | 'b' | 't' | '\t' | 'n' | 'v' | 'f' | 'r' | 'e' | ' ' | '"' | '/' | '\\' | 'N' | '_' | 'L' | 'P'
        | '\n' | '\r' => {
            return (1 + letter.len_utf8(), Meaning::Char(letter));
        }
        _ => return (1 + letter.len_utf8(), Meaning::Invalid),
    };
    let hex = text.get(2..2 + digits).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let Some(number) = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()) else {
        return (2, Meaning::Invalid);
    };
    let meaning = match (char::from_u32(number), u16::try_from(number)) {
        (Some(c), _) => Meaning::Char(c),
        (None, Ok(unit)) if digits == 4 => Meaning::Half(unit),
        _ => Meaning::Invalid,
    };
    (if meaning == Meaning::Invalid { 2 } else { 2 + digits }, meaning)
}

/// The characters to put into a text, of which the one at `index` begins a scalar in double quotes, so that the library reads
/// it; each with the number of the character that it replaces.
pub(super) fn patches(text: &str, index: usize) -> Vec<(usize, char)> {
    let Some((start, _)) = text.char_indices().nth(index) else {
        return Vec::new();
    };
    let raw = &text[start..];
    let mut patches = Vec::new();
    // The number of the character, counted up to the byte before which it is known.
    let (mut counted, mut number) = (0, index);
    for (at, _, meaning) in escapes(raw) {
        number += raw[counted..at].chars().count();
        counted = at;
        match meaning {
            Meaning::Char(_) => {}
            Meaning::Invalid => patches.push((number, 'x')),
            Meaning::Half(unit) => {
                // `\ud83d` becomes `\ue03d`.
                patches.push((number + 2, 'e'));
                patches.push((number + 3, char::from_digit(u32::from((unit >> 8) & 7), 16).unwrap_or('0')));
            }
        }
    }
    patches
}

/// What is wrong with the escapes of a scalar in double quotes that begins at `start`.
pub(super) fn faults(raw: &str, start: u32) -> Vec<(FaultKind, Span)> {
    let all = escapes(raw);
    let half = |index: usize| match all.get(index) {
        Some((at, length, Meaning::Half(unit))) => Some((*at, *length, *unit)),
        _ => None,
    };
    let mut found = Vec::new();
    let mut paired = false;
    for (index, (at, length, meaning)) in all.iter().enumerate() {
        let span = Span::new(start + offset(*at), start + offset(at + length));
        match meaning {
            Meaning::Invalid => found.push((FaultKind::InvalidEscape, span)),
            Meaning::Half(_) if std::mem::take(&mut paired) => {}
            Meaning::Half(unit) => {
                let next = half(index + 1).filter(|(next, ..)| *next == at + length);
                paired = next.is_some_and(|(.., low)| pair(*unit, low).is_some());
                if !paired {
                    found.push((FaultKind::LoneSurrogate, span));
                }
            }
            Meaning::Char(_) => {}
        }
    }
    found
}

/// The first escape of a letter or digit, such as `\n`, in a scalar in double quotes that begins at `start`.
pub(super) fn letter(raw: &str, start: u32) -> Option<Span> {
    let is_letter =
        |at: usize| raw[at..].starts_with('\\') && raw[at + 1..].starts_with(|c: char| c == '_' || c.is_alphanumeric());
    let mut valid = escapes(raw).into_iter().filter(|(.., meaning)| *meaning != Meaning::Invalid);
    let (at, length, _) = valid.find(|(at, ..)| is_letter(*at))?;
    Some(Span::new(start + offset(at), start + offset(at + length)))
}

/// The text that was meant, of what the library has read instead.
pub(super) fn meant(raw: &str, read: &str) -> String {
    // In the order in which they stand in both: whether a character of the area is one, or stands for half of a pair.
    let mut units = escapes(raw).into_iter().filter_map(|(.., meaning)| match meaning {
        Meaning::Half(unit) => Some(Some(unit)),
        Meaning::Char(c) if STAND_INS.contains(&u32::from(c)) => Some(None),
        _ => None,
    });
    let mut text = String::with_capacity(read.len());
    let mut high: Option<u16> = None;
    for c in read.chars() {
        let unit = if STAND_INS.contains(&u32::from(c)) { units.next().flatten() } else { None };
        match (high.take(), unit) {
            (Some(first), Some(second)) => {
                let c = pair(first, second);
                high = if c.is_none() { Some(second) } else { None };
                text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            (None, Some(unit)) => high = Some(unit),
            (first, None) => {
                text.extend(first.map(|_| char::REPLACEMENT_CHARACTER));
                text.push(c);
            }
        }
    }
    text.extend(high.map(|_| char::REPLACEMENT_CHARACTER));
    text
}

/// The character of a pair of halves.
fn pair(high: u16, low: u16) -> Option<char> {
    char::decode_utf16([high, low]).next()?.ok()
}
