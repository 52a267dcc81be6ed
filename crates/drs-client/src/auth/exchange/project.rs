//! The project of a region, from the identity service.

use std::time::SystemTime;

use reqwest::header::HeaderValue;
use reqwest::{Method, Request};
use serde::Deserialize;

use super::http::Peer;
use super::{address, login};
use crate::auth::{Credential, CredentialError};
use crate::sign::{canonical_query, sign};

#[derive(Deserialize)]
struct Answer {
    projects: Vec<Project>,
}

#[derive(Deserialize)]
struct Project {
    id: String,
}

/// The id of the project that is called like a region.
pub(in crate::auth) async fn look_up(
    iam_endpoint: &str,
    region: &str,
    credential: &Credential,
) -> Result<String, CredentialError> {
    let peer = Peer::remote("the identity service".to_owned());
    let mut url = address::parse(&peer.origin, iam_endpoint, false)?;
    login::set_path(&mut url, "/v3/projects");
    url.set_query(Some(&canonical_query([("name", region)])));
    let mut request = Request::new(Method::GET, url);
    authorize(&peer, &mut request, credential)?;
    let answer = peer.exchange(request).await?;
    if answer.status != 200 {
        let help = "set `HUAWEICLOUD_SDK_PROJECT_ID` to the id of the project, and it is not looked up";
        return Err(peer.refused(&answer, &credential.secrets(), Some(help)));
    }
    let projects = serde_json::from_slice::<Answer>(&answer.body).map(|answer| answer.projects);
    let projects = projects.map_err(|_| peer.unexpected("it is not the JSON of a list of projects"))?;
    match projects.as_slice() {
        [project] => Ok(project.id.clone()),
        projects => Err(CredentialError::Project {
            region: Some(drs_diag::escape(region).into_owned()),
            found: projects.iter().map(|project| drs_diag::escape(&project.id).into_owned()).collect(),
        }),
    }
}

fn authorize(peer: &Peer, request: &mut Request, credential: &Credential) -> Result<(), CredentialError> {
    let unusable = |reason: String| CredentialError::Unusable { origin: peer.origin.clone(), reason, help: None };
    match credential {
        Credential::AccessKey { access_key, secret_key, security_token, .. } => {
            sign(request, access_key, secret_key, security_token.as_ref(), None, SystemTime::now())
                .map_err(|error| unusable(error.to_string()))
        }
        Credential::Token { token, .. } => {
            let mut value = HeaderValue::from_str(token.expose())
                .map_err(|_| unusable("the token has characters that cannot be sent".to_owned()))?;
            value.set_sensitive(true);
            request.headers_mut().insert("x-auth-token", value);
            Ok(())
        }
    }
}
