//! What an error response says, whoever sends it: the service, the gateway before it, the identity service.

use serde_json::Value;

use crate::redact::Redactor;
use crate::types::SyncPolicyResp;

/// An error as a body states it.
pub(crate) struct ServiceError {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) items: Vec<SyncPolicyResp>,
}

impl ServiceError {
    /// The error in a body with a status of failure; `None` if it does not say why.
    pub(crate) fn read(mut body: Value, redactor: &Redactor) -> Option<Self> {
        // After parsing, because JSON has many ways to write one text.
        redactor.hide_in(&mut body);
        let nested = body.get("error").filter(|error| error.is_object());
        let places = [Some(&body), nested];
        let first = |names: [&str; 3]| {
            places.iter().flatten().find_map(|place| names.iter().find_map(|name| place.get(name).and_then(text_of)))
        };
        let items = body.get("results").and_then(|results| serde_json::from_value(results.clone()).ok());
        let items: Vec<SyncPolicyResp> = items.unwrap_or_default();
        let failed = items.iter().find(|item| item.error_code.is_some());
        let code = first(["error_code", "code", "errorCode"]).or_else(|| failed?.error_code.clone());
        let message = first(["error_msg", "message", "errorMsg"]).or_else(|| failed?.error_msg.clone());
        let request_id = first(["request_id", "requestId", "RequestId"]);
        (code.is_some() || message.is_some()).then_some(Self { code, message, request_id, items })
    }

    /// The error in a body with a status of success: some errors come with status 200 or 202.
    pub(crate) fn in_success(body: &Value, redactor: &Redactor) -> Option<Self> {
        text_of(body.get("error_code")?).and_then(|_| Self::read(body.clone(), redactor))
    }
}

/// A text or number that says something.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(drs_diag::escape(text).into_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
