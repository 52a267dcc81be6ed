//! What the program or the command line was given.

use super::finding::{Finding, Holds, Look};
use crate::auth::{Credential, SourceKind, State};
use crate::secret::Secret;

/// Credentials that were given in so many words.
#[derive(Clone, Debug, Default)]
pub(in crate::auth) struct Given {
    pub(in crate::auth) access_key: Option<String>,
    pub(in crate::auth) secret_key: Option<Secret>,
    pub(in crate::auth) security_token: Option<Secret>,
    pub(in crate::auth) token: Option<Secret>,
}

impl Given {
    pub(in crate::auth) fn look(&self) -> Look {
        let Self { access_key, secret_key, security_token, token } = self;
        let has_key = access_key.is_some() || secret_key.is_some() || security_token.is_some();
        let finding = match token {
            Some(_) if has_key => Finding::Unusable {
                state: State::Contradictory,
                reason: "both a token and an access key are given".to_owned(),
                help: Some("give one of them".to_owned()),
            },
            Some(token) => Finding::Complete(Holds::Credential(Credential::token(token.clone()))),
            None => Finding::access_key(
                ["the access key", "the secret key"],
                access_key.as_deref(),
                secret_key.as_ref().map(Secret::expose),
                security_token.as_ref().map(Secret::expose),
            ),
        };
        Look::new(SourceKind::Given, "what was given", finding)
    }
}
