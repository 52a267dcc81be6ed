//! One exchange with a service that gives credentials.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use reqwest::{Request, Url};
use serde_json::Value;

use super::is_elsewhere;
use crate::auth::CredentialError;
use crate::secret::Secret;

/// The most bytes of an answer that are read.
const MAX_ANSWER_BYTES: usize = 1 << 20;

/// The most characters that are shown of what a service says.
const MAX_MESSAGE_CHARS: usize = 200;

/// A service that gives credentials, as messages name it.
#[derive(Clone, Debug)]
pub(super) struct Peer {
    pub(super) origin: String,
    pub(super) connect_timeout: Duration,
    pub(super) timeout: Duration,
}

/// What it answers.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Peer {
    /// A service that is reached over the network.
    pub(super) fn remote(origin: String) -> Self {
        Self { origin, connect_timeout: Duration::from_secs(10), timeout: Duration::from_secs(30) }
    }

    /// A service on the same link, which answers at once or is not there.
    pub(super) fn near(origin: String, timeout: Duration) -> Self {
        Self { origin, connect_timeout: timeout, timeout }
    }

    /// Sends a request and reads the answer.
    pub(super) async fn exchange(&self, request: Request) -> Result<Answer, CredentialError> {
        let client = self.client(request.url())?;
        let mut response = client.execute(request).await.map_err(|error| self.unreachable(error))?;
        let mut answer =
            Answer { status: response.status().as_u16(), headers: response.headers().clone(), body: Vec::new() };
        while let Some(chunk) = response.chunk().await.map_err(|error| self.unreachable(error))? {
            answer.body.extend_from_slice(&chunk);
            if answer.body.len() > MAX_ANSWER_BYTES {
                return Err(self.unexpected("it is longer than 1 MiB"));
            }
        }
        Ok(answer)
    }

    /// A client for one exchange: there are hours between two of them.
    fn client(&self, url: &Url) -> Result<reqwest::Client, CredentialError> {
        let unusable = |error: &dyn std::fmt::Display| CredentialError::Unusable {
            origin: self.origin.clone(),
            reason: format!("no connection can be set up: {error}"),
            help: None,
        };
        let http = reqwest::Client::builder()
            // A redirect to another host would take what is secret along.
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(self.connect_timeout)
            .timeout(self.timeout)
            .user_agent(concat!("drs-client/", env!("CARGO_PKG_VERSION")));
        let http = if is_elsewhere(url) { http } else { http.no_proxy() };
        #[cfg(feature = "rustls")]
        let http = http.tls_backend_preconfigured(crate::tls::config().map_err(|error| unusable(&error))?);
        http.build().map_err(|error| unusable(&error))
    }

    fn unreachable(&self, error: reqwest::Error) -> CredentialError {
        CredentialError::Unreachable { origin: self.origin.clone(), source: Arc::new(error.without_url()) }
    }

    /// What comes of an answer that is not what was asked for.
    pub(super) fn unexpected(&self, reason: impl Into<String>) -> CredentialError {
        CredentialError::Unexpected { origin: self.origin.clone(), reason: reason.into() }
    }

    /// What a refusal says. `hidden` is what was sent and may come back.
    pub(super) fn refused(&self, answer: &Answer, hidden: &[&Secret], help: Option<&str>) -> CredentialError {
        let said = serde_json::from_slice::<Value>(&answer.body).unwrap_or_default();
        let inner = said.get("error").unwrap_or(&said);
        let member = |names: &[&str]| {
            let found = names.iter().find_map(|name| inner.get(name).or_else(|| said.get(name)))?;
            let text = found.as_str().map_or_else(|| found.to_string(), str::to_owned);
            Some(shown(&text, hidden)).filter(|text| !text.is_empty())
        };
        let header = |name: &str| answer.headers.get(name)?.to_str().ok().map(|text| shown(text, hidden));
        CredentialError::Refused {
            origin: self.origin.clone(),
            status: answer.status,
            code: member(&["error_code", "errorCode", "code"]),
            message: member(&["error_msg", "errorMsg", "message"]),
            request_id: header("x-request-id").or_else(|| header("x-iam-trace-id")),
            help: help.map(str::to_owned),
        }
    }
}

/// A text of a service without what is secret, and short.
fn shown(text: &str, hidden: &[&Secret]) -> String {
    let hide = |text: String, secret: &&Secret| match secret.expose() {
        "" => text,
        secret => text.replace(secret, drs_diag::MASK),
    };
    let text = hidden.iter().fold(text.to_owned(), hide);
    drs_diag::escape(&text.chars().take(MAX_MESSAGE_CHARS).collect::<String>()).into_owned()
}
