//! What one place says, before it is known which place decides.

use crate::auth::{Credential, Login, LookedAt, SourceKind, State};

/// What one place says.
#[derive(Clone, Debug)]
pub(in crate::auth) struct Look {
    pub(in crate::auth) kind: SourceKind,
    /// The place as messages name it.
    pub(in crate::auth) source: String,
    pub(in crate::auth) finding: Finding,
    /// What else is set there.
    pub(in crate::auth) settings: PlaceSettings,
    /// What to warn of if the place decides.
    pub(in crate::auth) warnings: Vec<String>,
}

/// Settings beside credentials.
#[derive(Clone, Debug, Default)]
pub(in crate::auth) struct PlaceSettings {
    pub(in crate::auth) region: Option<String>,
    pub(in crate::auth) project_id: Option<String>,
    /// What the project is called, if not like the region.
    pub(in crate::auth) project_name: Option<String>,
    pub(in crate::auth) iam_endpoint: Option<String>,
}

/// What a place has.
#[derive(Clone, Debug)]
pub(in crate::auth) enum Finding {
    /// Nothing.
    Absent { state: State, detail: Option<String> },
    /// A part of what is needed.
    Incomplete { missing: String },
    /// Something that cannot be used.
    Unusable { state: State, reason: String, help: Option<String> },
    /// Credentials.
    Complete(Holds),
}

/// Credentials, or what it takes to get them.
#[derive(Clone, Debug)]
pub(in crate::auth) enum Holds {
    /// At hand.
    Credential(Credential),
    /// User and password, for which the identity service gives a token.
    Login(Login),
    /// The metadata service of this cloud server.
    Metadata,
    /// The service that gives credentials to this pod.
    Pod { address: String, token_file: String },
}

impl Look {
    pub(super) fn new(kind: SourceKind, source: impl Into<String>, finding: Finding) -> Self {
        let settings = PlaceSettings::default();
        Self { kind, source: source.into(), finding, settings, warnings: Vec::new() }
    }

    /// What is reported of the place.
    pub(in crate::auth) fn looked_at(&self, is_used: bool) -> LookedAt {
        let (state, detail) = match &self.finding {
            Finding::Absent { state, detail } => (*state, detail.clone()),
            Finding::Incomplete { missing } => (State::Incomplete, Some(format!("{missing} is missing"))),
            Finding::Unusable { state, reason, .. } => (*state, Some(reason.clone())),
            Finding::Complete(_) if is_used => (State::Used, None),
            Finding::Complete(_) => (State::NotNeeded, None),
        };
        LookedAt { kind: self.kind, source: self.source.clone(), state, detail }
    }
}

impl Finding {
    /// Nothing, with nothing to say about it.
    pub(super) fn absent(state: State) -> Self {
        Self::Absent { state, detail: None }
    }

    /// A federated identity, for which no token is fetched.
    pub(super) fn federated() -> Self {
        Self::Unusable {
            state: State::Unsupported,
            reason: "it has a federated identity".to_owned(),
            help: Some("use an access key or a token".to_owned()),
        }
    }

    /// An access key, as far as it is there. `names` is what messages call key and secret.
    pub(super) fn access_key(names: [&str; 2], key: Option<&str>, secret: Option<&str>, token: Option<&str>) -> Self {
        match (key, secret) {
            (Some(key), Some(secret)) => Self::Complete(Holds::Credential(Credential::AccessKey {
                access_key: key.to_owned(),
                secret_key: secret.into(),
                security_token: token.map(Into::into),
                expires: None,
            })),
            (None, None) if token.is_none() => Self::absent(State::Unset),
            (None, _) => Self::Incomplete { missing: names[0].to_owned() },
            (Some(_), None) => Self::Incomplete { missing: names[1].to_owned() },
        }
    }
}
