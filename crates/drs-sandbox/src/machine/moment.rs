//! Moments of virtual time, and spans of it as text.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A moment, in milliseconds since 1970-01-01 UTC. One that was read from somewhere is none behind the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "u64", into = "u64")]
pub(crate) struct Moment(pub(crate) u64);

/// The last moment that can be written in every time zone.
const LAST: u64 = 253_402_207_200_000;

impl From<u64> for Moment {
    fn from(millis: u64) -> Self {
        Self(millis.min(LAST))
    }
}

impl From<Moment> for u64 {
    fn from(moment: Moment) -> Self {
        moment.0
    }
}

impl Moment {
    /// Moment that a text of milliseconds since 1970 means.
    pub(crate) fn parse_millis(text: &str) -> Option<Self> {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // A number that is too large means a moment that never comes.
        is_number.then(|| Self::from(text.parse().unwrap_or(u64::MAX)))
    }

    /// The moment `millis` later.
    pub(crate) fn after(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis).min(LAST))
    }

    /// The moment `millis` earlier.
    pub(crate) fn before(self, millis: u64) -> Self {
        Self(self.0.saturating_sub(millis))
    }

    /// Milliseconds from an earlier moment to this one; 0 if it is later.
    pub(crate) fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The moment that the real clock shows, to the second.
    pub(crate) fn real() -> Self {
        Self(u64::try_from(Timestamp::now().as_second()).unwrap_or(0) * 1000)
    }

    /// Moment that an RFC 3339 text means.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let timestamp: Timestamp = text.parse().ok()?;
        u64::try_from(timestamp.as_millisecond()).ok().map(Self::from)
    }
}

impl fmt::Display for Moment {
    /// RFC 3339 in UTC, to the second, as the service writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = i64::try_from(self.0.min(LAST) / 1000).unwrap_or(0);
        match Timestamp::from_second(seconds) {
            Ok(timestamp) => write!(f, "{timestamp}"),
            Err(_) => write!(f, "{seconds}"),
        }
    }
}

/// Milliseconds that a text such as `500ms`, `60s`, `2m`, `1.5h` or `3d` means.
pub(crate) fn parse_duration(text: &str) -> Option<u64> {
    let split = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(split);
    let millis = match unit {
        "ms" => 1.0,
        "s" => 1_000.0,
        "m" => 60_000.0,
        "h" => 3_600_000.0,
        "d" => 86_400_000.0,
        _ => return None,
    };
    let is_decimal =
        number.starts_with(|c: char| c.is_ascii_digit()) && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let number: f64 = number.parse().ok().filter(|_| is_decimal)?;
    // 100 years are enough, and no product of them overflows.
    let product = (number * millis).round();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
    (0.0..=3.2e12).contains(&product).then_some(product as u64)
}

#[cfg(test)]
mod tests {
    use super::{LAST, Moment, parse_duration};

    #[test]
    fn durations_are_read() {
        let cases = [
            ("500ms", Some(500)),
            ("60s", Some(60_000)),
            ("1.5h", Some(5_400_000)),
            ("3d", Some(259_200_000)),
            ("60", None),
            ("-1s", None),
            ("1e9s", None),
            (".5s", None),
            ("s", None),
            ("5 s", None),
            ("9999999999d", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_duration(text), expected, "{text}");
        }
    }

    #[test]
    fn moments_are_written_as_they_are_read() {
        assert_eq!(Moment::parse("2026-03-02T08:15:00Z").unwrap().to_string(), "2026-03-02T08:15:00Z");
        assert_eq!(Moment(u64::MAX).to_string(), "9999-12-30T22:00:00Z");
        assert_eq!(Moment::parse("yesterday"), None);
        let last = Moment(LAST);
        for text in ["18446744073709551615", "99999999999999999999999"] {
            assert_eq!(Moment::parse_millis(text), Some(last), "{text}");
        }
        assert_eq!(serde_json::from_str::<Moment>("18446744073709551615").unwrap(), last);
        assert_eq!((Moment::parse_millis("-1"), Moment::parse_millis("")), (None, None));
    }
}
