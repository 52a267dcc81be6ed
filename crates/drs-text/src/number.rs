//! Numbers: the grammar of RFC 8259, section 6, and the spellings of other languages.

use crate::fault::NumberFlaw;

/// The end of the number of RFC 8259 that starts at `at`, and whether it has an exponent.
#[inline]
pub(crate) fn grammar(bytes: &[u8], at: usize) -> Option<(usize, bool)> {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    let digits = |mut at: usize| {
        while byte(at).is_ascii_digit() {
            at += 1;
        }
        at
    };
    let some_digits = |at: usize| {
        let end = digits(at);
        (end > at).then_some(end)
    };
    let first = at + usize::from(byte(at) == b'-');
    let mut end = if byte(first) == b'0' { first + 1 } else { some_digits(first)? };
    if byte(end) == b'.' {
        end = some_digits(end + 1)?;
    }
    let exponent = matches!(byte(end), b'e' | b'E');
    if exponent {
        end = some_digits(end + 1 + usize::from(matches!(byte(end + 1), b'+' | b'-')))?;
    }
    Some((end, exponent))
}

/// Whether a text is a whole number of RFC 8259.
pub(crate) fn is_number(text: &str) -> bool {
    grammar(text.as_bytes(), 0).is_some_and(|(end, _)| end == text.len())
}

/// Whether a number of RFC 8259 is beyond the range of a double.
pub(crate) fn overflows(text: &str) -> bool {
    text.parse().is_ok_and(f64::is_infinite)
}

/// What is wrong with a spelling, and the number that it means, as RFC 8259 writes it.
pub(crate) fn respell(text: &str) -> (NumberFlaw, Option<String>) {
    let (sign, digits) = match text.as_bytes() {
        [b'-', ..] => ("-", &text[1..]),
        [b'+', ..] => ("", &text[1..]),
        _ => ("", text),
    };
    if let Some(value) = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")).and_then(hexadecimal) {
        return (NumberFlaw::Hexadecimal, Some(format!("{sign}{value}")));
    }
    let significant = digits.trim_start_matches('0');
    let whole = if significant.starts_with(|first: char| first.is_ascii_digit()) { "" } else { "0" };
    let mut meant = format!("{sign}{whole}{significant}");
    if let Some(point) = meant.find('.')
        && !meant[point + 1..].starts_with(|next: char| next.is_ascii_digit())
    {
        meant.insert(point + 1, '0');
    }
    let reason = if digits.starts_with('0') && digits[1..].starts_with(|next: char| next.is_ascii_digit()) {
        NumberFlaw::LeadingZero
    } else if text.starts_with('+') {
        NumberFlaw::PlusSign
    } else if digits.starts_with('.') {
        NumberFlaw::NoIntegerPart
    } else if digits.contains('.') {
        NumberFlaw::NoFraction
    } else {
        NumberFlaw::Malformed
    };
    // A point alone is no number, with or without zeros around it.
    if is_number(&meant) && digits.starts_with(|first: char| first.is_ascii_digit() || first == '.') && digits != "." {
        return (reason, Some(meant));
    }
    let exponent = digits.trim_end_matches(['+', '-']).strip_suffix(['e', 'E']).is_some_and(is_number);
    (if exponent { NumberFlaw::NoExponent } else { NumberFlaw::Malformed }, None)
}

/// The decimal text of hexadecimal digits, up to 128 bits.
fn hexadecimal(digits: &str) -> Option<u128> {
    if digits.starts_with('+') { None } else { u128::from_str_radix(digits, 16).ok() }
}
