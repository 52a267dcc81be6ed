//! Temporary access keys, as services on a cloud server write them.

use serde::Deserialize;

use super::moment;
use crate::auth::Credential;
use crate::secret::Secret;

#[derive(Deserialize)]
struct Answer {
    #[serde(alias = "credentials")]
    credential: Key,
}

#[derive(Deserialize)]
struct Key {
    #[serde(alias = "accessKeyId", alias = "access_key_id")]
    access: String,
    #[serde(alias = "secretAccessKey", alias = "secret_access_key")]
    secret: Secret,
    #[serde(default, alias = "securityToken", alias = "security_token")]
    securitytoken: Option<Secret>,
    #[serde(default, alias = "expiration")]
    expires_at: Option<String>,
}

/// Reads a temporary access key.
pub(super) fn parse(body: &[u8]) -> Option<Credential> {
    let wrapped = serde_json::from_slice(body).map(|Answer { credential }| credential);
    let Key { access, secret, securitytoken, expires_at } = wrapped.or_else(|_| serde_json::from_slice(body)).ok()?;
    // Without a readable end it would be kept for ever.
    let expires = match expires_at {
        Some(end) => Some(moment::parse(&end)?),
        None => None,
    };
    Some(Credential::AccessKey { access_key: access, secret_key: secret, security_token: securitytoken, expires })
}
