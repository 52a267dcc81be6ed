//! Sixteen bytes at a time: where plain characters end, and where white space ends.

use wide::u8x16;

use super::source::Source;

/// A bit for each byte that cannot stand in a string as it is: a quote, a backslash or a control character.
#[inline(always)]
fn special(chunk: &[u8; 16]) -> u32 {
    let bytes = u8x16::new(*chunk);
    let quote = bytes.simd_eq(u8x16::splat(b'"'));
    let backslash = bytes.simd_eq(u8x16::splat(b'\\'));
    let control = bytes.min(u8x16::splat(0x1F)).simd_eq(bytes);
    (quote | backslash | control).to_bitmask()
}

/// A bit for each byte that is white space (RFC 8259, section 2).
#[inline(always)]
fn whitespace(chunk: &[u8; 16]) -> u32 {
    let bytes = u8x16::new(*chunk);
    let tab = bytes.simd_eq(u8x16::splat(b'\t'));
    let carriage = bytes.simd_eq(u8x16::splat(b'\r'));
    (tab | carriage).to_bitmask() | space_or_line(chunk)
}

/// A bit for each byte that is a space or a line feed.
#[inline(always)]
fn space_or_line(chunk: &[u8; 16]) -> u32 {
    let bytes = u8x16::new(*chunk);
    (bytes.simd_eq(u8x16::splat(b' ')) | bytes.simd_eq(u8x16::splat(b'\n'))).to_bitmask()
}

/// How many spaces and line feeds are at the start of a chunk: a line end and its indentation.
#[inline(always)]
pub(super) fn indentation(chunk: &[u8; 32]) -> u32 {
    let ([low, high], _) = chunk.as_chunks() else { return 0 };
    let low = !space_or_line(low) & 0xFFFF;
    if low != 0 { low.trailing_zeros() } else { 16 + (!space_or_line(high)).trailing_zeros().min(16) }
}

/// Index of the first byte from `at` on that is not white space.
#[inline(never)]
pub(super) fn whitespace_end(source: &Source<'_>, mut at: u32) -> u32 {
    loop {
        let other = !whitespace(source.chunk(at)) & 0xFFFF;
        if other != 0 {
            return at + other.trailing_zeros();
        }
        at += 16;
    }
}

/// Index of the first byte from `at` on that cannot stand in a string as it is; the end of the document is one.
#[inline(never)]
pub(super) fn plain_end(source: &Source<'_>, mut at: u32) -> u32 {
    loop {
        let special = special(source.chunk(at));
        if special != 0 {
            return at + special.trailing_zeros();
        }
        at += 16;
    }
}

/// Index of the closing quote of the string that starts at `at`, if there is nothing but plain characters before it.
#[inline(always)]
pub(super) fn string_end(source: &Source<'_>, at: u32) -> Option<u32> {
    let mut chunk = source.ahead::<16>(at)?;
    let mut special = if chunk[0] == b'"' { special(chunk) & !1 } else { return None };
    let mut start = at;
    while special == 0 {
        start += 16;
        chunk = source.ahead::<16>(start)?;
        special = self::special(chunk);
    }
    let end = special.trailing_zeros();
    if chunk.get(end as usize) == Some(&b'"') { Some(start + end) } else { None }
}
