//! What a call is made with.

use std::fmt;
use std::time::SystemTime;

use crate::secret::Secret;

/// An access key, with which requests are signed, or a token, which they carry. `Debug` shows the last four characters of an
/// access key and nothing of a secret.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Credential {
    /// An access key. A temporary one has a security token and an end.
    AccessKey {
        /// Name of the key, often called AK.
        access_key: String,
        /// What requests are signed with, often called SK.
        secret_key: Secret,
        /// Sent with each request that a temporary key signs.
        security_token: Option<Secret>,
        /// When the key ends; `None` if it does not, or if its end is not known.
        expires: Option<SystemTime>,
    },
    /// A token of the identity service, sent as `X-Auth-Token`.
    Token {
        /// The token.
        token: Secret,
        /// When the token ends; `None` if that is not known.
        expires: Option<SystemTime>,
    },
}

impl Credential {
    /// An access key without an end.
    pub fn access_key(access_key: impl Into<String>, secret_key: impl Into<Secret>) -> Self {
        Self::AccessKey {
            access_key: access_key.into(),
            secret_key: secret_key.into(),
            security_token: None,
            expires: None,
        }
    }

    /// A token whose end is not known.
    pub fn token(token: impl Into<Secret>) -> Self {
        Self::Token { token: token.into(), expires: None }
    }

    /// When it ends, if it does and that is known.
    pub fn expires(&self) -> Option<SystemTime> {
        match self {
            Self::AccessKey { expires, .. } | Self::Token { expires, .. } => *expires,
        }
    }

    /// What of it is secret, and may come back in an answer.
    pub(crate) fn secrets(&self) -> Vec<&Secret> {
        match self {
            Self::AccessKey { secret_key, security_token, .. } => {
                [secret_key].into_iter().chain(security_token).collect()
            }
            Self::Token { token, .. } => vec![token],
        }
    }

    /// Whether it can still be used at a moment.
    pub fn is_valid_at(&self, moment: SystemTime) -> bool {
        self.expires().is_none_or(|end| moment < end)
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AccessKey { access_key, secret_key, security_token, expires } => f
                .debug_struct("AccessKey")
                .field("access_key", &mask(access_key))
                .field("secret_key", secret_key)
                .field("security_token", security_token)
                .field("expires", expires)
                .finish(),
            Self::Token { token, expires } => {
                f.debug_struct("Token").field("token", token).field("expires", expires).finish()
            }
        }
    }
}

/// The name of an access key as it is shown: the last four characters behind stars, of a short one nothing.
pub(crate) fn mask(access_key: &str) -> String {
    let shown = access_key.char_indices().rev().nth(3).map(|(at, _)| &access_key[at..]);
    let shown = shown.filter(|_| access_key.len() >= 12 && access_key.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    format!("{}{}", drs_diag::MASK, shown.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{Credential, mask};

    #[test]
    fn debug_shows_the_end_of_an_access_key_and_no_secret() {
        let key = Credential::AccessKey {
            access_key: "AKEXAMPLE000000000AB".to_owned(),
            secret_key: "canary".into(),
            security_token: Some("canary".into()),
            expires: None,
        };
        let shown = format!("{key:?} {:?}", Credential::token("canary"));
        assert_eq!(
            shown,
            "AccessKey { access_key: \"***00AB\", secret_key: Secret(***), security_token: Some(Secret(***)), expires: None } \
             Token { token: Secret(***), expires: None }"
        );
    }

    #[test]
    fn a_short_access_key_is_masked_whole() {
        let shown = ["", "ABCD", "ABCDEFGHIJK", "ABCDEFGHIJKL", "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄ", "ABCDEFGHIJ\u{1b}[1m"].map(mask);
        assert_eq!(shown, ["***", "***", "***", "***IJKL", "***", "***"]);
    }

    #[test]
    fn a_credential_is_valid_until_its_end() {
        let end = SystemTime::UNIX_EPOCH + Duration::from_mins(1);
        let token = Credential::Token { token: "t".into(), expires: Some(end) };
        assert!(token.is_valid_at(end - Duration::from_secs(1)) && !token.is_valid_at(end));
        assert!(Credential::token("t").is_valid_at(end) && Credential::access_key("a", "s").is_valid_at(end));
    }
}
