//! What an answer says about the credentials.

use std::time::{Duration, SystemTime};

use crate::response::Received;
use crate::service_error;

/// How far clocks may differ before a refused signature is blamed on it. The gateway allows 15 minutes.
const MAX_SKEW: Duration = Duration::from_mins(5);

/// Why an answer does not take the credentials.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Nobody may use the access key for a while.
    Locked,
    /// The token is over.
    Expired,
    /// Anything else: the key, the signature, the clock.
    Wrong,
}

/// Whether an answer refuses the credentials, and why.
pub(crate) fn read(received: &Received) -> Option<Refused> {
    if !matches!(received.status, 401 | 403) {
        return None;
    }
    let refusal = received.body.as_ref().and_then(|body| service_error::raw(received.status, body));
    let (code, text) = refusal.map(|refusal| (refusal.code, refusal.message)).unwrap_or_default();
    let code = code.unwrap_or_default();
    let text = text.unwrap_or_default().to_lowercase();
    if text.contains("ak access failed to reach the limit") {
        Some(Refused::Locked)
    } else if received.status == 403 {
        None
    } else if code.eq_ignore_ascii_case("APIGW.0307")
        || text.contains("token must be updated")
        || text.contains("token") && text.contains("expired")
    {
        Some(Refused::Expired)
    } else {
        Some(Refused::Wrong)
    }
}

/// By how much the clock of whoever answered is ahead of ours, in seconds, if that explains a refused signature.
pub(crate) fn skew(date: Option<&str>, now: SystemTime) -> Option<i64> {
    let date = httpdate::parse_http_date(date?).ok()?;
    let (difference, sign) = match date.duration_since(now) {
        Ok(ahead) => (ahead, 1),
        Err(error) => (error.duration(), -1),
    };
    (difference > MAX_SKEW).then(|| sign * i64::try_from(difference.as_secs()).unwrap_or(i64::MAX))
}

/// A time moved by so many seconds.
pub(crate) fn shifted(time: SystemTime, seconds: i64) -> SystemTime {
    let distance = Duration::from_secs(seconds.unsigned_abs());
    let moved = if seconds < 0 { time.checked_sub(distance) } else { time.checked_add(distance) };
    moved.unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_minutes_are_no_excuse() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        for (date, seconds) in [
            ("Sun, 06 Nov 1994 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 08:54:37 GMT", None),
            ("Sun, 06 Nov 1994 08:54:38 GMT", Some(301)),
            ("Sun, 06 Nov 1994 07:49:37 GMT", Some(-3600)),
            ("yesterday", None),
        ] {
            assert_eq!(skew(Some(date), now), seconds, "{date}");
        }
        assert_eq!(skew(None, now), None);
        assert_eq!(shifted(shifted(now, 301), -301), now);
    }
}
