//! Credentials that a cloud gives to its servers, which are used only if somebody asks for them.

use super::finding::{Finding, Holds, Look};
use crate::auth::{Asked, Environment, SourceKind};

const ADDRESS: &str = "HC_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN_FILE: &str = "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE";

/// Looks at what was asked for. Nothing is sent.
pub(in crate::auth) fn asked(environment: &Environment, asked: Asked) -> Look {
    let incomplete = |variable: &str| Finding::Incomplete { missing: format!("`{variable}`") };
    match asked {
        Asked::Metadata => {
            Look::new(SourceKind::Metadata, Asked::Metadata.source(), Finding::Complete(Holds::Metadata))
        }
        Asked::Pod => {
            let finding = match (environment.get(ADDRESS), environment.get(TOKEN_FILE)) {
                (Some(address), Some(file)) => {
                    Finding::Complete(Holds::Pod { address: address.to_owned(), token_file: file.to_owned() })
                }
                (None, _) => incomplete(ADDRESS),
                (_, None) => incomplete(TOKEN_FILE),
            };
            Look::new(SourceKind::Pod, Asked::Pod.source(), finding)
        }
    }
}
