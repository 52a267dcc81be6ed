//! Why a command ends before it has done its work: a message, a remedy and an exit status.

use std::fmt;
use std::io;

use drs_client::auth::CredentialError;
use drs_client::{AuthProblem, Error};

use crate::context;
use crate::exit::Exit;

/// Something that went wrong.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What went wrong.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: Option<String>,
    /// What the command ends with.
    pub(crate) exit: Exit,
    /// What the call ended with, if it was one that failed.
    pub(crate) cause: Option<Box<Error>>,
}

/// Why a command ends early.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Something went wrong, which is still to be said.
    Failure(Box<Failure>),
    /// All that there is to say was said.
    Said(Exit),
    /// The output cannot be written.
    Output(io::Error),
}

impl Failure {
    /// Something could not be done, and nothing was sent.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, exit: Exit::Failure, cause: None }
    }

    /// Sets what to do about it.
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Sets what the command ends with.
    pub(crate) fn exit(self, exit: Exit) -> Self {
        Self { exit, ..self }
    }

    /// Whether the service does not take the credentials, or there are none: the call has certainly done nothing.
    pub(crate) fn is_of_credentials(&self) -> bool {
        matches!(self.cause.as_deref(), Some(Error::Auth { .. }))
    }

    /// Prints the message, and returns the exit status.
    pub(crate) fn print(&self) -> Exit {
        context::eprint_line(&format!("error: {}", self.message));
        if let Some(help) = &self.help {
            context::eprint_line(&format!("help: {help}"));
        }
        self.exit
    }
}

/// The exit status of a command, after what stopped it was said.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn end(result: Result<Exit, Stop>) -> io::Result<Exit> {
    match result {
        Ok(exit) | Err(Stop::Said(exit)) => Ok(exit),
        Err(Stop::Failure(failure)) => Ok(failure.print()),
        Err(Stop::Output(error)) => Err(error),
    }
}

impl Stop {
    /// What the command ends with.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Failure(failure) => failure.exit,
            Self::Said(exit) => *exit,
            Self::Output(_) => Exit::Failure,
        }
    }
}

/// In words, for who reads nothing but the result.
impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failure(failure) => f.write_str(&failure.message),
            Self::Said(Exit::Invalid) => f.write_str("a request is not valid, and nothing was sent"),
            Self::Said(Exit::Failure) => f.write_str("nobody has agreed, and nothing was sent"),
            Self::Said(_) => f.write_str("interrupted before anything was changed"),
            Self::Output(error) => write!(f, "cannot write: {error}"),
        }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(Box::new(failure))
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<CredentialError> for Failure {
    fn from(error: CredentialError) -> Self {
        let (mut message, mut help) = (error.to_string(), error.help());
        if let CredentialError::Unreachable { source, .. } = &error {
            message.push_str(&format!("\n  because: {}", deepest(source.as_ref())));
            help = help.or_else(|| Some("look at the address, the network and the proxy".to_owned()));
        }
        Self { help, ..Self::new(message) }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let mut message = error.to_string();
        if let (Error::NotSent { source, .. } | Error::Transport { source, .. }, Some(endpoint)) =
            (&error, error.endpoint())
        {
            message.push_str(&format!("\n  because: {endpoint}: {}", deepest(source.as_ref())));
        }
        if let Some(id) = error.request_id() {
            message.push_str(&format!("\n  request id: {id}"));
        }
        Self { message, help: help(&error), exit: exit(&error), cause: Some(Box::new(error)) }
    }
}

/// The exit status of an error.
fn exit(error: &Error) -> Exit {
    match error {
        Error::Invalid { .. } => Exit::Invalid,
        Error::Refused { .. } => Exit::Refused,
        Error::Partial { items, .. } if items.iter().all(drs_client::Item::is_failed) => Exit::Refused,
        Error::Partial { .. } => Exit::Partial,
        Error::Unknown { .. } => Exit::Unknown,
        _ => Exit::Failure,
    }
}

/// What to do about an error.
fn help(error: &Error) -> Option<String> {
    match error {
        Error::Auth { problem: AuthProblem::Credentials(error), .. } => error.help(),
        _ if error.remedy().is_some() => error.remedy().map(str::to_owned),
        Error::Auth { .. } => Some("`drs auth` shows which credentials are used".to_owned()),
        Error::Unknown { .. } => Some(
            "find out whether the call was carried out before making it again; it was sent, and may have been"
                .to_owned(),
        ),
        Error::Unexpected { status: 300..500, .. } => {
            Some("`drs auth` shows which address is used, and where it is set".to_owned())
        }
        Error::NotSent { .. } => Some("look at the address, the network and the proxy; nothing was sent".to_owned()),
        _ => None,
    }
}

/// The innermost cause, which says what the operating system said.
fn deepest(error: &(dyn std::error::Error + 'static)) -> String {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    drs_diag::escape(&deepest.to_string()).into_owned()
}
