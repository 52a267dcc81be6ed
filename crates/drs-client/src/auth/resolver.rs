//! From what people have set up to credentials and settings: which place decides.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use drs_contract::Service;

use super::credential::mask;
use super::sources::{self, Finding, Given, Holds, Look};
use super::{
    Asked, Cached, Credential, CredentialError, CredentialKind, Environment, Fixed, Found, Login, LookedAt, Metadata,
    PodIdentity, ProvideCredentials, Resolved, Setting, SourceKind, State, settings,
};
use crate::secret::Secret;

/// How long before its end a token is replaced, of the 24 hours that it lives.
const TOKEN_MARGIN: Duration = Duration::from_mins(30);

/// How long before its end a temporary access key is replaced.
const KEY_MARGIN: Duration = Duration::from_mins(40);

/// Finds credentials and settings. See [the module](super) for the places and their order.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is looked at before `resolve`"]
pub struct Resolver {
    environment: Environment,
    given: Given,
    profile: Option<String>,
    asked: Option<Asked>,
    region: Option<String>,
    project_id: Option<String>,
    endpoints: BTreeMap<Service, String>,
    iam_endpoint: Option<String>,
    metadata_endpoint: Option<String>,
}

impl Resolver {
    /// Looks at this environment and at the files that it leads to.
    pub fn new(environment: Environment) -> Self {
        Self { environment, ..Self::default() }
    }

    /// The name of an access key.
    pub fn access_key(mut self, access_key: impl Into<String>) -> Self {
        self.given.access_key = Some(access_key.into());
        self
    }

    /// The secret of an access key.
    pub fn secret_key(mut self, secret_key: impl Into<Secret>) -> Self {
        self.given.secret_key = Some(secret_key.into());
        self
    }

    /// The security token of a temporary access key.
    pub fn security_token(mut self, token: impl Into<Secret>) -> Self {
        self.given.security_token = Some(token.into());
        self
    }

    /// A token of the identity service.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.given.token = Some(token.into());
        self
    }

    /// A profile: `sdk:NAME`, `hcloud:NAME` or `NAME`.
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.profile = Some(name.into());
        self
    }

    /// Credentials that a cloud gives to its servers.
    pub fn ask(mut self, asked: Asked) -> Self {
        self.asked = Some(asked);
        self
    }

    /// The region, such as `cn-north-4`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The project.
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.project_id = Some(id.into());
        self
    }

    /// The address of a service.
    pub fn endpoint(mut self, service: Service, url: impl Into<String>) -> Self {
        self.endpoints.insert(service, url.into());
        self
    }

    /// The address of the identity service.
    pub fn iam_endpoint(mut self, url: impl Into<String>) -> Self {
        self.iam_endpoint = Some(url.into());
        self
    }

    /// The address of the metadata service, in place of `http://169.254.169.254`.
    pub fn metadata_endpoint(mut self, url: impl Into<String>) -> Self {
        self.metadata_endpoint = Some(url.into());
        self
    }

    /// Looks at every place. Files are read, and nothing is sent.
    pub fn resolve(&self) -> Resolved {
        let looks = self.looks();
        let decisive = looks.iter().position(|look| !matches!(look.finding, Finding::Absent { .. }));
        let places = settings::Places::new(&looks, decisive);
        let region = settings::region(self.region.as_deref(), &self.environment, &places);
        let iam_endpoint = settings::iam(self.iam_endpoint.as_deref(), &places, region.as_ref());
        let mut looked_at: Vec<_> =
            looks.iter().enumerate().map(|(index, look)| look.looked_at(Some(index) == decisive)).collect();
        for (asked, kind) in [(Asked::Metadata, SourceKind::Metadata), (Asked::Pod, SourceKind::Pod)] {
            if self.asked != Some(asked) {
                let source = asked.source().to_owned();
                looked_at.push(LookedAt { kind, source, state: State::NotAsked, detail: None });
            }
        }
        let credentials = match decisive {
            Some(index) => self.credentials(&looks[index], iam_endpoint.as_ref()),
            None => Err(CredentialError::NotFound { looked_at: looked_at.clone() }),
        };
        if let (Some(index), Err(CredentialError::Unusable { reason, .. })) = (decisive, &credentials)
            && looked_at[index].state == State::Used
        {
            looked_at[index].state = State::Incomplete;
            looked_at[index].detail = Some(reason.clone());
        }
        Resolved {
            credentials,
            project_id: settings::project_id(self.project_id.as_deref(), &places),
            project_name: settings::project_name(&places),
            endpoints: settings::endpoints(&self.endpoints, &self.environment, region.as_ref()),
            warnings: warnings(&looks, decisive, region.as_ref()),
            region,
            iam_endpoint,
            looked_at,
        }
    }

    /// What every place says, in the order in which they decide.
    fn looks(&self) -> Vec<Look> {
        let mut given = self.given.look();
        if let Some(asked) = self.asked {
            let is_given = !matches!(given.finding, Finding::Absent { .. }) || self.profile.is_some();
            given = if is_given { contradiction(given, asked) } else { sources::asked(&self.environment, asked) };
        }
        let profile = self.profile.as_deref().or_else(|| self.environment.get("DRS_PROFILE"));
        let named = profile.map(|name| sources::named(&self.environment, name));
        let looks: Vec<Look> = [given].into_iter().chain(named).collect();
        let variables = self.environment.first(&["DRS_REGION", "HW_REGION_NAME"]).map(|(_, region)| region);
        let of_profile = looks.iter().find_map(|look| look.settings.region.clone());
        let region = self.region.clone().or(of_profile);
        let region = region.as_deref().or(variables);
        let others = sources::look_everywhere(&self.environment, region);
        looks.into_iter().chain(others).collect()
    }

    fn credentials(&self, look: &Look, iam: Option<&Setting>) -> Result<Found, CredentialError> {
        let origin = || look.source.clone();
        let holds = match &look.finding {
            Finding::Complete(holds) => holds,
            Finding::Incomplete { missing } => {
                return Err(CredentialError::Incomplete { origin: origin(), missing: missing.clone() });
            }
            Finding::Unusable { reason, help, .. } => {
                return Err(CredentialError::Unusable { origin: origin(), reason: reason.clone(), help: help.clone() });
            }
            Finding::Absent { .. } => return Err(CredentialError::NotFound { looked_at: vec![look.looked_at(false)] }),
        };
        let (kind, provider): (_, Arc<dyn ProvideCredentials>) = match holds {
            Holds::Credential(credential) => {
                (credential.into(), Arc::new(Fixed::from_source(credential.clone(), origin())))
            }
            Holds::Login(login) => {
                let iam = iam.ok_or_else(|| CredentialError::Unusable {
                    origin: origin(),
                    reason: "the address of the identity service is not known".to_owned(),
                    help: Some("set `HW_REGION_NAME` or `HW_AUTH_URL`".to_owned()),
                })?;
                let login = login.clone().iam_endpoint(&iam.value);
                let login = self.project_id.iter().fold(login, Login::project_id);
                (CredentialKind::Password, Arc::new(Cached::new(login, TOKEN_MARGIN).described(origin())))
            }
            Holds::Metadata => {
                let metadata = self.metadata_endpoint.as_ref().map_or_else(Metadata::default, Metadata::at);
                (CredentialKind::Metadata, Arc::new(Cached::new(metadata, KEY_MARGIN).described(origin())))
            }
            Holds::Pod { address, token_file } => {
                let pod = PodIdentity::new(address, token_file);
                (CredentialKind::Pod, Arc::new(Cached::new(pod, KEY_MARGIN).described(origin())))
            }
        };
        let access_key = match holds {
            Holds::Credential(Credential::AccessKey { access_key, .. }) => Some(mask(access_key)),
            _ => None,
        };
        Ok(Found { kind, source: origin(), access_key, provider })
    }
}

impl From<&Credential> for CredentialKind {
    fn from(credential: &Credential) -> Self {
        match credential {
            Credential::AccessKey { security_token: None, .. } => Self::AccessKey,
            Credential::AccessKey { .. } => Self::TemporaryAccessKey,
            Credential::Token { .. } => Self::Token,
        }
    }
}

/// Two identities that were both asked for.
fn contradiction(given: Look, asked: Asked) -> Look {
    let finding = Finding::Unusable {
        state: State::Contradictory,
        reason: format!("the {} is asked for beside other credentials", asked.kind()),
        help: Some("ask for one of them".to_owned()),
    };
    Look { finding, ..given }
}

/// What works, and is probably not meant.
fn warnings(looks: &[Look], decisive: Option<usize>, region: Option<&Setting>) -> Vec<String> {
    let Some(used) = decisive.map(|index| &looks[index]) else { return Vec::new() };
    let mut warnings = used.warnings.clone();
    let other = looks.iter().find(|look| look.kind == SourceKind::HwEnvironment);
    if let (SourceKind::SdkEnvironment, Finding::Complete(holds), Some(other)) = (used.kind, &used.finding, other)
        && let Finding::Complete(other_holds) = &other.finding
        && !is_same(holds, other_holds)
    {
        warnings.push(format!("{} have other credentials than {}, which are used", other.source, used.source));
    }
    if let Some(region) = region
        && Service::Drs.host(&region.value).is_none()
    {
        let name = drs_diag::escape(&region.value);
        warnings.push(format!("the contract knows no region `{name}`, which comes from {}", region.origin));
    }
    warnings
}

fn is_same(one: &Holds, other: &Holds) -> bool {
    matches!((one, other), (Holds::Credential(one), Holds::Credential(other)) if one == other)
}
