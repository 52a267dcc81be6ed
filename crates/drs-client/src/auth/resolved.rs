//! What was found out about credentials and settings, each with where it comes from.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use drs_contract::Service;
use serde::Serialize;

use super::{CredentialError, LookedAt, ProvideCredentials, exchange};
use crate::client::Client;
use crate::config::ClientBuilder;

/// The origin of what follows from the region.
pub(super) const OF_REGION: &str = "the region";

/// What was found out, each part with where it comes from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Resolved {
    /// The credentials, or why there are none.
    pub credentials: Result<Found, CredentialError>,
    /// The region, such as `cn-north-4`.
    pub region: Option<Setting>,
    /// The project. If it is not set, [`project_id`](Self::project_id) asks for it.
    pub project_id: Option<Setting>,
    /// The name of the project, if it is not called like the region.
    pub project_name: Option<Setting>,
    /// Addresses of the services that are called.
    pub endpoints: BTreeMap<Service, Setting>,
    /// Address of the identity service.
    pub iam_endpoint: Option<Setting>,
    /// Every place where credentials are looked for, in the order in which they decide.
    pub looked_at: Vec<LookedAt>,
    /// What works, and is probably not meant.
    pub warnings: Vec<String>,
}

/// A setting and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Setting {
    /// The setting itself.
    pub value: String,
    /// Where it comes from, as messages name it.
    pub origin: String,
}

/// Credentials that were found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Found {
    /// What they are.
    pub kind: CredentialKind,
    /// Where they come from, as messages name it.
    pub source: String,
    /// The name of an access key that is at hand, but for its last four characters masked.
    pub access_key: Option<String>,
    /// What has them, or gets them.
    pub provider: Arc<dyn ProvideCredentials>,
}

/// What credentials are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CredentialKind {
    /// An access key.
    AccessKey,
    /// An access key with an end.
    TemporaryAccessKey,
    /// A token.
    Token,
    /// User and password, for which the identity service gives a token.
    Password,
    /// The agency of a cloud server.
    Metadata,
    /// The identity of a pod.
    Pod,
}

impl fmt::Display for CredentialKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::AccessKey => "access key",
            Self::TemporaryAccessKey => "temporary access key",
            Self::Token => "token",
            Self::Password => "user and password",
            Self::Metadata => "agency of this cloud server",
            Self::Pod => "identity of this pod",
        })
    }
}

/// Credentials that are used only if somebody asks for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Asked {
    /// The agency of the cloud server that the program runs on.
    Metadata,
    /// The identity of the pod that the program runs in.
    Pod,
}

impl Asked {
    /// What the credentials are then.
    pub(super) fn kind(self) -> CredentialKind {
        match self {
            Self::Metadata => CredentialKind::Metadata,
            Self::Pod => CredentialKind::Pod,
        }
    }

    /// Where they come from, as messages name it.
    pub(super) fn source(self) -> &'static str {
        match self {
            Self::Metadata => "the metadata service of this cloud server",
            Self::Pod => "the environment variables `HC_CONTAINER_*`",
        }
    }
}

impl Setting {
    pub(super) fn new(value: impl Into<String>, origin: impl Into<String>) -> Self {
        Self { value: value.into(), origin: origin.into() }
    }
}

impl Resolved {
    /// The settings of a client with what was found. A project that is not set has to be, for example to what
    /// [`project_id`](Self::project_id) says.
    ///
    /// # Errors
    /// There are no credentials.
    pub fn client(&self) -> Result<ClientBuilder, CredentialError> {
        let found = self.credentials.as_ref().map_err(Clone::clone)?;
        let mut builder = Client::builder().credentials(Arc::clone(&found.provider));
        if self.endpoints.is_empty()
            && let Some(region) = &self.region
        {
            // It has no hosts, and the error says which region is meant.
            builder = builder.region(&region.value);
        }
        for (&service, endpoint) in &self.endpoints {
            builder = builder.endpoint(service, &endpoint.value);
        }
        if let Some(project_id) = &self.project_id {
            builder = builder.project_id(&project_id.value);
        }
        Ok(builder)
    }

    /// The project: what is set, or else what the identity service says about the name of the project or about the region, which
    /// takes one call. Where the service that is called is not that of the region, the identity service of the region is not
    /// asked: it would get to see credentials that are meant for somebody else.
    ///
    /// # Errors
    /// There are no credentials, no region, no answer, or not exactly one project.
    pub async fn project_id(&self) -> Result<Setting, CredentialError> {
        if let Some(set) = &self.project_id {
            return Ok(set.clone());
        }
        let found = self.credentials.as_ref().map_err(Clone::clone)?;
        let (Some(region), Some(iam)) = (&self.region, &self.iam_endpoint) else {
            return Err(CredentialError::Project { region: None, found: Vec::new() });
        };
        let is_elsewhere = self.endpoints.get(&Service::Drs).is_some_and(|endpoint| endpoint.origin != OF_REGION);
        if is_elsewhere && iam.origin == OF_REGION {
            return Err(CredentialError::Project { region: None, found: Vec::new() });
        }
        let name = self.project_name.as_ref().unwrap_or(region);
        let credential = found.provider.provide().await?;
        let id = exchange::look_up(&iam.value, &name.value, &credential).await?;
        Ok(Setting::new(id, "the identity service"))
    }
}
