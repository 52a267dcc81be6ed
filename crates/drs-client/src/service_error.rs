//! What an error response says, whoever sends it: the service, the gateway before it, the identity service.

use serde_json::Value;

use crate::redact::Redactor;
use crate::refusal::{Item, Refusal, text_of};
use crate::response::Received;

/// The refusal in a body with a status of failure; `None` if it does not say why.
pub(crate) fn read(status: u16, mut body: Value, redactor: &Redactor) -> Option<Refusal> {
    // After parsing, because JSON has many ways to write one text.
    redactor.hide_in(&mut body);
    let nested = body.as_object().into_iter().flatten().map(|(_, member)| member).filter(|member| member.is_object());
    let places: Vec<&Value> = std::iter::once(&body).chain(nested).collect();
    let first = |names: [&str; 3]| places.iter().find_map(|place| names.iter().find_map(|name| text_of(place, name)));
    let items = Item::all(&body);
    let failed = items.iter().find(|item| item.code.is_some());
    let code = first(["error_code", "code", "errorCode"]).or_else(|| failed?.code.clone());
    let message = first(["error_msg", "message", "errorMsg"]).or_else(|| failed?.message.clone());
    let request_id = first(["request_id", "requestId", "RequestId"]);
    (code.is_some() || message.is_some()).then_some(Refusal { status, code, message, request_id, items })
}

/// The refusal in a body with a status of success: some errors come with status 200 or 202.
pub(crate) fn in_success(status: u16, body: &Value, redactor: &Redactor) -> Option<Refusal> {
    text_of(body, "error_code").and_then(|_| read(status, body.clone(), redactor))
}

/// The code and the message of a body that nobody sees: no secret is taken from them.
pub(crate) fn raw(status: u16, body: &[u8]) -> Option<Refusal> {
    read(status, serde_json::from_slice(body).ok()?, &Redactor::default())
}

/// What an answer says that refuses a call, even if that is nothing but its status.
pub(crate) fn refusal(received: &Received, redactor: &Redactor) -> Refusal {
    let status = received.status;
    let json = received.body.as_ref().and_then(|body| serde_json::from_slice(body).ok());
    let bare = Refusal { status, code: None, message: None, request_id: None, items: Vec::new() };
    let mut refusal = json.and_then(|json| read(status, json, redactor)).unwrap_or(bare);
    refusal.request_id = refusal.request_id.or_else(|| received.request_id.clone());
    refusal
}
