//! How long to wait before the next attempt.

use std::time::{Duration, SystemTime};

/// The longest wait that a server may ask for.
const MAX_RETRY_AFTER: Duration = Duration::from_mins(1);

/// The shortest wait after an answer that the calls are too many, and how much longer it may be.
const THROTTLED: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(3));

/// How often a call is attempted, and how long a client waits in between: a random time of up to `base`, twice `base`, four times
/// `base` and so on, but not more than `cap`. What `Retry-After` says replaces it, up to a minute.
///
/// Whether there is a second attempt at all depends on the operation and on what is known of the first: a call that changes
/// something is repeated only if it certainly was not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    pub(crate) attempts: u32,
    pub(crate) base: Duration,
    pub(crate) cap: Duration,
    pub(crate) seed: Option<u64>,
}

impl Default for RetryPolicy {
    /// Four attempts, with waits of up to 0.5, 1 and 2 seconds.
    fn default() -> Self {
        Self { attempts: 4, base: Duration::from_millis(500), cap: Duration::from_secs(20), seed: None }
    }
}

impl RetryPolicy {
    /// One attempt.
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// The most attempts, the first included.
    #[must_use]
    pub fn attempts(self, attempts: u32) -> Self {
        Self { attempts: attempts.max(1), ..self }
    }

    /// The longest wait before the second attempt, and before any.
    #[must_use]
    pub fn backoff(self, base: Duration, cap: Duration) -> Self {
        Self { base, cap, ..self }
    }

    /// Where the random waits begin, for tests that want the same ones each time.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        Self { seed: Some(seed), ..self }
    }

    /// The source of the random waits.
    pub(crate) fn random(&self) -> fastrand::Rng {
        self.seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed)
    }

    /// The wait after `attempts` of them.
    pub(crate) fn delay(&self, attempts: u32, wish: Wish, random: &mut fastrand::Rng) -> Duration {
        match wish {
            Wish::After(duration) => duration,
            Wish::Throttled => THROTTLED.0 + THROTTLED.1.mul_f64(random.f64()),
            Wish::Nothing => self.longest(attempts).mul_f64(random.f64()),
        }
    }

    /// The longest wait after `attempts` of them, if nobody wishes for another.
    pub(crate) fn longest(&self, attempts: u32) -> Duration {
        let doubled = 2_u32.checked_pow(attempts.saturating_sub(1)).and_then(|it| self.base.checked_mul(it));
        doubled.unwrap_or(self.cap).min(self.cap)
    }
}

/// What an answer says about the next attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Nothing.
    Nothing,
    /// The calls are too many.
    Throttled,
    /// `Retry-After`.
    After(Duration),
}

/// `Retry-After` as seconds or as a date, up to a minute: whatever a server asks for, a later moment can be told from it.
pub(crate) fn retry_after(header: &str, now: SystemTime) -> Option<Duration> {
    let header = header.trim();
    let wait = match header.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => httpdate::parse_http_date(header).ok()?.duration_since(now).unwrap_or_default(),
    };
    Some(wait.min(MAX_RETRY_AFTER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_random_and_bounded() {
        let policy = RetryPolicy::default().seed(7);
        let mut random = policy.random();
        for (attempts, bound) in [(1, 500), (2, 1000), (3, 2000), (7, 20_000), (40, 20_000), (u32::MAX, 20_000)] {
            let waits: Vec<_> = (0..200).map(|_| policy.delay(attempts, Wish::Nothing, &mut random)).collect();
            let bound = Duration::from_millis(bound);
            assert!(waits.iter().all(|wait| *wait <= bound), "{attempts}");
            // Full jitter reaches both ends.
            assert!(waits.iter().any(|wait| *wait < bound / 10) && waits.iter().any(|wait| *wait > bound / 10 * 9));
        }
        let throttled = policy.delay(1, Wish::Throttled, &mut random);
        assert!(throttled >= Duration::from_secs(2) && throttled <= Duration::from_secs(5));
        assert_eq!(policy.delay(1, Wish::After(Duration::from_secs(7)), &mut random), Duration::from_secs(7));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        for (header, seconds) in [
            ("0", Some(0)),
            (" 30 ", Some(30)),
            ("Sun, 06 Nov 1994 08:50:17 GMT", Some(40)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("3600", Some(60)),
            ("18446744073709551615", Some(60)),
            ("Fri, 31 Dec 9999 23:59:59 GMT", Some(60)),
            ("18446744073709551616", None),
            ("-1", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(retry_after(header, now), seconds.map(Duration::from_secs), "{header}");
        }
    }
}
