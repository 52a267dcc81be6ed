//! Credentials that are at hand.

use super::{Credential, ProvideCredentials, Provided};

/// Credentials that stay as they are.
#[derive(Clone, Debug)]
pub struct Fixed {
    credential: Credential,
    source: String,
}

impl Fixed {
    /// Credentials that were given in so many words.
    pub fn new(credential: Credential) -> Self {
        Self::from_source(credential, "what was given")
    }

    /// Credentials that come from `source`, which messages name.
    pub fn from_source(credential: Credential, source: impl Into<String>) -> Self {
        Self { credential, source: source.into() }
    }
}

impl ProvideCredentials for Fixed {
    fn provide(&self) -> Provided<'_> {
        Box::pin(std::future::ready(Ok(self.credential.clone())))
    }

    fn describe(&self) -> String {
        self.source.clone()
    }
}
