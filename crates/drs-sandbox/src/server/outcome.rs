//! What a caller gets: an answer, or what is left of it.

use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::Value;

use super::clock::Speed;
use super::gateway::Refused;
use super::wire::Sabotage;
use crate::faults::{CallFault, Hit};

/// Bytes that are no HTTP.
const GARBAGE: &[u8] = b"\x00\x13\xff\xfelorem{ipsum\r\n\x7f<<<\r\n";
/// An answer whose only chunk has an impossible size.
const BAD_CHUNK: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n{}\r\n";
/// A page as something between caller and service has it.
const HTML: &str = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n";

/// An answer before it is sent.
#[derive(Clone, Default)]
pub(crate) struct Outcome {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) is_html: bool,
}

impl Outcome {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self { status, body: body.to_string().into_bytes(), ..Self::default() }
    }

    pub(crate) fn refused(refused: &Refused, request_id: &str) -> Self {
        Self::json(refused.status, &refused.body(request_id))
    }

    pub(crate) fn html() -> Self {
        Self { status: 502, body: HTML.as_bytes().to_vec(), is_html: true, ..Self::default() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// What faults do to the answer on its way. Of those that break it the first one does; `fired` gets those that do something.
    pub(crate) fn suffer(&mut self, hits: &[Hit], speed: Speed, fired: &mut Vec<String>) -> Option<Sabotage> {
        let broken = breaking(hits);
        if broken.is_none_or(|hit| hit.fault == CallFault::ResetMidBody) {
            for hit in hits {
                if let CallFault::UnknownStatus(word) = &hit.fault
                    && self.hide_states(word)
                {
                    fired.push(hit.text.clone());
                }
            }
        }
        fired.extend(broken.map(|hit| hit.text.clone()));
        match broken.map(|hit| &hit.fault) {
            Some(CallFault::LoseReply) => return Some(Sabotage::Replace(Vec::new())),
            Some(CallFault::Garbage) => return Some(Sabotage::Replace(GARBAGE.to_vec())),
            Some(CallFault::BadChunk) => return Some(Sabotage::Replace(BAD_CHUNK.to_vec())),
            Some(CallFault::ResetMidBody) => return Some(Sabotage::ReplaceAndReset(self.half())),
            Some(_) => self.body.clear(),
            None => {}
        }
        let dripping = |hit: &Hit| if let CallFault::Drip(rate) = hit.fault { drip(rate, speed) } else { None };
        let (hit, sabotage) = hits.iter().find_map(|hit| Some((hit, dripping(hit)?)))?;
        fired.push(hit.text.clone());
        Some(sabotage)
    }

    /// Replaces the words of states by one that no list has. Whether there were any.
    fn hide_states(&mut self, word: &str) -> bool {
        let Ok(mut value) = serde_json::from_slice::<Value>(&self.body) else { return false };
        let has_states = hide_states(&mut value, word);
        if has_states {
            self.body = value.to_string().into_bytes();
        }
        has_states
    }

    /// The head of the answer and half of its body.
    fn half(&self) -> Vec<u8> {
        let reason = StatusCode::from_u16(self.status).ok().and_then(|status| status.canonical_reason()).unwrap_or("");
        let length = self.body.len();
        let head = format!(
            "HTTP/1.1 {} {reason}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n",
            self.status
        );
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(&self.body[..length / 2]);
        bytes
    }

    pub(crate) fn into_response(self) -> Response {
        let kind = if self.is_html { "text/html" } else { "application/json" };
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
        response
    }
}

/// The fault that breaks the answer.
pub(crate) fn breaking(hits: &[Hit]) -> Option<&Hit> {
    let is_breaking = |fault: &CallFault| {
        use CallFault::{BadChunk, Empty, Garbage, LoseReply, ResetMidBody};
        matches!(fault, LoseReply | Garbage | BadChunk | ResetMidBody | Empty)
    };
    hits.iter().find(|hit| is_breaking(&hit.fault))
}

fn hide_states(value: &mut Value, word: &str) -> bool {
    match value {
        Value::Object(members) => members.iter_mut().fold(false, |has_states, (name, value)| {
            let is_state = value.as_str().is_some_and(|text| drs_contract::State::from_name(text).is_some());
            if is_state && matches!(name.as_str(), "status" | "transfer_status") {
                *value = word.into();
                return true;
            }
            hide_states(value, word) || has_states
        }),
        Value::Array(items) => {
            // Each is looked at, also behind one that has states.
            items.iter_mut().filter_map(|item| hide_states(item, word).then_some(())).count() > 0
        }
        _ => false,
    }
}

/// So many bytes a second of virtual time, in at most 50 parts a second of real time.
fn drip(rate: u64, speed: Speed) -> Option<Sabotage> {
    let factor = match speed {
        Speed::Times(factor) => factor,
        Speed::Manual => 1.0,
        Speed::Instant => return None,
    };
    #[allow(clippy::cast_precision_loss, reason = "rates are small")]
    let real = rate as f64 * factor;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
    let size = (real / 50.0).ceil() as usize;
    #[allow(clippy::cast_precision_loss, reason = "the result is a pause below some seconds")]
    let pause = Duration::try_from_secs_f64(size as f64 / real).unwrap_or(Duration::ZERO);
    Some(Sabotage::Drip(size.max(1), pause))
}
