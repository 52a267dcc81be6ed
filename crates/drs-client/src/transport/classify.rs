//! What is known of an attempt that brought no answer to build on, and whether another one may follow.

use drs_contract::Retry;
use std::time::SystemTime;

use super::backoff::{Wish, retry_after};
use crate::refusal::Refusal;
use crate::response::{Broken, Received};
use crate::service_error;

/// What became of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AttemptOutcome {
    /// It was answered, for good or ill.
    Answered,
    /// There was no connection.
    NotSent,
    /// It was sent back before anything could happen.
    NotRun,
    /// It may have been carried out or not.
    Unknown,
}

impl AttemptOutcome {
    /// Whether another attempt does no harm.
    pub(crate) fn may_repeat(self, class: Retry) -> bool {
        match self {
            Self::Answered => false,
            Self::NotSent | Self::NotRun => true,
            Self::Unknown => class == Retry::Read,
        }
    }

    /// Whether the attempt may have changed something.
    pub(crate) fn is_uncertain(self, class: Retry) -> bool {
        class != Retry::Read && self == Self::Unknown
    }
}

/// What became of an attempt, what its answer wishes, and how the answer says that the calls are too many, if it does.
pub(crate) struct Classified {
    pub(crate) outcome: AttemptOutcome,
    pub(crate) wish: Wish,
    pub(crate) throttled: Option<Refusal>,
}

/// Finds out what became of an attempt.
pub(crate) fn classify(result: &Result<Received, Broken>, now: SystemTime) -> Classified {
    let plain = |outcome| Classified { outcome, wish: Wish::Nothing, throttled: None };
    let received = match result {
        Ok(received) => received,
        Err(broken) if broken.error.is_connect() => return plain(AttemptOutcome::NotSent),
        Err(_) => return plain(AttemptOutcome::Unknown),
    };
    if received.status < 400 {
        return plain(AttemptOutcome::Answered);
    }
    let refusal = received.body.as_ref().and_then(|body| service_error::raw(received.status, body));
    let after = received.retry_after.as_deref().and_then(|header| retry_after(header, now)).map(Wish::After);
    let code = refusal.as_ref().and_then(|refusal| refusal.code.as_deref()).unwrap_or_default();
    if is_throttling(received.status, code) {
        let wish = after.unwrap_or(Wish::Throttled);
        let bare = Refusal { status: received.status, code: None, message: None, request_id: None, items: Vec::new() };
        return Classified { outcome: AttemptOutcome::NotRun, wish, throttled: Some(refusal.unwrap_or(bare)) };
    }
    let outcome = match received.status {
        503 if is_of_gateway(code) => AttemptOutcome::NotRun,
        // Whoever fails may have passed the call on before, whatever the reason that it gives.
        500.. => AttemptOutcome::Unknown,
        _ => AttemptOutcome::Answered,
    };
    Classified { outcome, wish: after.unwrap_or(Wish::Nothing), throttled: None }
}

/// Whether an answer says that the calls are too many.
pub(crate) fn is_throttling(status: u16, code: &str) -> bool {
    status == 429 || (400..500).contains(&status) && code.eq_ignore_ascii_case("DRS.M01503")
}

/// Whether a code is one of the gateway: then the service has not seen the call.
pub(crate) fn is_of_gateway(code: &str) -> bool {
    let code = code.to_ascii_uppercase();
    code.starts_with("APIGW.") || code.starts_with("APIG.")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each class does after each outcome.
    #[test]
    fn only_what_does_no_harm_is_repeated() {
        let row = |outcome: AttemptOutcome| {
            [Retry::Read, Retry::Idempotent, Retry::Once].map(|class| outcome.may_repeat(class))
        };
        assert_eq!(row(AttemptOutcome::Answered), [false; 3]);
        assert_eq!(row(AttemptOutcome::NotSent), [true; 3]);
        assert_eq!(row(AttemptOutcome::NotRun), [true; 3]);
        assert_eq!(row(AttemptOutcome::Unknown), [true, false, false]);
    }
}
