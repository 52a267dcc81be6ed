//! From a response to what a caller gets.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Error, TransportKind};
use crate::redact::Redactor;
use crate::response::{MAX_RESPONSE_BYTES, Received};
use crate::service_error::ServiceError;

/// A response of one operation.
#[derive(Clone, Copy)]
struct Context<'r> {
    operation: &'static str,
    received: &'r Received,
    redactor: &'r Redactor,
}

/// The result of a call. A response may hold secrets, so nothing of it gets into an error but through the redactor.
pub(crate) fn outcome<T: DeserializeOwned>(
    operation: &'static str,
    received: &Received,
    successes: &[u16],
    redactor: &Redactor,
) -> Result<T, Error> {
    let cx = Context { operation, received, redactor };
    let Some(body) = &received.body else {
        let request_id = received.request_id.clone();
        return Err(Error::TooLong { operation, status: received.status, limit: MAX_RESPONSE_BYTES, request_id });
    };
    let json = parse(body);
    if successes.contains(&received.status) {
        let json = json.map_err(|reason| cx.decode(".", reason))?;
        return match ServiceError::in_success(&json, redactor) {
            Some(error) => Err(cx.refused(error)),
            None => serde_path_to_error::deserialize(json)
                .map_err(|error| cx.decode(&error.path().to_string(), reason(error.inner()))),
        };
    }
    Err(match json.ok().and_then(|json| ServiceError::read(json, redactor)) {
        Some(error) => cx.refused(error),
        None => Error::Unexpected {
            operation,
            status: received.status,
            excerpt: redactor.excerpt(body),
            request_id: received.request_id.clone(),
        },
    })
}

/// A body as JSON, or what is wrong with it.
fn parse(body: &[u8]) -> Result<Value, String> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let json: Value = serde::Deserialize::deserialize(&mut reader).map_err(|error| reason(&error))?;
    reader.end().map_err(|_| "something follows its end".to_owned())?;
    Ok(json)
}

impl Context<'_> {
    fn refused(self, error: ServiceError) -> Error {
        Error::Refused {
            operation: self.operation,
            status: self.received.status,
            code: error.code,
            message: error.message,
            request_id: error.request_id.or_else(|| self.received.request_id.clone()),
            items: error.items,
        }
    }

    fn decode(self, path: &str, reason: String) -> Error {
        Error::Decode {
            operation: self.operation,
            status: self.received.status,
            path: drs_diag::escape(&self.redactor.hide(path)).into_owned(),
            reason,
            request_id: self.received.request_id.clone(),
        }
    }
}

/// The error of an exchange that broke off.
pub(crate) fn transport(operation: &'static str, status: Option<u16>, error: reqwest::Error) -> Error {
    Error::Transport {
        operation,
        kind: kind(error.is_connect(), error.is_timeout(), status),
        status,
        source: error.into(),
    }
}

/// Which part failed. A connection whose time ran out is both kinds of error, and what was never connected was never sent.
fn kind(is_connect: bool, is_timeout: bool, status: Option<u16>) -> TransportKind {
    if is_connect {
        TransportKind::Connect
    } else if is_timeout {
        TransportKind::Timeout
    } else if status.is_some() {
        TransportKind::Body
    } else {
        TransportKind::Exchange
    }
}

/// What is wrong without what was there: a message of serde ends with what was expected, and repeats the value before that.
fn reason(error: &serde_json::Error) -> String {
    if error.is_eof() {
        return "it ends too early".to_owned();
    }
    if error.is_syntax() {
        return format!("it is not JSON at line {} column {}", error.line(), error.column());
    }
    let message = error.to_string();
    let expected = message.rsplit_once(", expected ").map(|(_, expected)| expected);
    let expected = expected.map(|text| text.rsplit_once(" at line ").map_or(text, |(expected, _)| expected));
    expected.map_or_else(|| "it is of another form".to_owned(), |expected| format!("expected {expected}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_comes_before_its_time() {
        assert_eq!(kind(true, true, None), TransportKind::Connect);
        assert_eq!(kind(true, false, None), TransportKind::Connect);
        assert_eq!(kind(false, true, None), TransportKind::Timeout);
        assert_eq!(kind(false, true, Some(200)), TransportKind::Timeout);
        assert_eq!(kind(false, false, Some(200)), TransportKind::Body);
        assert_eq!(kind(false, false, None), TransportKind::Exchange);
    }
}
