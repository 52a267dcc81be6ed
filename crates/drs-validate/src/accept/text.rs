//! Strings: where they end, how long they are, what pattern they match.

use std::num::NonZeroU32;

use super::cursor::{self, Accepted};
use super::simd;
use super::source::Source;
use crate::dfa::Dfa;
use crate::placeholder::{is_placeholder, may_begin_placeholder};
use crate::reference::{self, Reading};

/// The index of the closing quote of a string without escapes.
#[inline(always)]
pub(super) fn plain_end(source: &Source<'_>, at: u32) -> Option<u32> {
    match simd::string_end(source, at) {
        Some(end) => Some(end),
        None => inside(source, at).filter(|inside| inside.escaped.is_none()).map(|inside| inside.end),
    }
}

/// The content of a string without escapes, and the index past it.
#[inline(always)]
fn plain<'t>(source: &Source<'t>, at: u32) -> Option<(NonZeroU32, &'t [u8])> {
    let end = plain_end(source, at)?;
    Some((NonZeroU32::new(end + 1)?, source.slice(at + 1, end)))
}

/// The inside of a string.
struct Inside {
    /// Index of the closing quote.
    end: u32,
    /// How many characters it has, if it has escapes.
    escaped: Option<usize>,
}

/// Any string, whatever is in it and wherever it is.
#[cold]
#[inline(never)]
fn inside(source: &Source<'_>, at: u32) -> Option<Inside> {
    if source.byte(at) != b'"' {
        return None;
    }
    let mut end = simd::plain_end(source, at + 1);
    if source.byte(end) == b'"' {
        return Some(Inside { end, escaped: None });
    }
    let mut characters = count(source.slice(at + 1, end));
    loop {
        match source.byte(end) {
            b'"' => return Some(Inside { end, escaped: Some(characters) }),
            b'\\' => end = escape(source, end + 1)?,
            _ => return None,
        }
        let next = simd::plain_end(source, end);
        characters += 1 + count(source.slice(end, next));
        end = next;
    }
}

/// A text of a list, at the place where it starts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listed<'s> {
    at: u32,
    chunk: &'s [u8; LISTED],
}

/// The longest listed text with its quotes.
const LISTED: usize = 64;

impl<'s> Listed<'s> {
    #[inline(always)]
    pub(crate) fn new(source: &'s Source<'_>, at: u32) -> Self {
        Self { at, chunk: source.chunk(at) }
    }

    /// The index past the value, if it is `value`, which is written with its quotes.
    #[inline(always)]
    pub(crate) fn is<const N: usize>(self, value: &[u8; N]) -> Option<NonZeroU32> {
        const { assert!(N <= LISTED) };
        if cursor::starts(self.chunk, value) { NonZeroU32::new(self.at + N as u32) } else { None }
    }
}

/// Any string.
#[inline(never)]
pub(crate) fn any(source: &Source<'_>, at: u32) -> Accepted {
    match simd::string_end(source, at) {
        Some(end) => real(source.slice(at + 1, end), end),
        None => rare(source, at, 0, usize::MAX),
    }
}

/// A string of `min..=max` characters.
#[inline(never)]
pub(crate) fn bounded(source: &Source<'_>, at: u32, min: usize, max: usize) -> Accepted {
    let Some(end) = simd::string_end(source, at) else { return rare(source, at, min, max) };
    let content = source.slice(at + 1, end);
    if fits(content, min, max) { real(content, end) } else { None }
}

/// The index past a string with this content that ends at `end`, if it is no placeholder, which the walk warns of.
#[inline(always)]
fn real(content: &[u8], end: u32) -> Accepted {
    if is_placeholder(content) { None } else { Some((NonZeroU32::new(end + 1)?, 0)) }
}

/// A string of `min..=max` characters at the end of a document, or with escapes in it.
#[cold]
#[inline(never)]
fn rare(source: &Source<'_>, at: u32, min: usize, max: usize) -> Accepted {
    let inside = inside(source, at)?;
    let content = source.slice(at + 1, inside.end);
    let fits = match inside.escaped {
        Some(count) => (min..=max).contains(&count),
        None => fits(content, min, max),
    };
    if !fits || (inside.escaped.is_some() && may_begin_placeholder(content)) {
        return None;
    }
    real(content, inside.end)
}

/// A string of `min..=max` characters that consists of the bytes of a class.
#[inline(never)]
pub(crate) fn of_class(source: &Source<'_>, at: u32, min: usize, max: usize, class: &[bool; 256]) -> Accepted {
    let (end, content) = plain(source, at)?;
    (fits(content, min, max) && consists(content, class) && !is_placeholder(content)).then_some((end, 0))
}

/// A string of `min..=max` characters that matches a pattern.
#[inline(never)]
pub(crate) fn of_pattern(source: &Source<'_>, at: u32, min: usize, max: usize, pattern: &Dfa) -> Accepted {
    let (end, content) = plain(source, at)?;
    (fits(content, min, max) && pattern.is_match_bytes(content) && !is_placeholder(content)).then_some((end, 0))
}

/// A secret of `min..=max` characters, or a reference in its place.
#[inline(never)]
pub(crate) fn secret(source: &Source<'_>, at: u32, min: usize, max: usize) -> Accepted {
    let (end, content) = plain(source, at)?;
    if is_variable(content) {
        return Some((end, 0));
    }
    // All that is or resembles a reference has one of these.
    let is_plain = !content.iter().any(|byte| matches!(byte, b'$' | b':'));
    let reading = if is_plain { Reading::Secret } else { reference::read(str::from_utf8(content).ok()?) };
    let is_right = match reading {
        Reading::Secret => fits(content, min, max) && !is_placeholder(content),
        Reading::Reference => true,
        Reading::Malformed => false,
    };
    is_right.then_some((end, 0))
}

/// Whether a text is a reference as it is most often written: to a variable of the environment.
fn is_variable(content: &[u8]) -> bool {
    let name = content.strip_prefix(b"${env:").and_then(|rest| rest.strip_suffix(b"}"));
    name.is_some_and(|name| consists(name, &NAME) && name.first().is_some_and(|first| !first.is_ascii_digit()))
}

/// Whether a text consists of the bytes of a class.
#[inline(always)]
fn consists(content: &[u8], class: &[bool; 256]) -> bool {
    let all = |bytes: &[u8]| bytes.iter().fold(true, |all, byte| all & class[usize::from(*byte)]);
    let (chunks, rest) = content.as_chunks::<4>();
    chunks.iter().all(|chunk| all(chunk)) && all(rest)
}

/// What names of variables consist of.
static NAME: [bool; 256] = only(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

/// The class of these ASCII characters.
pub(crate) const fn only(members: &[u8]) -> [bool; 256] {
    class(members, false)
}

/// The class of all characters but these ASCII characters.
pub(crate) const fn all_but(others: &[u8]) -> [bool; 256] {
    class(others, true)
}

const fn class(listed: &[u8], others: bool) -> [bool; 256] {
    let mut class = [others; 256];
    let mut index = 0;
    while index < listed.len() {
        class[listed[index] as usize] = !others;
        index += 1;
    }
    class
}

/// Whether the string at `at` matches a pattern, for a rule.
pub(crate) fn matches_pattern(source: &Source<'_>, at: u32, pattern: &Dfa) -> Option<bool> {
    Some(pattern.is_match_bytes(plain(source, at)?.1))
}

/// Whether the string at `at` is `value`, for a rule.
pub(crate) fn is(source: &Source<'_>, at: u32, value: &[u8]) -> Option<bool> {
    Some(plain(source, at)?.1 == value)
}

/// Whether the string at `at` is the key between `start` and `end`, for a rule.
pub(crate) fn is_key(source: &Source<'_>, at: u32, (start, end): (u32, u32)) -> Option<bool> {
    is(source, at, source.slice(start, end))
}

/// Whether a text without escapes has `min..=max` characters.
#[inline(always)]
fn fits(content: &[u8], min: usize, max: usize) -> bool {
    // Characters are never more than bytes and never fewer than a quarter of them: most texts need no counting.
    let bytes = content.len();
    let surely = if min < 2 { min } else { min.saturating_mul(4) };
    (surely..=max).contains(&bytes) || (min..=max).contains(&count(content))
}

/// How many characters valid UTF-8 has.
#[inline(never)]
fn count(content: &[u8]) -> usize {
    content.iter().filter(|byte| !(0x80..0xC0).contains(*byte)).count()
}

/// The index past an escape that goes on at `at`, after its backslash.
fn escape(source: &Source<'_>, at: u32) -> Option<u32> {
    match source.byte(at) {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(at + 1),
        b'u' => match unit(source, at + 1)? {
            0xD800..0xDC00 => {
                let low = source.chunk(at + 5) == b"\\u" && (0xDC00..0xE000).contains(&unit(source, at + 7)?);
                low.then_some(at + 11)
            }
            0xDC00..0xE000 => None,
            _ => Some(at + 5),
        },
        _ => None,
    }
}

/// The number that four hexadecimal digits at `at` write.
fn unit(source: &Source<'_>, at: u32) -> Option<u32> {
    let digits: &[u8; 4] = source.chunk(at);
    digits.iter().map(|digit| char::from(*digit).to_digit(16)).try_fold(0, |unit, digit| Some(unit * 16 + digit?))
}
