//! What a refusal says, whoever refuses: the service, the gateway before it, the identity service.

use serde::Deserialize;
use serde_json::Value;

use crate::redact::Redactor;
use crate::types::SyncPolicyResp;

/// What can be read out of a body that says why.
pub(crate) struct Refusal {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) items: Vec<SyncPolicyResp>,
}

impl Refusal {
    /// What a body with a status of failure says; `None` if it does not say why.
    pub(crate) fn read(body: &[u8], redactor: &Redactor) -> Option<Self> {
        let mut body: Value = serde_json::from_slice(body).ok()?;
        // After parsing, because JSON has many ways to write one text.
        redactor.hide_in(&mut body);
        let nested = body.get("error").filter(|error| error.is_object());
        let places = [Some(&body), nested];
        let first = |names: [&str; 3]| {
            places.iter().flatten().find_map(|place| names.iter().find_map(|name| place.get(name).and_then(word)))
        };
        let items = body.get("results").and_then(|results| serde_json::from_value(results.clone()).ok());
        let items: Vec<SyncPolicyResp> = items.unwrap_or_default();
        let failed = items.iter().find(|item| item.error_code.is_some());
        let code = first(["error_code", "code", "errorCode"]).or_else(|| failed?.error_code.clone());
        let message = first(["error_msg", "message", "errorMsg"]).or_else(|| failed?.error_msg.clone());
        let request_id = first(["request_id", "requestId", "RequestId"]);
        (code.is_some() || message.is_some()).then_some(Self { code, message, request_id, items })
    }

    /// What a body with a status of success says if it is a refusal all the same: some errors ride on status 200 or 202.
    pub(crate) fn read_in_success(body: &[u8], redactor: &Redactor) -> Option<Self> {
        #[derive(Deserialize)]
        struct Probe {
            error_code: Value,
        }
        let probe: Probe = serde_json::from_slice(body).ok()?;
        word(&probe.error_code).and_then(|_| Self::read(body, redactor))
    }
}

/// A text or number that says something.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(drs_diag::escape(text).into_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
