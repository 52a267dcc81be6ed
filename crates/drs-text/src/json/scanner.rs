//! Bytes in bulk: white space, the inside of strings, and what a person would call a token.

use wide::u8x16;

use crate::Span;

/// How many bytes are looked at in one step.
pub(crate) const CHUNK: usize = 16;

/// The bytes from `at` on that are looked at in one step; `None` near the end of the text.
#[inline]
pub(crate) fn chunk(bytes: &[u8], at: usize) -> Option<u8x16> {
    bytes.get(at..)?.first_chunk().map(|chunk| u8x16::new(*chunk))
}

/// The eight bytes from `at` on, the first one lowest.
#[inline]
pub(crate) fn eight_bytes(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}

/// Index of the first byte from `at` on that may not stand in a string as it is: quote, backslash, control character.
/// The length of the text if there is none.
#[inline]
pub(super) fn special(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = chunk(bytes, at) {
        let quote = chunk.simd_eq(u8x16::splat(b'"'));
        let backslash = chunk.simd_eq(u8x16::splat(b'\\'));
        let control = chunk.min(u8x16::splat(0x1F)).simd_eq(chunk);
        let found = (quote | backslash | control).to_bitmask();
        if found != 0 {
            return at + found.trailing_zeros() as usize;
        }
        at += CHUNK;
    }
    let tail = bytes.get(at..).unwrap_or_default();
    at + tail.iter().position(|&byte| byte < b' ' || byte == b'"' || byte == b'\\').unwrap_or(tail.len())
}

/// Index of the first byte from `at` on that is not white space (RFC 8259, section 2).
#[inline]
pub(super) fn skip_whitespace(bytes: &[u8], mut at: usize) -> usize {
    // One blank or none is the most frequent case, then a line end and its indentation.
    loop {
        match bytes.get(at) {
            Some(b' ') => at += 1,
            Some(b'\n' | b'\r' | b'\t') => {
                at += 1;
                while let Some(chunk) = chunk(bytes, at) {
                    let other = !chunk.simd_eq(u8x16::splat(b' ')).to_bitmask();
                    let spaces = other.trailing_zeros() as usize;
                    at += spaces.min(CHUNK);
                    if spaces < CHUNK {
                        break;
                    }
                }
            }
            _ => return at,
        }
    }
}

/// Whether the byte can be part of a bare word or a number, however wrong.
pub(super) const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'+' | b'-' | b'.') || byte >= 0x80
}

/// Index of the first byte from `at` on that is no part of a bare word.
pub(super) fn word_end(bytes: &[u8], at: usize) -> usize {
    let tail = bytes.get(at..).unwrap_or_default();
    at + tail.iter().position(|&byte| !is_word(byte)).unwrap_or(tail.len())
}

/// What a person would call the token at `at`: a bare word, a string on one line, or one character.
pub(super) fn token(text: &str, at: usize) -> Span {
    let bytes = text.as_bytes();
    let end = match bytes.get(at) {
        None => at,
        Some(b'"') => {
            let end = special(bytes, at + 1);
            if bytes.get(end) == Some(&b'"') { end + 1 } else { at + 1 }
        }
        Some(&byte) if byte.is_ascii() && is_word(byte) => {
            let tail = &bytes[at..];
            at + tail.iter().position(|&byte| !byte.is_ascii() || !is_word(byte)).unwrap_or(tail.len())
        }
        Some(_) => text.ceil_char_boundary(at + 1),
    };
    Span::of(at..end)
}
