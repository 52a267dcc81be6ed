//! The temporary access key of a pod, from the service that its environment names.

use std::path::PathBuf;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Request};

use super::http::Peer;
use super::{address, temporary};
use crate::auth::sources::{Finding, secret_file};
use crate::auth::{Credential, CredentialError, ProvideCredentials, Provided};
use crate::secret::Secret;

const TIMEOUT: Duration = Duration::from_secs(5);

/// The identity that a cluster gives to a pod. The file with its token is read anew each time, because the cluster replaces it.
/// Each call of [`provide`](ProvideCredentials::provide) asks; [`Cached`](crate::auth::Cached) keeps the answer.
#[derive(Clone, Debug)]
pub struct PodIdentity {
    address: String,
    token_file: PathBuf,
}

impl PodIdentity {
    /// The values of `HC_CONTAINER_CREDENTIALS_FULL_URI` and `HC_CONTAINER_AUTHORIZATION_TOKEN_FILE`.
    pub fn new(address: impl Into<String>, token_file: impl Into<PathBuf>) -> Self {
        Self { address: address.into(), token_file: token_file.into() }
    }

    async fn fetch(&self) -> Result<Credential, CredentialError> {
        let peer = Peer::near(self.describe(), TIMEOUT);
        let url = address::parse(&peer.origin, &self.address, true)?;
        let token = self.token()?;
        let mut value = HeaderValue::from_str(token.expose())
            .map_err(|_| self.unusable("the token in its file has characters that cannot be sent".to_owned()))?;
        value.set_sensitive(true);
        let mut request = Request::new(Method::POST, url);
        request.headers_mut().insert(AUTHORIZATION, value);
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        *request.body_mut() = Some("{}".into());
        let answer = peer.exchange(request).await?;
        if !(200..300).contains(&answer.status) {
            return Err(peer.refused(&answer, &[&token], None));
        }
        temporary::parse(&answer.body).ok_or_else(|| peer.unexpected("it is not the JSON of an access key"))
    }

    fn token(&self) -> Result<Secret, CredentialError> {
        let file = format!("`{}`", drs_diag::escape(&self.token_file.to_string_lossy()));
        let (text, _) = secret_file(&self.token_file, &file).map_err(|finding| match finding {
            Finding::Unusable { reason, .. } => self.unusable(format!("{file}: {reason}")),
            _ => self.unusable(format!("{file} does not exist")),
        })?;
        Ok(text.trim().into())
    }

    fn unusable(&self, reason: String) -> CredentialError {
        CredentialError::Unusable { origin: self.describe(), reason, help: None }
    }
}

impl ProvideCredentials for PodIdentity {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.fetch())
    }

    fn describe(&self) -> String {
        "the identity of this pod".to_owned()
    }
}
