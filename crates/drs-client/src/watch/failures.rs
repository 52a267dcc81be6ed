//! Which failed calls end a wait, and how many looks in a row have failed.

use crate::auth::CredentialError;
use crate::error::{AuthProblem, Error};

/// How many looks in a row must fail before that is reported.
const TOLD: u32 = 3;

/// After how many closer looks in a row that failed the others are not tried any more before the next look.
const MAX_CLOSER: u32 = 3;

/// How many looks in a row have failed. A look is the lists and the closer looks up to the next lists; it has failed if any call of
/// it has, and counts once.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Failures {
    in_a_row: u32,
    has_failed: bool,
    /// Whether something was not tried, so that the look is neither good nor bad.
    is_open: bool,
    closer: u32,
}

impl Failures {
    /// A look begins; the one before is complete.
    pub(super) fn begin(&mut self) {
        if !self.has_failed && !self.is_open {
            self.in_a_row = 0;
        }
        (self.has_failed, self.is_open) = (false, false);
        self.closer = 0;
    }

    /// A call has failed. How many looks in a row have, if that is to be reported.
    pub(super) fn add(&mut self) -> Option<u32> {
        if std::mem::replace(&mut self.has_failed, true) {
            return None;
        }
        self.in_a_row = self.in_a_row.saturating_add(1);
        (self.in_a_row >= TOLD).then_some(self.in_a_row)
    }

    /// A call was put off: it may fail or not.
    pub(super) fn skip(&mut self) {
        self.is_open = true;
    }

    /// A closer look has succeeded or failed. Whether there were too many failures for others to make sense.
    pub(super) fn closer(&mut self, is_good: bool) -> bool {
        self.closer = if is_good { 0 } else { self.closer.saturating_add(1) };
        self.closer >= MAX_CLOSER
    }

    /// How many looks in a row have failed, this one included.
    pub(super) fn in_a_row(&self) -> u32 {
        self.in_a_row
    }
}

/// Whether an error ends the wait: the credentials are refused, or a setting is wrong. Whoever gives the credentials may only be out
/// of reach.
pub(super) fn ends_the_wait(error: &Error) -> bool {
    match error {
        Error::Auth { problem, .. } => match problem {
            AuthProblem::Refused(_) | AuthProblem::Unusable(_) => true,
            AuthProblem::Locked { .. } => false,
            AuthProblem::Credentials(error) => match **error {
                CredentialError::Unreachable { .. } | CredentialError::Unexpected { .. } => false,
                CredentialError::Refused { status, .. } => status < 500 && !matches!(status, 408 | 429),
                CredentialError::NotFound { .. }
                | CredentialError::Incomplete { .. }
                | CredentialError::Unusable { .. }
                | CredentialError::Project { .. } => true,
            },
        },
        Error::Configuration { .. } | Error::Argument { .. } | Error::Invalid { .. } => true,
        _ => false,
    }
}

/// Whether a call about something else may succeed at once where this one has failed.
pub(super) fn is_of_one_call(error: &Error) -> bool {
    matches!(
        error,
        Error::Refused { .. }
            | Error::Unexpected { .. }
            | Error::Decode { .. }
            | Error::TooLong { .. }
            | Error::Transport { .. }
    )
}
