//! As much of IAM as clients need: tokens by password, and which project and account one is in.

use serde_json::{Value, json};

use super::gateway::{Gateway, Identity, TOKEN_LIFE, USER};
use super::route::query_pairs;
use crate::machine::{Ids, Moment};

/// Region of the project, unless a call asks for another.
const REGION: &str = "cn-north-4";

/// An answer of IAM.
pub(crate) struct IamAnswer {
    pub(crate) status: u16,
    pub(crate) body: Value,
    /// A token, for the header `X-Subject-Token`.
    pub(crate) token: Option<String>,
}

impl IamAnswer {
    fn new(status: u16, body: Value) -> Self {
        Self { status, body, token: None }
    }
}

/// Whether a call is one for IAM that nobody needs to be known for.
pub(crate) fn is_login(method: &str, path: &str) -> bool {
    (method, path) == ("POST", "/v3/auth/tokens")
}

/// Answers a login. The password of the sandbox is its secret key.
pub(crate) fn login(gateway: &mut Gateway, identity: &Identity, ids: &mut Ids, body: &[u8], real: i64) -> IamAnswer {
    let request: Value = serde_json::from_slice(body).unwrap_or_default();
    let user = &request["auth"]["identity"]["password"]["user"];
    if !user.is_object() {
        return IamAnswer::new(
            400,
            error(400, "Bad Request", "The request body is invalid: it has no auth.identity.password.user."),
        );
    }
    if user["password"].as_str() != Some(identity.secret_key.as_str()) {
        return IamAnswer::new(401, error(401, "Unauthorized", "The username or password is wrong."));
    }
    let token = format!("{}{}", ids.uuid("token"), ids.uuid("token"));
    gateway.issue(token.clone(), real + TOKEN_LIFE);
    let time = |seconds: i64| Moment(u64::try_from(seconds).unwrap_or(0) * 1000).to_string();
    let scope = &request["auth"]["scope"]["project"];
    let body = json!({"token": {
        "methods": ["password"],
        "issued_at": time(real),
        "expires_at": time(real + TOKEN_LIFE),
        "user": {"id": identity.user_id, "name": user["name"], "domain": {"id": identity.domain_id, "name": USER}},
        "project": {"id": identity.project_id, "name": scope["name"].as_str().unwrap_or(REGION)},
    }});
    IamAnswer { status: 201, body, token: Some(token) }
}

/// Answers other calls to IAM; `None` if it is none.
pub(crate) fn answer(identity: &Identity, method: &str, path: &str, query: &str) -> Option<IamAnswer> {
    let body = match (method, path) {
        ("GET", "/v3/projects") => {
            let name = query_pairs(query).into_iter().find(|(name, _)| name == "name").map(|(_, value)| value);
            let name = name.unwrap_or_else(|| REGION.to_owned());
            let project =
                json!({"id": identity.project_id, "name": name, "domain_id": identity.domain_id, "enabled": true});
            json!({"projects": [project], "links": {"next": null, "previous": null}})
        }
        ("GET", "/v3/auth/domains") => {
            json!({"domains": [{"id": identity.domain_id, "name": USER, "enabled": true}], "links": {}})
        }
        ("GET", "/v5/caller-identity") => {
            let urn = format!("iam::{}:user:{USER}", identity.domain_id);
            json!({"account_id": identity.domain_id, "principal_id": identity.user_id, "principal_urn": urn})
        }
        _ => return None,
    };
    Some(IamAnswer::new(200, body))
}

fn error(code: u16, title: &str, message: &str) -> Value {
    json!({"error": {"code": code, "message": message, "title": title}})
}
