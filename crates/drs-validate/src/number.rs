//! JSON numbers compared exactly: no detour over `f64`, which would round `9007199254740993`.

use std::cmp::Ordering;

/// The value of a JSON number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    /// A whole number that fits 64 bits, however it is spelt (`60`, `60.0`, `6e1`).
    Integer(i64),
    /// A whole number beyond 64 bits.
    Huge {
        /// Whether it lies below every `i64`.
        negative: bool,
    },
    /// A number with a fraction.
    Fraction,
}

impl Number {
    /// Reads the text of a number as RFC 8259 spells it.
    pub(crate) fn parse(text: &str) -> Self {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = || whole.bytes().chain(fraction.bytes());
        let Some(last) = digits().rposition_nonzero() else { return Self::Integer(0) };
        // The number is digits[..=last] times ten to the power of `shift`.
        let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let zeros = digits().count() - 1 - last;
        let shift = exponent.saturating_sub(signed(fraction.len())).saturating_add(signed(zeros));
        if shift < 0 {
            return Self::Fraction;
        }
        let mut value: i128 = 0;
        for digit in digits().take(last + 1).map(|byte| i128::from(byte - b'0')) {
            value = match value.checked_mul(10).and_then(|value| value.checked_add(digit)) {
                Some(value) => value,
                None => return Self::Huge { negative },
            };
        }
        let scale = u32::try_from(shift).ok().and_then(|shift| 10_i128.checked_pow(shift));
        let Some(value) = scale.and_then(|scale| value.checked_mul(scale)) else { return Self::Huge { negative } };
        i64::try_from(if negative { -value } else { value }).map_or(Self::Huge { negative }, Self::Integer)
    }

    /// How the number compares with `bound`; `None` for a fraction, which is not compared.
    pub(crate) fn compare(self, bound: i64) -> Option<Ordering> {
        match self {
            Self::Integer(value) => Some(value.cmp(&bound)),
            Self::Huge { negative: true } => Some(Ordering::Less),
            Self::Huge { negative: false } => Some(Ordering::Greater),
            Self::Fraction => None,
        }
    }
}

/// An exponent may have any number of digits; beyond 64 bits its sign says all that matters.
fn parse_exponent(text: &str) -> i64 {
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let limit = i64::MAX / 4;
    let value = digits
        .bytes()
        .fold(0_i64, |value, byte| (value.saturating_mul(10).saturating_add(i64::from(byte - b'0'))).min(limit));
    if negative { -value } else { value }
}

/// `Iterator::rposition` for iterators that cannot be walked from the back in one step.
trait LastNonZero: Iterator<Item = u8> + Sized {
    fn rposition_nonzero(self) -> Option<usize> {
        self.enumerate().filter(|(_, byte)| *byte != b'0').last().map(|(index, _)| index)
    }
}

impl<I: Iterator<Item = u8>> LastNonZero for I {}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn values() {
        let table = [
            ("0", "Integer(0)"),
            ("-0", "Integer(0)"),
            ("0.000", "Integer(0)"),
            ("0e999999999999999999999", "Integer(0)"),
            ("60", "Integer(60)"),
            ("60.0", "Integer(60)"),
            ("6e1", "Integer(60)"),
            ("6.00E+1", "Integer(60)"),
            ("600e-1", "Integer(60)"),
            ("0.6e2", "Integer(60)"),
            ("-3600", "Integer(-3600)"),
            ("60.5", "Fraction"),
            ("605e-1", "Fraction"),
            ("1e-99999999999999999999", "Fraction"),
            ("9007199254740993", "Integer(9007199254740993)"),
            ("9223372036854775807", "Integer(9223372036854775807)"),
            ("9223372036854775808", "Huge { negative: false }"),
            ("-9223372036854775808", "Integer(-9223372036854775808)"),
            ("-9223372036854775809", "Huge { negative: true }"),
            ("1e30", "Huge { negative: false }"),
            ("-1e99999999999999999999", "Huge { negative: true }"),
            ("123456789012345678901234567890123456789012345678901234567890", "Huge { negative: false }"),
        ];
        for (text, expected) in table {
            assert_eq!(format!("{:?}", Number::parse(text)), expected, "{text}");
        }
    }
}
