//! `true`, `false` and whole numbers.

use std::num::NonZeroU32;

use super::cursor::Accepted;
use super::source::Source;

/// `false`, which sets bit 0, or `true`, which sets bit 1.
#[inline(always)]
pub(crate) fn boolean(source: &Source<'_>, at: u32) -> Accepted {
    let word = u64::from_le_bytes(*source.chunk(at));
    let truth = word & 0xFFFF_FFFF == u64::from(u32::from_le_bytes(*b"true"));
    let falsehood = word & 0xFF_FFFF_FFFF == u64::from_le_bytes(*b"false\0\0\0");
    if truth || falsehood { Some((NonZeroU32::new(at + 5 - u32::from(truth))?, 1 << u32::from(truth))) } else { None }
}

/// The longest number that is read; a longer one may not fit 64 bits.
const DIGITS: usize = 18;

/// A whole number, written without point and exponent: the index past it, and the number.
#[inline(never)]
pub(crate) fn integer(source: &Source<'_>, at: u32) -> Option<(NonZeroU32, i64)> {
    // A sign, the digits, and what follows them.
    let chunk: &[u8; DIGITS + 2] = source.chunk(at);
    let start = usize::from(chunk[0] == b'-');
    let digits = chunk[start..].iter().take_while(|byte| byte.is_ascii_digit());
    let (length, value) = digits.fold((0, 0_i64), |(length, value), digit| {
        (length + 1, value.wrapping_mul(10).wrapping_add(i64::from(digit - b'0')))
    });
    let leading_zero = length > 1 && chunk[start] == b'0';
    let end = start + length;
    if length == 0 || length > DIGITS || leading_zero || matches!(chunk.get(end), None | Some(b'.' | b'e' | b'E')) {
        return None;
    }
    Some((NonZeroU32::new(at + end as u32)?, if start == 1 { -value } else { value }))
}

/// A whole number as [`integer`] reads it, or the same between quotes.
#[inline(never)]
pub(crate) fn integer_or_text(source: &Source<'_>, at: u32) -> Option<(NonZeroU32, i64)> {
    if source.byte(at) != b'"' {
        return integer(source, at);
    }
    let (end, value) = integer(source, at + 1)?;
    let is_shortest = value != 0 || source.byte(at + 1) == b'0';
    (source.byte(end.get()) == b'"' && is_shortest).then_some((end.checked_add(1)?, value))
}

/// A number, if it is in a range.
#[inline(always)]
pub(crate) fn within(read: Option<(NonZeroU32, i64)>, min: i64, max: i64) -> Accepted {
    let (end, value) = read?;
    (min..=max).contains(&value).then_some((end, 0))
}

/// A number, if it is one of `values`: the bit of its place among them.
#[inline(always)]
pub(crate) fn one_of(read: Option<(NonZeroU32, i64)>, values: &[i64]) -> Accepted {
    let (end, value) = read?;
    let place = values.iter().position(|it| *it == value)?;
    Some((end, 1 << place))
}

/// Whether the number at `at` is `value`, for a rule.
#[allow(dead_code, reason = "the rules of the day need not ask for it")]
pub(crate) fn is(source: &Source<'_>, at: u32, value: i64) -> Option<bool> {
    Some(integer_or_text(source, at)?.1 == value)
}
