//! One call: what it carries, and what was seen of it. The hooks of the generated client run here.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use drs_contract::Service;
use drs_diag::Diagnostic;
use progenitor_client::{ClientHooks, ClientInfo as _, OperationInfo};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::answer;
use crate::generated;
use crate::redact::Redactor;
use crate::secret::Secret;
use crate::types::Language;

/// What all calls of a client share.
pub(crate) struct Shared {
    pub(crate) http: reqwest::Client,
    /// Without a slash at the end.
    pub(crate) endpoints: BTreeMap<Service, String>,
    pub(crate) project_id: String,
    pub(crate) token: Secret,
    /// The token once more, as a header.
    pub(crate) header: HeaderValue,
    pub(crate) language: Option<Language>,
}

/// What one call carries. The generated client holds it, so that the hooks find it.
#[derive(Clone)]
pub(crate) struct Inner {
    shared: Arc<Shared>,
    seen: Arc<Mutex<Seen>>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inner")
    }
}

/// What was seen of a call. The errors of the generated client have room for little of it.
#[derive(Default)]
pub(crate) struct Seen {
    /// Why nothing was sent.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Hides what was sent and must not come back in an error.
    pub(crate) redactor: Redactor,
    /// Status of the answer; 0 before there is one.
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    /// Body of the answer, once it is read.
    pub(crate) body: Bytes,
    /// Whether the body was given up because of its length.
    pub(crate) too_long: bool,
}

impl Inner {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared, seen: Arc::default() }
    }

    pub(crate) fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const TOKEN: HeaderName = HeaderName::from_static("x-auth-token");
const LANGUAGE: HeaderName = HeaderName::from_static("x-language");

impl ClientHooks<Inner> for generated::Client {
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        operation: &OperationInfo,
    ) -> Result<(), progenitor_client::Error<E>> {
        let inner = self.inner();
        let body = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
        let mut seen = inner.seen();
        seen.redactor = Redactor::new(&inner.shared.token, body);
        #[cfg(feature = "validate")]
        {
            use crate::check::{Obstacle, check};
            match check(operation.operation_id, body, request.url()) {
                Ok(()) => {}
                Err(Obstacle::Mistakes(diagnostics)) => {
                    seen.diagnostics = diagnostics;
                    return Err(progenitor_client::Error::Custom(String::new()));
                }
                Err(Obstacle::UnknownOperation) => {
                    let reason = format!("the validator does not know `{}`", operation.operation_id);
                    return Err(progenitor_client::Error::InvalidRequest(reason));
                }
            }
        }
        #[cfg(not(feature = "validate"))]
        let _ = operation;
        drop(seen);

        let headers = request.headers_mut();
        // The version of the contract is nothing to the service.
        headers.remove("api-version");
        headers.insert(TOKEN, inner.shared.header.clone());
        if let Some(language) = inner.shared.language {
            headers.insert(LANGUAGE, HeaderValue::from_str(&language.to_string())?);
        }
        Ok(())
    }

    async fn exec(&self, request: reqwest::Request, _: &OperationInfo) -> reqwest::Result<reqwest::Response> {
        let mut response = self.client().execute(request).await?;
        {
            let mut seen = self.inner().seen();
            seen.status = response.status().as_u16();
            seen.request_id = request_id(response.headers());
        }
        // The generated code drops the body of every answer that it cannot decode.
        let body = answer::body(&mut response, answer::LONGEST).await?;
        {
            let mut seen = self.inner().seen();
            seen.too_long = body.is_none();
            seen.body = body.unwrap_or_default();
        }
        let mut answer = http::Response::new(self.inner().seen().body.clone());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        Ok(answer.into())
    }
}

fn request_id(headers: &HeaderMap) -> Option<String> {
    headers.get("x-request-id").and_then(|value| value.to_str().ok()).map(|id| drs_diag::escape(id).into_owned())
}
