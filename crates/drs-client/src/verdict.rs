//! What an error means for the call: whether it ran, whether it may be made again, what to do.

use drs_contract::{Answer, Happened, Operation, Retry};

use crate::error::{AuthProblem, Error};
use crate::refusal::Refusal;
use crate::transport::is_of_gateway;

impl Error {
    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self::Configuration { message: message.into(), source: None }
    }

    /// Whether it is certain that the call has changed nothing: it did not arrive, it was refused, or it only reads. [`Error::Partial`]
    /// says itself what has changed.
    pub fn is_certain_not_run(&self) -> bool {
        match self {
            Self::Unknown { .. } | Self::Partial { .. } => false,
            Self::Refused { operation, refusal } => {
                let code = refusal.code.as_deref().unwrap_or_default();
                let is_held_back = refusal.status == 503 && is_of_gateway(code);
                // A refusal under a status of success says by its code whether something has begun.
                let is_nothing = Answer::from_code(code).is_some_and(|answer| answer.happened == Happened::Nothing);
                is_read(operation) || is_held_back || (400..500).contains(&refusal.status) || is_nothing
            }
            _ => true,
        }
    }

    /// Whether the same call may be made again: it was certainly not carried out and another attempt may go better, or a second time
    /// changes nothing more. After [`Error::Unknown`] look at the state first.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::NotSent { .. } | Self::Throttled { .. } | Self::Transport { .. } | Self::Deadline { .. } => true,
            Self::Unknown { operation, .. } => class(operation) != Retry::Once,
            Self::Refused { refusal, .. } => is_passing(refusal.status) && self.is_certain_not_run(),
            Self::Unexpected { status, .. } => is_passing(*status),
            _ => false,
        }
    }

    /// The operation that was called, if there was a call.
    pub fn operation(&self) -> Option<Operation> {
        match self {
            Self::Configuration { .. } => None,
            Self::Invalid { operation, .. }
            | Self::Argument { operation, .. }
            | Self::Auth { operation, .. }
            | Self::NotSent { operation, .. }
            | Self::Throttled { operation, .. }
            | Self::Refused { operation, .. }
            | Self::Partial { operation, .. }
            | Self::Unknown { operation, .. }
            | Self::Unexpected { operation, .. }
            | Self::Decode { operation, .. }
            | Self::TooLong { operation, .. }
            | Self::Transport { operation, .. }
            | Self::Deadline { operation, .. } => Operation::from_id(operation),
        }
    }

    /// The words of whoever refused the call, if it was refused.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused { refusal, .. }
            | Self::Throttled { refusal, .. }
            | Self::Auth { problem: AuthProblem::Refused(refusal) | AuthProblem::Locked { refusal, .. }, .. } => {
                Some(refusal)
            }
            Self::Unknown { source, .. } => source.refusal(),
            Self::Deadline { source, .. } => source.as_ref()?.refusal(),
            _ => None,
        }
    }

    /// What the contract knows about the answer: its meaning, and what to do.
    pub fn answer(&self) -> Option<&'static Answer> {
        let refusal = self.refusal()?;
        let message = refusal.message.as_deref().unwrap_or_default();
        Answer::find(refusal.status, refusal.code.as_deref(), message)
    }

    /// What to do about it, if the contract knows.
    pub fn remedy(&self) -> Option<&'static str> {
        self.answer().map(|answer| answer.remedy)
    }

    /// Who did not answer, or not to the end: scheme, host and port, for example `https://drs.cn-north-4.myhuaweicloud.com`.
    pub fn endpoint(&self) -> Option<String> {
        match self {
            Self::NotSent { source, .. } | Self::Transport { source, .. } => {
                let url = source.downcast_ref::<reqwest::Error>()?.url()?;
                Some(url.origin().ascii_serialization())
            }
            Self::Unknown { source, .. } => source.endpoint(),
            Self::Deadline { source, .. } => source.as_ref()?.endpoint(),
            _ => None,
        }
    }

    /// HTTP status of the response, if there was one.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Unexpected { status, .. }
            | Self::Decode { status, .. }
            | Self::TooLong { status, .. }
            | Self::Partial { status, .. } => Some(*status),
            Self::Transport { status, .. } => *status,
            Self::Unknown { source, .. } => source.status(),
            _ => self.refusal().map(|refusal| refusal.status),
        }
    }

    /// The code to branch on, if the service named one, for example `DRS.10000010`.
    pub fn code(&self) -> Option<&str> {
        self.refusal()?.code.as_deref()
    }

    /// What the vendor's support asks for, if the response had it.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Unexpected { request_id, .. }
            | Self::Decode { request_id, .. }
            | Self::TooLong { request_id, .. }
            | Self::Partial { request_id, .. } => request_id.as_deref(),
            Self::Unknown { source, .. } => source.request_id(),
            _ => self.refusal()?.request_id.as_deref(),
        }
    }
}

/// Whether a call of an operation changes something.
pub fn changes(operation: Operation) -> bool {
    operation.retry() != Retry::Read
}

fn class(operation: &str) -> Retry {
    Operation::from_id(operation).map_or(Retry::Once, Operation::retry)
}

fn is_read(operation: &str) -> bool {
    class(operation) == Retry::Read
}

/// Whether a status may be another one the next time.
fn is_passing(status: u16) -> bool {
    status == 429 || status >= 500
}
