//! The client; its methods, one for each operation, are generated.

use std::fmt;
use std::sync::Arc;

use drs_contract::Operation;

use crate::call::{Call, Shared};
use crate::error::Error;

/// A client of the data replication API. Cloning is cheap, and clones share their connections.
///
/// Every method fails with
/// - [`Error::Invalid`] or [`Error::Argument`] if the request has mistakes, and with [`Error::Configuration`] if no endpoint is set
///   for the service that answers; then nothing was sent;
/// - [`Error::Refused`] if the service refuses the request or fails, also where it says so under a status of success;
/// - [`Error::Unexpected`], [`Error::Decode`], [`Error::TooLong`] or [`Error::Transport`] if there is no response that the contract
///   knows.
///
/// A status of success does not mean that all went well: see [`BatchSetPolicyResponse::failed`].
///
/// [`BatchSetPolicyResponse::failed`]: crate::types::BatchSetPolicyResponse::failed
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("endpoints", &self.shared.endpoints).finish_non_exhaustive()
    }
}

impl Client {
    pub(crate) fn new(shared: Shared) -> Self {
        Self { shared: Arc::new(shared) }
    }

    /// A call of the operation, unless no endpoint is set for its service.
    pub(crate) fn call(&self, operation: Operation) -> Result<Call<'_>, Error> {
        Call::new(operation, &self.shared)
    }
}
