//! From a response to what a caller gets.

use bytes::Bytes;
use drs_contract::Operation;
use memchr::memmem;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::Error;
use crate::redact::Redactor;
use crate::refusal::{Item, Refusal};
use crate::response::{MAX_RESPONSE_BYTES, Received};
use crate::service_error;

/// A success, before it is read.
pub(crate) struct Success {
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    pub(crate) body: Value,
}

/// A response of one operation.
pub(crate) struct Answer<'r> {
    operation: &'static str,
    /// Whether the operation changes something.
    changes: bool,
    /// Whether a success may have no body: what is deleted has nothing more to say.
    may_be_empty: bool,
    received: &'r Received,
    /// A response may hold secrets, so nothing of it gets into an error but through this. Made only if there is an error.
    redactor: &'r dyn Fn() -> Redactor,
}

impl<'r> Answer<'r> {
    pub(crate) fn new(
        operation: Operation,
        changes: bool,
        received: &'r Received,
        redactor: &'r dyn Fn() -> Redactor,
    ) -> Self {
        Self { operation: operation.id(), changes, may_be_empty: operation.method() == "DELETE", received, redactor }
    }

    /// The body of a success, which has one of these statuses.
    ///
    /// # Errors
    /// Any other answer, and a success that is none: some errors come with status 200, and of several items some may have failed.
    pub(crate) fn body(&self, is_success: impl Fn(u16) -> bool) -> Result<Value, Error> {
        let (operation, status) = (self.operation, self.received.status);
        let Some(body) = &self.received.body else {
            return Err(Error::TooLong { operation, status, limit: MAX_RESPONSE_BYTES, request_id: self.request_id() });
        };
        let json = parse(body);
        if !is_success(status) {
            let redactor = (self.redactor)();
            let refusal = json.ok().and_then(|json| service_error::read(status, json, &redactor));
            let unexpected = || {
                let excerpt = redactor.excerpt(body);
                Error::Unexpected { operation, status, excerpt, request_id: self.request_id() }
            };
            return Err(refusal.map_or_else(unexpected, |refusal| self.refused(refusal)));
        }
        let mut json = json.map_err(|reason| self.decode(".", reason))?;
        if !json.is_object() {
            return Err(self.decode(".", "expected an object".to_owned()));
        }
        if json.get("error_code").is_some()
            && let Some(refusal) = service_error::in_success(status, &json, &(self.redactor)())
        {
            return Err(self.refused(refusal));
        }
        if self.changes && Item::all(&json).iter().any(Item::is_failed) {
            (self.redactor)().hide_in(&mut json);
            return Err(Error::Partial { operation, status, items: Item::all(&json), request_id: self.request_id() });
        }
        Ok(json)
    }

    /// The body of a success, which has one of these statuses, as the type that the contract gives it.
    ///
    /// # Errors
    /// Those of [`Answer::body`], and a body of another type.
    pub(crate) fn typed<T: DeserializeOwned>(&self, successes: &[u16]) -> Result<T, Error> {
        match self.read_at_once(successes) {
            Some(value) => Ok(value),
            None => self.read(self.body(|status| successes.contains(&status))?),
        }
    }

    /// The body of a success that is one at first sight. All others are looked at closely, and so is what cannot be read, for its error.
    fn read_at_once<T: DeserializeOwned>(&self, successes: &[u16]) -> Option<T> {
        let is_object = |body: &&Bytes| body.trim_ascii_start().starts_with(b"{");
        let body = self.received.body.as_ref().filter(is_object)?;
        if self.changes || !successes.contains(&self.received.status) {
            return None;
        }
        // The name of an error may be written with escapes.
        let may_be_error = || ["error_code", "\\u00"].iter().any(|text| memmem::find(body, text.as_bytes()).is_some());
        if may_be_error() {
            return None;
        }
        serde_json::from_slice(body).ok()
    }

    /// A success of any kind. The empty body of what may have none stands for no value.
    pub(crate) fn success(&self) -> Result<Success, Error> {
        let is_success = |status| (200..300).contains(&status);
        let is_empty = is_success(self.received.status) && self.received.body.as_ref().is_some_and(Bytes::is_empty);
        let body = if is_empty && self.may_be_empty { Value::Null } else { self.body(is_success)? };
        Ok(Success { status: self.received.status, request_id: self.request_id(), body })
    }

    /// A body as the type that the contract gives it.
    fn read<T: DeserializeOwned>(&self, json: Value) -> Result<T, Error> {
        serde_path_to_error::deserialize(json)
            .map_err(|error| self.decode(&error.path().to_string(), reason(error.inner())))
    }

    fn request_id(&self) -> Option<String> {
        self.received.request_id.clone()
    }

    fn refused(&self, mut refusal: Refusal) -> Error {
        refusal.request_id = refusal.request_id.or_else(|| self.request_id());
        Error::Refused { operation: self.operation, refusal: Box::new(refusal) }
    }

    fn decode(&self, path: &str, reason: String) -> Error {
        Error::Decode {
            operation: self.operation,
            status: self.received.status,
            path: drs_diag::escape(&(self.redactor)().hide(path)).into_owned(),
            reason,
            request_id: self.request_id(),
        }
    }
}

/// A body as JSON, or what is wrong with it.
fn parse(body: &[u8]) -> Result<Value, String> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let json: Value = serde::Deserialize::deserialize(&mut reader).map_err(|error| reason(&error))?;
    reader.end().map_err(|_| "something follows its end".to_owned())?;
    Ok(json)
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
