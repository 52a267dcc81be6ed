//! Faults: what goes wrong on purpose, as a grammar `WHEN:WHAT`.
//!
//! WHEN is `create`, `commit`, `list`, `detail`, `action`, an `operationId` or `*`, with `#n`, `#n-m` or `%p` behind it; or
//! `task=GLOB`, or `batch=n`. WHAT is either something that happens to a call, or something in the life of a task.

mod error;
mod help;
mod parse;
mod table;
#[cfg(test)]
mod tests;
mod words;

use drs_contract::Operation;

use crate::machine::LifeRule;

pub use error::FaultError;
pub use help::fault_help;
pub(crate) use parse::parse;
pub(crate) use table::{Faults, Hit};

/// A fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Something that happens to calls.
    Call(CallRule),
    /// Something in the life of tasks.
    Life(LifeRule),
}

/// A rule about calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CallRule {
    /// The rule as it was written.
    pub(crate) text: String,
    /// The calls that it is about; `None` for all.
    pub(crate) operations: Option<Vec<Operation>>,
    pub(crate) which: Which,
    pub(crate) what: CallFault,
}

/// Which of the calls that a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    All,
    /// From the n-th to the m-th, counted from 1.
    Range(u64, u64),
    /// By chance, in percent.
    Percent(u8),
}

/// What happens to a call. Spans are in milliseconds of virtual time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CallFault {
    /// Carried out, then the connection is closed without an answer.
    LoseReply,
    /// Read and not carried out, then the connection is closed.
    LoseRequest,
    /// The connection is reset at once.
    Reset,
    /// Carried out, then the connection is reset after half of the answer.
    ResetMidBody,
    /// Carried out, then answered without a body.
    Empty,
    /// Carried out, then answered with bytes that are no HTTP.
    Garbage,
    /// Carried out, then answered with a chunk of an impossible size.
    BadChunk,
    /// Carried out and answered after a while.
    Slow(u64),
    /// Answered with so many bytes a second.
    Drip(u64),
    /// Never answered.
    Hang,
    /// Answered with this status and the error of a gateway, not carried out.
    Status(u16),
    /// Refused by the service, not carried out.
    Refuse,
    /// Answered with a page of HTML, not carried out.
    Html,
    /// At most so many calls a second are let through.
    Throttle(u64),
    /// Answered that there are too many calls, and after how many seconds to try again.
    RetryAfter(u64),
    /// The token of the call has run out.
    ExpireToken,
    /// The access key of the call is locked, if it is signed.
    LockKey,
    /// The clock of the gateway is ahead by so much.
    Skew(u64),
    /// Lists show the state of a while ago.
    Stale(u64),
    /// States are answered with a word that no list has.
    UnknownStatus(String),
}
