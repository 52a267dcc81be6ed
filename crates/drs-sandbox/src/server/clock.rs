//! The virtual clock, and how it follows the real one.

use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::machine::Moment;

/// How fast virtual time passes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Speed {
    /// So many times as fast as real time: from 0.001 to 1e9.
    Times(f64),
    /// Whatever is going to happen by itself has happened at the next call. A call takes a second.
    Instant,
    /// Only when it is told to.
    Manual,
}

/// What each call takes when time is instant, in milliseconds.
const CALL: u64 = 1_000;

#[derive(Debug)]
pub(crate) struct Clock {
    speed: Speed,
    /// When real time was last counted from, and the moment then.
    origin: Mutex<(Instant, Moment)>,
    changed: watch::Sender<()>,
}

/// A text that is no speed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a speed is a number of times from 0.001 to 1e9 such as `60x`, or `instant`, or `manual`")]
pub struct SpeedError;

impl FromStr for Speed {
    type Err = SpeedError;

    fn from_str(text: &str) -> Result<Self, SpeedError> {
        match text {
            "instant" => Ok(Self::Instant),
            "manual" => Ok(Self::Manual),
            _ => {
                let number = text.strip_suffix('x').filter(|number| number.starts_with(|c: char| c.is_ascii_digit()));
                let factor: f64 = number.and_then(|number| number.parse().ok()).ok_or(SpeedError)?;
                Self::Times(factor).checked()
            }
        }
    }
}

impl Speed {
    /// This speed, if clocks can go so fast.
    ///
    /// # Errors
    /// It is a number of times outside of 0.001 to 1e9.
    pub(crate) fn checked(self) -> Result<Self, SpeedError> {
        match self {
            Self::Times(factor) if !(1e-3..=1e9).contains(&factor) => Err(SpeedError),
            speed => Ok(speed),
        }
    }

    /// What `DRS_TIME_SCALE` is set to for clients.
    pub fn scale(self) -> String {
        match self {
            Self::Times(factor) => factor.to_string(),
            Self::Instant => "instant".to_owned(),
            Self::Manual => "1".to_owned(),
        }
    }
}

impl Clock {
    pub(crate) fn new(speed: Speed, start: Moment) -> Self {
        Self { speed, origin: Mutex::new((Instant::now(), start)), changed: watch::channel(()).0 }
    }

    pub(crate) fn now(&self) -> Moment {
        let (begun, moment) = *self.origin.lock().unwrap_or_else(PoisonError::into_inner);
        match self.speed {
            Speed::Times(factor) => moment.after(scaled(begun.elapsed(), factor)),
            Speed::Instant | Speed::Manual => moment,
        }
    }

    /// Lets time pass that nobody waits for.
    pub(crate) fn skip(&self, millis: u64) {
        let mut origin = self.origin.lock().unwrap_or_else(PoisonError::into_inner);
        origin.1 = origin.1.after(millis);
        drop(origin);
        self.changed.send_replace(());
    }

    /// Begins again at a moment.
    pub(crate) fn reset(&self, start: Moment) {
        *self.origin.lock().unwrap_or_else(PoisonError::into_inner) = (Instant::now(), start);
        self.changed.send_replace(());
    }

    /// Counts a call.
    pub(crate) fn tick(&self) {
        if self.speed == Speed::Instant {
            self.skip(CALL);
        }
    }

    /// Waits until so much virtual time has passed. Whether there was anything to wait for.
    pub(crate) async fn sleep(&self, millis: u64) -> bool {
        let until = self.now().after(millis);
        let mut changed = self.changed.subscribe();
        loop {
            let left = until.since(self.now());
            match self.speed {
                Speed::Instant => return false,
                _ if left == 0 => return millis > 0,
                Speed::Times(factor) => {
                    let real = Duration::try_from_secs_f64(span(left) / 1000.0 / factor).unwrap_or(Duration::MAX);
                    let _ = tokio::time::timeout(real.max(Duration::from_millis(1)), changed.changed()).await;
                }
                Speed::Manual => {
                    let _ = changed.changed().await;
                }
            }
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "spans are far below the limit of exact numbers")]
fn span(millis: u64) -> f64 {
    millis as f64
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is too long is cut at the last moment"
)]
fn scaled(real: Duration, factor: f64) -> u64 {
    (real.as_secs_f64() * 1000.0 * factor) as u64
}

#[cfg(test)]
mod tests {
    use super::Speed;

    #[test]
    fn speeds_are_read() {
        assert_eq!("60x".parse(), Ok(Speed::Times(60.0)));
        assert_eq!("0.5x".parse(), Ok(Speed::Times(0.5)));
        assert_eq!("instant".parse(), Ok(Speed::Instant));
        assert_eq!("manual".parse(), Ok(Speed::Manual));
        assert_eq!(("0.001x".parse(), "1e9x".parse()), (Ok(Speed::Times(1e-3)), Ok(Speed::Times(1e9))));
        for wrong in ["", "60", "x", "-1x", "0x", "infx", "nanx", "1e99x", "fast", "0.0009x", "1e-300x", "1.1e9x"] {
            assert!(wrong.parse::<Speed>().is_err(), "{wrong}");
        }
        assert_eq!((Speed::Times(60.0).scale(), Speed::Times(1.5).scale()), ("60".to_owned(), "1.5".to_owned()));
    }
}
