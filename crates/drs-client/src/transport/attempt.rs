//! One attempt: credentials that may be used, a request that is signed now, and what came back.

use drs_contract::Retry;
use std::time::Duration;

use reqwest::Request;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};

use super::gate::{Pass, identity};
use super::shared::Shared;
use crate::auth::{Credential, SignError};
use crate::error::{AuthProblem, Error};
use crate::sign;

const TOKEN: HeaderName = HeaderName::from_static("x-auth-token");

/// Credentials, and the permission to use them once.
pub(crate) struct Admitted {
    pub(crate) credential: Credential,
    pub(crate) pass: Pass,
}

impl Shared {
    /// The error of a call whose credentials are no good.
    pub(crate) fn unauthenticated(&self, operation: &'static str, problem: AuthProblem) -> Error {
        Error::Auth { operation, credentials: self.credentials.describe(), problem }
    }

    /// The credentials of the moment.
    pub(crate) async fn provide(&self, operation: &'static str) -> Result<Credential, Error> {
        let provided = self.credentials.provide().await;
        provided.map_err(|error| self.unauthenticated(operation, AuthProblem::Credentials(error.into())))
    }

    /// Waits for credentials that may be used, at most for so long. Who kept a permission need not wait.
    pub(crate) async fn admit(
        &self,
        operation: &'static str,
        kept: Option<Pass>,
        within: Option<Duration>,
    ) -> Result<Admitted, Error> {
        let admit = async {
            let credential = self.provide(operation).await?;
            if let Some(pass) = kept.filter(|pass| pass.is_for(identity(&credential))) {
                return Ok(Admitted { credential, pass });
            }
            let pass = self.gate.enter(identity(&credential), self.clock.now()).await;
            let pass = pass.map_err(|problem| self.unauthenticated(operation, problem))?;
            Ok(Admitted { credential, pass })
        };
        match within {
            None => admit.await,
            Some(within) => {
                tokio::time::timeout(within, admit).await.unwrap_or(Err(Error::Deadline { operation, source: None }))
            }
        }
    }

    /// The request with what proves who makes it, for this moment.
    pub(crate) fn prepare(
        &self,
        operation: &'static str,
        template: &Request,
        credential: &Credential,
    ) -> Result<Request, Error> {
        // Bodies are bytes, which are shared and not copied.
        let copy = template.try_clone();
        let mut request = copy.ok_or_else(|| Error::configuration("a body that is a stream cannot be sent"))?;
        match credential {
            Credential::Token { token, .. } => {
                let mut header = HeaderValue::from_str(token.expose())
                    .ok()
                    .filter(|header| !header.is_empty())
                    .ok_or_else(|| self.unauthenticated(operation, unusable_token()))?;
                header.set_sensitive(true);
                request.headers_mut().insert(TOKEN, header);
            }
            Credential::AccessKey { access_key, secret_key, security_token, .. } => {
                let project = Some(self.project_id.as_str());
                let now = self.service_time();
                sign::sign(&mut request, access_key, secret_key, security_token.as_ref(), project, now).map_err(
                    |error| match error {
                        SignError::TooLong { .. } => Error::Argument {
                            operation,
                            parameter: "body".to_owned(),
                            reason: format!("{error}; a token carries longer ones"),
                        },
                        error => self.unauthenticated(operation, AuthProblem::Unusable(error.to_string())),
                    },
                )?;
            }
        }
        Ok(request)
    }
}

fn unusable_token() -> AuthProblem {
    AuthProblem::Unusable("the token is empty or has characters that a header cannot carry".to_owned())
}

/// Adds what a request needs on the wire beside its parts, whoever makes it.
pub(crate) fn complete(request: &mut Request, language: Option<&HeaderValue>) {
    sign::canonicalize_query(request.url_mut());
    let has_body = request.body().and_then(reqwest::Body::as_bytes).is_some_and(|body| !body.is_empty());
    let may_have_body = matches!(request.method().as_str(), "POST" | "PUT");
    let headers = request.headers_mut();
    // The version of the contract is nothing to the service.
    headers.remove("api-version");
    if let Some(language) = language {
        headers.insert("x-language", language.clone());
    }
    if may_have_body && !has_body {
        // Left to itself the HTTP client says nothing of a length, and gateways refuse that.
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
}

/// The time that an attempt may take: its own, but no more than what is left of the call's.
pub(crate) fn limit(shared: &Shared, class: Retry, left: Option<Duration>) -> Duration {
    let own = shared.timeout_of(class);
    left.map_or(own, |left| left.min(own))
}
