//! From what the generated client returns to what a caller gets.

use progenitor_client::{Error as Raw, ResponseValue};
use serde::de::DeserializeOwned;

use crate::answer;
use crate::call::{Inner, Seen};
use crate::error::{Error, TransportKind};
use crate::refusal::Refusal;

/// The result of a call. The errors of the generated client show bodies and headers, so none of them gets past here.
pub(crate) fn outcome<T: DeserializeOwned, E>(
    operation: &'static str,
    inner: &Inner,
    result: Result<ResponseValue<T>, Raw<E>>,
) -> Result<T, Error> {
    let mut seen = inner.seen();
    if seen.too_long {
        return Err(Error::TooLong {
            operation,
            status: seen.status,
            limit: answer::LONGEST,
            request_id: seen.request_id.clone(),
        });
    }
    match result {
        Ok(value) => match Refusal::read_in_success(&seen.body, &seen.redactor) {
            Some(refusal) => Err(refused(operation, &seen, refusal)),
            None => Ok(value.into_inner()),
        },
        Err(Raw::Custom(_)) => Err(Error::Invalid { operation, diagnostics: std::mem::take(&mut seen.diagnostics) }),
        Err(Raw::InvalidRequest(reason)) => Err(Error::configuration(seen.redactor.hide(&reason))),
        Err(Raw::CommunicationError(error) | Raw::ResponseBodyError(error) | Raw::InvalidUpgrade(error)) => {
            Err(transport(operation, &seen, error))
        }
        Err(Raw::InvalidResponsePayload(..)) if (200..300).contains(&seen.status) => {
            Err(match Refusal::read_in_success(&seen.body, &seen.redactor) {
                Some(refusal) => refused(operation, &seen, refusal),
                None => decode::<T>(operation, &seen),
            })
        }
        Err(Raw::ErrorResponse(_) | Raw::InvalidResponsePayload(..) | Raw::UnexpectedResponse(_)) => {
            Err(match Refusal::read(&seen.body, &seen.redactor) {
                Some(refusal) => refused(operation, &seen, refusal),
                None => Error::Unexpected {
                    operation,
                    status: seen.status,
                    excerpt: seen.redactor.excerpt(&seen.body),
                    request_id: seen.request_id.clone(),
                },
            })
        }
    }
}

fn refused(operation: &'static str, seen: &Seen, refusal: Refusal) -> Error {
    Error::Refused {
        operation,
        status: seen.status,
        code: refusal.code,
        message: refusal.message,
        request_id: refusal.request_id.or_else(|| seen.request_id.clone()),
        items: refusal.items,
    }
}

fn transport(operation: &'static str, seen: &Seen, error: reqwest::Error) -> Error {
    let kind = kind(error.is_connect(), error.is_timeout(), seen.status);
    let status = (seen.status != 0).then_some(seen.status);
    Error::Transport { operation, kind, status, source: error.into() }
}

/// Which part failed. A connection whose time ran out is both kinds of error, and what was never connected was never sent.
fn kind(is_connect: bool, is_timeout: bool, status: u16) -> TransportKind {
    if is_connect {
        TransportKind::Connect
    } else if is_timeout {
        TransportKind::Timeout
    } else if status != 0 {
        TransportKind::Body
    } else {
        TransportKind::Exchange
    }
}

/// Where the body is not what the contract says. The generated client's error has no path, so the body is read once more.
fn decode<T: DeserializeOwned>(operation: &'static str, seen: &Seen) -> Error {
    let mut reader = serde_json::Deserializer::from_slice(&seen.body);
    let (path, reason) = match serde_path_to_error::deserialize::<_, T>(&mut reader) {
        Ok(_) => (".".to_owned(), "something follows its end".to_owned()),
        Err(error) if error.inner().is_data() => (error.path().to_string(), reason(error.inner())),
        Err(error) => (".".to_owned(), reason(error.inner())),
    };
    Error::Decode {
        operation,
        status: seen.status,
        path: drs_diag::escape(&seen.redactor.hide(&path)).into_owned(),
        reason,
        request_id: seen.request_id.clone(),
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
        assert_eq!(kind(true, true, 0), TransportKind::Connect);
        assert_eq!(kind(true, false, 0), TransportKind::Connect);
        assert_eq!(kind(false, true, 0), TransportKind::Timeout);
        assert_eq!(kind(false, true, 200), TransportKind::Timeout);
        assert_eq!(kind(false, false, 200), TransportKind::Body);
        assert_eq!(kind(false, false, 0), TransportKind::Exchange);
    }
}
