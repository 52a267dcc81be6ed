//! What can go wrong with a call. No variant holds or shows a secret.

use std::fmt;
use std::time::SystemTime;

use drs_diag::Diagnostic;

use crate::auth::CredentialError;
use crate::refusal::{Item, Refusal};
use crate::transport::RateLimit;

/// What lies behind an [`Error`].
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a call did not do what it was asked to do.
///
/// [`Error::is_certain_not_run`] says whether it can have done something all the same, and [`Error::is_retryable`] whether it may
/// be made again as it is. [`Error::remedy`] says what to do about it, where the contract knows.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request has mistakes; nothing was sent.
    #[error("the request of `{operation}` is not valid: {}", summary(.diagnostics))]
    Invalid {
        /// The operation that was called.
        operation: &'static str,
        /// Every mistake that was found, with its JSON Pointer into the request.
        diagnostics: Vec<Diagnostic>,
    },
    /// An argument cannot be sent; nothing was.
    #[error("`{parameter}` of `{operation}` cannot be sent: {reason}")]
    Argument {
        /// The operation that was called.
        operation: &'static str,
        /// Name of the parameter, or `body`.
        parameter: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A setting of the client is missing or cannot be used; nothing was sent.
    #[error("{message}")]
    Configuration {
        /// What is wrong.
        message: String,
        /// The cause, if it lies deeper.
        source: Option<Cause>,
    },
    /// The credentials are missing, wrong, expired or locked; nothing was done.
    #[error("`{operation}` was not authenticated with {credentials}: {problem}")]
    Auth {
        /// The operation that was called.
        operation: &'static str,
        /// Where the credentials come from.
        credentials: String,
        /// What is wrong with them.
        problem: AuthProblem,
    },
    /// No connection was made, at no attempt; nothing was sent.
    #[error("`{operation}` was not sent: no connection could be made")]
    NotSent {
        /// The operation that was called.
        operation: &'static str,
        /// The cause, with the URL.
        source: Cause,
    },
    /// Too many calls, at every attempt; nothing was done.
    #[error("`{operation}` is one call too many: {refusal}")]
    Throttled {
        /// The operation that was called.
        operation: &'static str,
        /// What the last answer says.
        refusal: Box<Refusal>,
        /// How many calls are allowed in which time, if the answer says so.
        limit: Option<RateLimit>,
        /// When the next attempt makes sense.
        retry_at: SystemTime,
    },
    /// The service refuses the request, or fails and says why. It may say so under a status of success too.
    #[error("the service refuses `{operation}` with {refusal}")]
    Refused {
        /// The operation that was called.
        operation: &'static str,
        /// What the answer says.
        refusal: Box<Refusal>,
    },
    /// The call did a part of what it was asked to do.
    #[error("`{operation}` failed for {}", failed(.items))]
    Partial {
        /// The operation that was called.
        operation: &'static str,
        /// HTTP status.
        status: u16,
        /// The verdict on every item, in their order; [`Item::is_failed`] tells them apart.
        items: Vec<Item>,
        /// What the vendor's support asks for.
        request_id: Option<String>,
    },
    /// A call that changes something was sent, and nobody knows whether it was carried out. Find out before making it again.
    #[error("whether `{operation}` was carried out is unknown: {source}")]
    Unknown {
        /// The operation that was called.
        operation: &'static str,
        /// When it was sent, by the clock of this machine.
        sent_at: SystemTime,
        /// What came instead of an answer.
        source: Box<Error>,
    },
    /// A response that the contract does not know: a redirect, an HTML page of a proxy, an error of unknown form.
    #[error("an unexpected answer to `{operation}` with status {status}{}{}", shown(.excerpt), origin(*.status))]
    Unexpected {
        /// The operation that was called.
        operation: &'static str,
        /// HTTP status.
        status: u16,
        /// Beginning of what a person would read of it, with secrets masked.
        excerpt: String,
        /// What the vendor's support asks for.
        request_id: Option<String>,
    },
    /// A status of success with a body that is not what the contract says.
    #[error("the answer to `{operation}` with status {status} cannot be read at `{path}`: {reason}")]
    Decode {
        /// The operation that was called.
        operation: &'static str,
        /// HTTP status.
        status: u16,
        /// The member that cannot be read, for example `job.logs[3].level`; `.` is the whole.
        path: String,
        /// What is wrong, without the value.
        reason: String,
        /// What the vendor's support asks for.
        request_id: Option<String>,
    },
    /// A response that is longer than a client reads, which is 64 MiB.
    #[error("the answer to `{operation}` with status {status} is longer than {} MiB", .limit >> 20)]
    TooLong {
        /// The operation that was called.
        operation: &'static str,
        /// HTTP status.
        status: u16,
        /// The most bytes that are read.
        limit: usize,
        /// What the vendor's support asks for.
        request_id: Option<String>,
    },
    /// There is no response, or only a part of one.
    #[error("no complete answer to `{operation}`: {kind}")]
    Transport {
        /// The operation that was called.
        operation: &'static str,
        /// Which part of the exchange failed.
        kind: TransportKind,
        /// HTTP status, if the response began.
        status: Option<u16>,
        /// The cause, with the URL.
        source: Cause,
    },
    /// The time for the call was over before it could be sent; nothing was.
    #[error("the time for `{operation}` was over before it could be sent")]
    Deadline {
        /// The operation that was called.
        operation: &'static str,
        /// Why it took so long, if there were attempts.
        source: Option<Box<Error>>,
    },
}

/// What is wrong with credentials.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuthProblem {
    /// There are none, or they cannot be had.
    #[error("{0}")]
    Credentials(std::sync::Arc<CredentialError>),
    /// The service does not accept them. Further calls with them fail with the same error for five minutes without being sent, since
    /// more than five failures in a row lock an access key.
    #[error("{0}")]
    Refused(Box<Refusal>),
    /// The access key is locked.
    #[error("the access key is locked until {}: {refusal}", httpdate::HttpDate::from(*.until))]
    Locked {
        /// When the lock ends at the latest.
        until: SystemTime,
        /// What the answer says.
        refusal: Box<Refusal>,
    },
    /// A request cannot be signed with them.
    #[error("{0}")]
    Unusable(String),
}

/// Which part of an exchange failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportKind {
    /// The time that the settings allow for the attempt ran out.
    Timeout,
    /// The response ended before its end.
    Body,
    /// Anything else between the request and the status of the response.
    Exchange,
}

impl fmt::Display for TransportKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Timeout => "the time ran out",
            Self::Body => "the answer is cut off",
            Self::Exchange => "the exchange broke off",
        })
    }
}

/// The first mistake with its place, and how many more there are.
fn summary(diagnostics: &[Diagnostic]) -> String {
    let [first, rest @ ..] = diagnostics else { return "its mistakes are not known".to_owned() };
    let place = if first.pointer.is_empty() { String::new() } else { format!(" (`{}`)", first.pointer) };
    let more = if rest.is_empty() { String::new() } else { format!(", and {} more", rest.len()) };
    format!("{}{place}{more}", first.message)
}

/// How many items failed, and each of them.
fn failed(items: &[Item]) -> String {
    let failed: Vec<String> = items.iter().filter(|item| item.is_failed()).map(ToString::to_string).collect();
    format!("{} of {}: {}", failed.len(), items.len(), failed.join("; "))
}

fn shown(excerpt: &str) -> String {
    if excerpt.is_empty() { String::new() } else { format!(": {excerpt}") }
}

/// What a status says about whoever answers in a form that the contract does not know.
fn origin(status: u16) -> &'static str {
    // Whoever stands before a service that fails, fails with a page of its own.
    if (300..500).contains(&status) { "; the endpoint does not look like the service" } else { "" }
}
