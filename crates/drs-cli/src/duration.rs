//! Spans of time, as arguments have them.

use std::time::Duration;

use drs_client::watch::Goal;

/// Reads `90s`, `30m`, `8h` or `2d`; a bare number has seconds.
///
/// # Errors
///
/// What a span looks like.
pub(crate) fn duration(text: &str) -> Result<Duration, &'static str> {
    let wrong = "a time is a whole number and a unit without a space, such as `90s`, `30m`, `8h` or `2d`";
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let seconds = match unit {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return Err(wrong),
    };
    let number: u64 = number.parse().map_err(|_| wrong)?;
    number.checked_mul(seconds).map(Duration::from_secs).ok_or(wrong)
}

/// Reads a span in which something can happen.
///
/// # Errors
///
/// What a span looks like, and that it is longer than none.
pub(crate) fn limit(text: &str) -> Result<Duration, &'static str> {
    let span = duration(text)?;
    if span.is_zero() {
        Err("no time is left for anything; leave the option out to wait as long as usual")
    } else {
        Ok(span)
    }
}

/// The greatest lag of what has caught up, where nobody says it.
const CAUGHT_UP: Duration = Duration::from_secs(5);

/// The greatest lag that is waited for, if a lag is.
pub(crate) fn max_lag(given: Option<Duration>, goal: Option<Goal>) -> Option<Duration> {
    given.or((goal == Some(Goal::CaughtUp)).then_some(CAUGHT_UP))
}

/// A span for people.
pub(crate) fn in_words(span: Duration) -> String {
    match span.as_secs().saturating_add(u64::from(span.subsec_nanos() > 0)) {
        seconds @ 0..120 => format!("{seconds} s"),
        seconds @ 120..7200 => format!("{} min", seconds.div_ceil(60)),
        seconds => format!("{} h", seconds.div_ceil(3600)),
    }
}

/// A span in a form that [`duration`] reads: in seconds, rounded up.
pub(crate) fn shown(span: Duration) -> String {
    format!("{}s", span.as_secs().saturating_add(u64::from(span.subsec_nanos() > 0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_longer_than_nothing() {
        assert!(limit("1s").is_ok() && limit("0").is_err() && limit("0h").is_err() && limit("-1").is_err());
        let words = [1500, 119_000, 119_500, 7_200_000].map(|millis| in_words(Duration::from_millis(millis)));
        assert_eq!(words, ["2 s", "119 s", "2 min", "2 h"]);
    }

    #[test]
    fn a_span_is_a_number_and_a_unit() {
        let seconds = |text| duration(text).ok().map(|span| span.as_secs());
        assert_eq!(["90s", "30m", "8h", "2d", "7"].map(seconds), [90, 1800, 28_800, 172_800, 7].map(Some));
        for text in ["", "s", "1 h", "1.5h", "-1s", "1w", "99999999999999999999s", "999999999999999999d", "1\u{e9}"] {
            assert_eq!(seconds(text), None, "{text:?}");
        }
        assert_eq!(shown(Duration::from_millis(1500)), "2s");
        assert_eq!(duration(&shown(Duration::from_hours(8))), Ok(Duration::from_hours(8)));
    }
}
