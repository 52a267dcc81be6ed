//! What was found out, as JSON for programs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{CredentialError, CredentialKind, LookedAt, Resolved, Setting};

/// What was found out, without any secret. Its JSON is what `drs auth --json` writes beside the checks that it makes:
///
/// ```json
/// {
///   "credentials": {
///     "kind": "access_key",
///     "source": "the environment variables `HUAWEICLOUD_SDK_*`",
///     "access_key": "***00AB"
///   },
///   "error": null,
///   "region": { "value": "cn-north-4", "origin": "`DRS_REGION`" },
///   "project_id": null,
///   "iam_endpoint": { "value": "https://iam.cn-north-4.myhuaweicloud.com", "origin": "the region" },
///   "endpoints": { "drs": { "value": "https://drs.cn-north-4.myhuaweicloud.com", "origin": "the region" } },
///   "looked_at": [
///     { "kind": "given", "source": "what was given", "state": "unset", "detail": null }
///   ],
///   "warnings": []
/// }
/// ```
///
/// Without credentials there is an `error`. More members may come, and more values of `kind` and `state`.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The credentials, if there are some.
    pub credentials: Option<ReportedCredentials>,
    /// Why there are none.
    pub error: Option<ReportedError>,
    /// The region.
    pub region: Option<Setting>,
    /// The project.
    pub project_id: Option<Setting>,
    /// Address of the identity service.
    pub iam_endpoint: Option<Setting>,
    /// Addresses of the services that are called, by name.
    pub endpoints: BTreeMap<&'static str, Setting>,
    /// Every place where credentials are looked for, in the order in which they decide.
    pub looked_at: Vec<LookedAt>,
    /// What works, and is probably not meant.
    pub warnings: Vec<String>,
}

/// Credentials, without what is secret.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ReportedCredentials {
    /// What they are.
    pub kind: CredentialKind,
    /// Where they come from.
    pub source: String,
    /// The last four characters of an access key that is at hand.
    pub access_key: Option<String>,
}

/// Why there are no credentials.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ReportedError {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Resolved {
    /// What was found out, as JSON for programs.
    pub fn report(&self) -> Report {
        self.into()
    }
}

impl From<&CredentialError> for ReportedError {
    fn from(error: &CredentialError) -> Self {
        Self { message: error.to_string(), help: error.help() }
    }
}

impl From<&Resolved> for Report {
    fn from(resolved: &Resolved) -> Self {
        let found = resolved.credentials.as_ref();
        let endpoints = resolved.endpoints.iter().map(|(service, endpoint)| (service.id(), endpoint.clone()));
        Self {
            credentials: found.ok().map(|found| ReportedCredentials {
                kind: found.kind,
                source: found.source.clone(),
                access_key: found.access_key.clone(),
            }),
            error: found.err().map(Into::into),
            region: resolved.region.clone(),
            project_id: resolved.project_id.clone(),
            iam_endpoint: resolved.iam_endpoint.clone(),
            endpoints: endpoints.collect(),
            looked_at: resolved.looked_at.clone(),
            warnings: resolved.warnings.clone(),
        }
    }
}
