//! A token for user and password, from the identity service.

use std::time::{Duration, SystemTime};

use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Request, Url};
use serde_json::{Value, json};

use super::http::{Answer, Peer};
use super::{address, moment};
use crate::auth::{Credential, CredentialError, ProvideCredentials, Provided};
use crate::secret::Secret;

/// How long a token is valid if the answer does not say.
const LIFE: Duration = Duration::from_hours(24);

/// User and password, for which the identity service gives a token of one project. Each call of
/// [`provide`](ProvideCredentials::provide) fetches a new one; [`Cached`](crate::auth::Cached) keeps it.
///
/// ```no_run
/// use std::time::Duration;
///
/// use drs_client::Client;
/// use drs_client::auth::{Cached, Login};
///
/// # fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let login = Login::new("the-account", "migration", std::env::var("HW_USER_PASSWORD")?)
///     .project_name("cn-north-4")
///     .iam_endpoint("https://iam.cn-north-4.myhuaweicloud.com");
/// let credentials = Cached::new(login, Duration::from_mins(30));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `provide`"]
pub struct Login {
    user: Value,
    password: Secret,
    project: Value,
    iam_endpoint: String,
}

impl Login {
    /// A user by name, in the account `domain`.
    pub fn new(domain: impl Into<String>, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::of(json!({"name": user.into(), "domain": {"name": domain.into()}}), password.into())
    }

    /// A user by name, in the account of an id.
    pub fn in_domain_id(domain: impl Into<String>, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::of(json!({"name": user.into(), "domain": {"id": domain.into()}}), password.into())
    }

    /// A user by id.
    pub fn of_user_id(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::of(json!({"id": user.into()}), password.into())
    }

    fn of(user: Value, password: Secret) -> Self {
        Self { user, password, project: Value::Null, iam_endpoint: String::new() }
    }

    /// The project of the token, by id.
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.project = json!({"id": id.into()});
        self
    }

    /// The project of the token, by name. The main project of a region is called like the region.
    pub fn project_name(mut self, name: impl Into<String>) -> Self {
        self.project = json!({"name": name.into()});
        self
    }

    /// Where the identity service is, such as `https://iam.cn-north-4.myhuaweicloud.com`.
    pub fn iam_endpoint(mut self, url: impl Into<String>) -> Self {
        self.iam_endpoint = url.into();
        self
    }

    async fn fetch(&self) -> Result<Credential, CredentialError> {
        let peer = Peer::remote(self.describe());
        let mut url = address::parse(&peer.origin, &self.iam_endpoint, false)?;
        set_path(&mut url, "/v3/auth/tokens");
        // The list of all services is long, and not needed.
        url.set_query(Some("nocatalog=1"));
        let mut request = Request::new(Method::POST, url);
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        *request.body_mut() = Some(self.body().into());
        let answer = peer.exchange(request).await?;
        if answer.status == 201 {
            return read(&peer, &answer);
        }
        let help = matches!(answer.status, 401 | 403).then_some(
            "check user, password and account; a user with multi-factor authentication needs a token or an access key",
        );
        Err(peer.refused(&answer, &[&self.password], help))
    }

    fn body(&self) -> String {
        let mut user = self.user.clone();
        user["password"] = self.password.expose().into();
        let identity = json!({"methods": ["password"], "password": {"user": user}});
        let mut body = json!({"auth": {"identity": identity}});
        if !self.project.is_null() {
            body["auth"]["scope"] = json!({"project": self.project});
        }
        body.to_string()
    }
}

impl ProvideCredentials for Login {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.fetch())
    }

    fn describe(&self) -> String {
        "the identity service".to_owned()
    }
}

fn read(peer: &Peer, answer: &Answer) -> Result<Credential, CredentialError> {
    let token = answer.headers.get("x-subject-token").and_then(|token| token.to_str().ok());
    let token = token.filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| peer.unexpected("it has no header `X-Subject-Token`"))?;
    let body = serde_json::from_slice::<Value>(&answer.body).unwrap_or_default();
    let end = body.pointer("/token/expires_at").and_then(Value::as_str).and_then(moment::parse);
    Ok(Credential::Token { token: token.into(), expires: Some(end.unwrap_or_else(|| SystemTime::now() + LIFE)) })
}

/// Appends a path to an address, which may end with the version that terraform's `HW_AUTH_URL` has.
pub(super) fn set_path(url: &mut Url, path: &str) {
    let base = url.path().trim_end_matches('/');
    let path = format!("{}{path}", base.strip_suffix("/v3").unwrap_or(base));
    url.set_path(&path);
}
