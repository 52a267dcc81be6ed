//! The temporary access key of a cloud server, from its metadata service.

use std::time::Duration;

use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Method, Request};

use super::http::Peer;
use super::{address, temporary};
use crate::auth::{Credential, CredentialError, ProvideCredentials, Provided};
use crate::secret::Secret;

/// Where every cloud server finds it.
const ADDRESS: &str = "http://169.254.169.254";

/// Where there is none, nothing answers.
const TIMEOUT: Duration = Duration::from_secs(3);

const TOKEN: HeaderName = HeaderName::from_static("x-metadata-token");
const LIFE: HeaderName = HeaderName::from_static("x-metadata-token-ttl-seconds");

/// The agency of the cloud server that the program runs on. It is never asked unless somebody says so: elsewhere nothing answers,
/// and on a shared server another identity would. Each call of [`provide`](ProvideCredentials::provide) asks;
/// [`Cached`](crate::auth::Cached) keeps the answer.
#[derive(Clone, Debug)]
pub struct Metadata {
    address: String,
}

impl Default for Metadata {
    fn default() -> Self {
        Self { address: ADDRESS.to_owned() }
    }
}

impl Metadata {
    /// A metadata service elsewhere.
    pub fn at(address: impl Into<String>) -> Self {
        Self { address: address.into() }
    }

    async fn fetch(&self) -> Result<Credential, CredentialError> {
        let peer = Peer::near(self.describe(), TIMEOUT);
        let url = |path: &str| {
            let mut url = address::parse(&peer.origin, &self.address, true)?;
            url.set_path(path);
            Ok::<_, CredentialError>(url)
        };
        let mut request = Request::new(Method::PUT, url("/meta-data/latest/api/token")?);
        request.headers_mut().insert(LIFE, HeaderValue::from_static("21600"));
        let session = peer.exchange(request).await?;
        let token = match session.status {
            200 => Some(Secret::from(String::from_utf8_lossy(&session.body).trim())),
            // Older servers want none.
            404 | 405 | 503 => None,
            _ => return Err(peer.refused(&session, &[], None)),
        };
        let mut request = Request::new(Method::GET, url("/openstack/latest/securitykey")?);
        if let Some(token) = &token {
            let mut value = HeaderValue::from_str(token.expose())
                .map_err(|_| peer.unexpected("its token has characters that cannot be sent"))?;
            value.set_sensitive(true);
            request.headers_mut().insert(TOKEN, value);
        }
        let answer = peer.exchange(request).await?;
        if answer.status != 200 {
            let help = Some("give the cloud server an agency that may call the data replication service");
            return Err(peer.refused(&answer, &token.iter().collect::<Vec<_>>(), help));
        }
        temporary::parse(&answer.body).ok_or_else(|| peer.unexpected("it is not the JSON of an access key"))
    }
}

impl ProvideCredentials for Metadata {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.fetch())
    }

    fn describe(&self) -> String {
        "the metadata service of this cloud server".to_owned()
    }
}
