//! The values of JSON numbers: exactly, and as readers see them that have only binary floating point.

use std::cmp::Ordering;

/// A number as far as a schema looks at it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    /// Whether it is whole.
    pub(crate) whole: bool,
    /// The largest whole number that is not above it; beyond 127 bits, the outermost.
    floor: i128,
}

impl Number {
    /// The value of a number that is spelt as RFC 8259 has it.
    pub(crate) fn exact(text: &str) -> Self {
        let (negative, unsigned) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{before}{after}");
        let digits = digits.trim_start_matches('0');
        if digits.is_empty() {
            return Self { whole: true, floor: 0 };
        }
        // The decimal point stands this many digits after the first.
        let limit = 1 << 40;
        let shift: i64 = exponent.parse().unwrap_or(if exponent.starts_with('-') { -limit } else { limit });
        let length = |text: &str| i64::try_from(text.len()).unwrap_or(limit);
        let zeros = length(before) + length(after) - length(digits);
        let point = length(before) - zeros + shift.clamp(-limit, limit);
        let digit =
            |at: i64| usize::try_from(at).ok().and_then(|at| digits.as_bytes().get(at)).map_or(0, |it| it - b'0');
        let whole = (point.max(0)..length(digits)).all(|at| digit(at) == 0);
        let magnitude = (0..point.max(0)).try_fold(0_i128, |value, at| {
            value.checked_mul(10).and_then(|value| value.checked_add(i128::from(digit(at))))
        });
        let floor = match (magnitude, negative) {
            (Some(magnitude), false) => magnitude,
            (Some(magnitude), true) => -magnitude - i128::from(!whole),
            (None, false) => i128::MAX,
            (None, true) => i128::MIN,
        };
        Self { whole, floor }
    }

    /// The value after a detour over binary floating point.
    pub(crate) fn float(text: &str) -> Self {
        let value: f64 = text.parse().unwrap_or(f64::NAN);
        #[expect(clippy::cast_possible_truncation, reason = "it saturates, as the exact value does")]
        let floor = value.floor() as i128;
        Self { whole: value.is_finite() && value.fract() == 0.0, floor }
    }

    /// How it compares with a whole number.
    pub(crate) fn compare(self, bound: i64) -> Ordering {
        let floor = self.floor.cmp(&i128::from(bound));
        if floor.is_eq() && !self.whole { Ordering::Greater } else { floor }
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn values() {
        for (text, whole, floor) in [
            ("0", true, 0),
            ("-0.0", true, 0),
            ("60", true, 60),
            ("60.0", true, 60),
            ("6e1", true, 60),
            ("0.6e2", true, 60),
            ("600e-1", true, 60),
            ("60.5", false, 60),
            ("-60.5", false, -61),
            ("0.05", false, 0),
            ("-0.05", false, -1),
            ("5e-2", false, 0),
            ("3600.0000000000000000001", false, 3600),
            ("9007199254740993", true, 9_007_199_254_740_993),
            ("1e20", true, 100_000_000_000_000_000_000),
            ("1e400", true, i128::MAX),
            ("-1e99999999999999999999", true, i128::MIN),
            ("1e-99999999999999999999", false, 0),
            ("0e99999999999999999999", true, 0),
        ] {
            assert_eq!(Number::exact(text), Number { whole, floor }, "{text}");
        }
        assert_eq!(Number::float("3600.0000000000000000001"), Number::exact("3600"));
        assert!(!Number::float("1e400").whole);
    }
}
