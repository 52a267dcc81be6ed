//! What can go wrong with a call. No variant holds or shows a secret.

use std::fmt;

use drs_diag::Diagnostic;

use crate::types::SyncPolicyResp;

/// What lies behind an [`Error`].
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a call did not do what it was asked to do.
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
    /// An argument cannot be put into the path of the call; nothing was sent.
    #[error("`{parameter}` of `{operation}` cannot be sent: {reason}")]
    Argument {
        /// The operation that was called.
        operation: &'static str,
        /// Name of the path parameter.
        parameter: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The service refuses the request, or fails and says why. It may say so under a status of success too.
    #[error("the service refuses `{operation}` with status {status}{}", reason(.code.as_deref(), .message.as_deref()))]
    Refused {
        /// The operation that was called.
        operation: &'static str,
        /// HTTP status.
        status: u16,
        /// What to branch on, for example `DRS.10000010`.
        code: Option<String>,
        /// The reason in words.
        message: Option<String>,
        /// What the vendor's support asks for.
        request_id: Option<String>,
        /// Verdicts on single tasks, if the refusal of `batch_set_policy` has them.
        items: Vec<SyncPolicyResp>,
    },
    /// A response that the contract does not know: a redirect, an HTML page of a proxy, an error of unknown form.
    #[error("an unexpected answer to `{operation}` with status {status}{}", shown(.excerpt))]
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
    /// A response that is longer than a client reads, which is 64 MiB. What the service has done is unknown but for the status.
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
    /// There is no response, or only a part of one. Whether the service has done something is unknown, unless `kind` is
    /// [`TransportKind::Connect`].
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
    /// A setting of the client is missing or cannot be used; nothing was sent.
    #[error("{message}")]
    Configuration {
        /// What is wrong.
        message: String,
        /// The cause, if it lies deeper.
        source: Option<Cause>,
    },
}

/// Which part of an exchange failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportKind {
    /// There was no connection: name not found, refused, no TLS, no response within the time for connecting. Nothing was sent.
    Connect,
    /// The time that the settings allow for the whole call ran out.
    Timeout,
    /// The response ended before its end.
    Body,
    /// Anything else between the request and the status of the response.
    Exchange,
}

impl fmt::Display for TransportKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "no connection could be made",
            Self::Timeout => "the time ran out",
            Self::Body => "the answer is cut off",
            Self::Exchange => "the exchange broke off",
        })
    }
}

impl Error {
    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self::Configuration { message: message.into(), source: None }
    }

    /// HTTP status of the response, if there was one.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. }
            | Self::Unexpected { status, .. }
            | Self::Decode { status, .. }
            | Self::TooLong { status, .. } => Some(*status),
            Self::Transport { status, .. } => *status,
            Self::Invalid { .. } | Self::Argument { .. } | Self::Configuration { .. } => None,
        }
    }

    /// The code to branch on, if the service named one, for example `DRS.10000010`.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused { code, .. } => code.as_deref(),
            _ => None,
        }
    }
}

/// The first mistake with its place, and how many more there are.
fn summary(diagnostics: &[Diagnostic]) -> String {
    let [first, rest @ ..] = diagnostics else { return "its mistakes are not known".to_owned() };
    let place = if first.pointer.is_empty() { String::new() } else { format!(" (`{}`)", first.pointer) };
    let more = if rest.is_empty() { String::new() } else { format!(", and {} more", rest.len()) };
    format!("{}{place}{more}", first.message)
}

fn reason(code: Option<&str>, message: Option<&str>) -> String {
    match (code, message) {
        (Some(code), Some(message)) => format!(": {code}: {message}"),
        (Some(text), None) | (None, Some(text)) => format!(": {text}"),
        (None, None) => String::new(),
    }
}

fn shown(excerpt: &str) -> String {
    if excerpt.is_empty() { String::new() } else { format!(": {excerpt}") }
}
