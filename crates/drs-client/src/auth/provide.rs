//! The trait of everything that has credentials.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use super::{Credential, CredentialError};

/// Credentials that are at hand or on their way.
pub type Provided<'p> = Pin<Box<dyn Future<Output = Result<Credential, CredentialError>> + Send + 'p>>;

/// What has credentials, or gets them. A client asks before each attempt of each call, so whatever takes time is kept.
///
/// ```
/// use drs_client::auth::{Credential, ProvideCredentials, Provided};
///
/// /// Reads a token from a file that somebody else keeps fresh.
/// #[derive(Debug)]
/// struct TokenFile(std::path::PathBuf);
///
/// impl ProvideCredentials for TokenFile {
///     fn provide(&self) -> Provided<'_> {
///         Box::pin(async {
///             let token = std::fs::read_to_string(&self.0).unwrap_or_default();
///             Ok(Credential::token(token.trim()))
///         })
///     }
///
///     fn describe(&self) -> String {
///         format!("the file `{}`", self.0.display())
///     }
/// }
/// ```
pub trait ProvideCredentials: fmt::Debug + Send + Sync {
    /// The credentials for a request that is sent now.
    fn provide(&self) -> Provided<'_>;

    /// Where they come from, as messages name it, such as "the environment variables `HUAWEICLOUD_SDK_*`".
    fn describe(&self) -> String;

    /// Forgets the credentials that the service has refused, if they are those that are kept. Calls that were under way together
    /// are refused one after the other, and what was fetched meanwhile stays.
    fn invalidate(&self, refused: &Credential) {
        let _ = refused;
    }
}

impl<P: ProvideCredentials + ?Sized> ProvideCredentials for Arc<P> {
    fn provide(&self) -> Provided<'_> {
        (**self).provide()
    }

    fn describe(&self) -> String {
        (**self).describe()
    }

    fn invalidate(&self, refused: &Credential) {
        (**self).invalidate(refused);
    }
}
