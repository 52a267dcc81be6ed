//! How many calls all clones of a client may make: what the gateway said when they were too many.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The longest window that a message of the gateway is believed: known ones are of a second, a minute and five minutes. A longer one
/// would stop all calls for longer than anybody wants to wait because of one word.
const MAX_WINDOW: Duration = Duration::from_hours(1);

/// A number of calls within a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many calls are allowed.
    pub calls: u32,
    /// Within which time.
    pub window: Duration,
}

impl RateLimit {
    /// So many calls within this time.
    pub fn new(calls: u32, window: Duration) -> Self {
        Self { calls, window }
    }

    /// The limit in the gateway's message: `policy user over ratelimit,limit:200,time:5 minute`.
    pub(crate) fn in_text(text: &str) -> Option<Self> {
        let number = |name: &str| {
            let rest = &text[text.find(name)? + name.len()..];
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            Some((rest[..end].parse::<u32>().ok()?, rest[end..].trim_start()))
        };
        let (calls, _) = number("limit:")?;
        let (count, unit) = number("time:")?;
        let seconds = [("second", 1), ("minute", 60), ("hour", 3600)];
        let (_, seconds) = seconds.iter().find(|(name, _)| unit.starts_with(name))?;
        let window = Duration::from_secs(seconds * u64::from(count));
        (calls > 0 && count > 0 && window <= MAX_WINDOW).then_some(Self { calls, window })
    }

    fn calls_per_second(self) -> f64 {
        f64::from(self.calls) / self.window.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

impl fmt::Display for RateLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} calls in {:?}", self.calls, self.window)
    }
}

/// A token bucket. Without a limit it holds nobody up.
#[derive(Debug, Default)]
pub(crate) struct Bucket {
    level: Mutex<Option<Level>>,
}

#[derive(Clone, Copy, Debug)]
struct Level {
    limit: RateLimit,
    /// Below zero, calls wait for what comes in.
    tokens: f64,
    /// When it was right.
    at: Duration,
}

impl Bucket {
    /// A bucket that begins full.
    pub(crate) fn full(limit: Option<RateLimit>) -> Self {
        let level = limit.map(|limit| Level { limit, tokens: f64::from(limit.calls), at: Duration::ZERO });
        Self { level: Mutex::new(level) }
    }

    /// Takes a token, and says how long to wait until it is there. Who comes later waits longer.
    pub(crate) fn take(&self, now: Duration) -> Duration {
        let mut level = self.level.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(level) = level.as_mut() else { return Duration::ZERO };
        let rate = level.limit.calls_per_second();
        let gained = now.saturating_sub(level.at).as_secs_f64() * rate;
        level.tokens = (level.tokens + gained).min(f64::from(level.limit.calls)) - 1.0;
        level.at = level.at.max(now);
        Duration::try_from_secs_f64((-level.tokens / rate).max(0.0)).unwrap_or(level.limit.window)
    }

    /// The gateway has said that this is the limit, and that it is exceeded.
    pub(crate) fn exceeded(&self, limit: RateLimit, now: Duration) {
        let mut level = self.level.lock().unwrap_or_else(PoisonError::into_inner);
        match level.as_mut() {
            Some(level) if level.limit == limit => level.tokens = level.tokens.min(0.0),
            _ => *level = Some(Level { limit, tokens: 0.0, at: now }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_limit_is_read_from_the_words_of_the_gateway() {
        let minutes = |calls, minutes| Some(RateLimit::new(calls, Duration::from_mins(minutes)));
        for (text, limit) in [
            ("policy user over ratelimit,limit:200,time:5 minute", minutes(200, 5)),
            (
                "The throttling threshold has been reached: policy user over ratelimit,limit:60,time:1 minute",
                minutes(60, 1),
            ),
            ("limit:10,time:1 second", Some(RateLimit::new(10, SECOND))),
            ("limit:10", None),
            ("limit:0,time:1 second", None),
            ("limit:10,time:0 second", None),
            ("limit:10,time:1 hour", minutes(10, 60)),
            ("limit:1,time:2 hour", None),
            ("limit:1,time:4294967295 day", None),
            ("limit:10,time:1 fortnight", None),
            ("limit:99999999999,time:1 second", None),
            ("slow down", None),
        ] {
            assert_eq!(RateLimit::in_text(text), limit, "{text}");
        }
    }

    #[test]
    fn tokens_come_in_at_the_rate_of_the_limit() {
        let bucket = Bucket::default();
        assert_eq!(bucket.take(SECOND), Duration::ZERO);
        bucket.exceeded(RateLimit::new(2, SECOND), SECOND);
        let waits: Vec<_> = (0..3).map(|_| bucket.take(SECOND).as_millis()).collect();
        assert_eq!(waits, [500, 1000, 1500]);
        // Ten seconds later no more than the limit has come in.
        let waits: Vec<_> = (0..4).map(|_| bucket.take(11 * SECOND).as_millis()).collect();
        assert_eq!(waits, [0, 0, 500, 1000]);
        bucket.exceeded(RateLimit::new(2, SECOND), 11 * SECOND);
        assert_eq!(bucket.take(11 * SECOND).as_millis(), 1500);
    }

    #[test]
    fn a_bucket_that_begins_full_lets_the_first_calls_pass() {
        let bucket = Bucket::full(Some(RateLimit::new(2, SECOND)));
        let waits: Vec<_> = (0..3).map(|_| bucket.take(Duration::ZERO).as_millis()).collect();
        assert_eq!(waits, [0, 0, 500]);
    }
}
