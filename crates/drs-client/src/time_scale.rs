//! How fast the time of a sandbox passes.

use std::str::FromStr;
use std::time::Duration;

/// The longest real wait where time is skipped.
const MAX_SKIPPED_WAIT: Duration = Duration::from_millis(10);

/// How fast the time of a service passes that is played on this machine: what `DRS_TIME_SCALE` says. All waits are
/// divided by it, and the limits of waits and runs; how long an answer may take is not.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum TimeScale {
    /// So many times as fast.
    Times(f64),
    /// At once: nothing is waited for, for longer than 10 ms.
    Instant,
}

/// A text that is no scale of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a scale of time is a positive number or `instant`")]
#[non_exhaustive]
pub struct TimeScaleError;

impl FromStr for TimeScale {
    type Err = TimeScaleError;

    fn from_str(text: &str) -> Result<Self, TimeScaleError> {
        match text.parse::<f64>() {
            _ if text == "instant" => Ok(Self::Instant),
            Ok(times) if (1e-3..=1e9).contains(&times) => Ok(Self::Times(times)),
            _ => Err(TimeScaleError),
        }
    }
}

impl Default for TimeScale {
    /// As fast as that of this machine.
    fn default() -> Self {
        Self::Times(1.0)
    }
}

impl TimeScale {
    /// How long a wait takes on this machine: divided by the scale, or at most 10 ms where time is skipped.
    pub fn real(self, wait: Duration) -> Duration {
        match self {
            Self::Times(1.0) => wait,
            Self::Times(times) => multiplied(wait, times.recip()),
            Self::Instant => wait.min(MAX_SKIPPED_WAIT),
        }
    }
}

/// So many times as long, or as long as can be said.
pub(crate) fn multiplied(duration: Duration, times: f64) -> Duration {
    Duration::try_from_secs_f64(duration.as_secs_f64() * times).unwrap_or(Duration::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_a_number_or_a_word() {
        assert_eq!("60".parse(), Ok(TimeScale::Times(60.0)));
        assert_eq!("0.5".parse(), Ok(TimeScale::Times(0.5)));
        assert_eq!("instant".parse(), Ok(TimeScale::Instant));
        for text in ["", "0", "-1", "NaN", "inf", "fast", "1e10"] {
            assert_eq!(text.parse::<TimeScale>(), Err(TimeScaleError), "{text}");
        }
    }

    #[test]
    fn no_length_of_time_is_too_long_for_a_scale() {
        for times in [1e-3, 0.5, 1.0, 60.0, 1e9, f64::NAN, f64::INFINITY, -1.0, 0.0] {
            for duration in [Duration::ZERO, Duration::from_secs(1), Duration::MAX] {
                multiplied(duration, times);
            }
        }
        assert_eq!(multiplied(Duration::from_mins(1), 60.0), Duration::from_hours(1));
        assert_eq!(multiplied(Duration::from_secs(u64::MAX), 2.0), Duration::MAX);
    }

    #[test]
    fn waits_are_shorter_by_the_scale() {
        let wait = |scale: TimeScale, ms: u64| scale.real(Duration::from_millis(ms)).as_millis();
        assert_eq!([0, 1, 2000].map(|ms| wait(TimeScale::default(), ms)), [0, 1, 2000]);
        assert_eq!([0, 60, 6000].map(|ms| wait(TimeScale::Times(60.0), ms)), [0, 1, 100]);
        assert_eq!([0, 9, 6000].map(|ms| wait(TimeScale::Instant, ms)), [0, 9, 10]);
    }
}
