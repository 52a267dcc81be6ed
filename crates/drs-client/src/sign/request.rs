//! Signing a request in place.

use std::time::SystemTime;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName, HeaderValue};
use reqwest::{Request, Url};

use super::SignError;
use super::canonical::Canonical;
use super::encode::sha256;
use super::query::is_canonical;
use super::signature::{ALGORITHM, date, signature};
use crate::secret::Secret;

/// The most bytes of a signed body, which is a limit of the gateway.
const MAX_BODY_BYTES: usize = 12 << 20;

const DATE: HeaderName = HeaderName::from_static("x-sdk-date");
const LANGUAGE: HeaderName = HeaderName::from_static("x-language");
const PROJECT_ID: HeaderName = HeaderName::from_static("x-project-id");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");

/// Signs a request with an access key, for the moment `now`: sets `host`, `x-sdk-date`, `x-project-id`, `x-security-token` and
/// `authorization`. What an earlier signature left in them is replaced or removed; nothing else of the request changes.
///
/// Signed are these headers, `content-type` and `x-language` if they are set, the method, the path, the query and the body.
/// The query has to be written by [`canonicalize_query`](super::canonicalize_query).
///
/// # Errors
/// [`SignError`]. The request is then as it was.
pub fn sign(
    request: &mut Request,
    access_key: &str,
    secret_key: &Secret,
    security_token: Option<&Secret>,
    project_id: Option<&str>,
    now: SystemTime,
) -> Result<(), SignError> {
    let body = request.body().map(|body| body.as_bytes().ok_or(SignError::Stream)).transpose()?.unwrap_or_default();
    if body.len() > MAX_BODY_BYTES {
        return Err(SignError::TooLong { length: body.len(), limit: MAX_BODY_BYTES });
    }
    let query = request.url().query().unwrap_or_default();
    if !is_canonical(query) {
        return Err(SignError::Query);
    }
    // The header names it between a blank and a comma.
    if !access_key.bytes().all(|byte| byte.is_ascii_graphic() && byte != b',') || access_key.is_empty() {
        return Err(SignError::Unusable { what: "access key" });
    }
    if secret_key.expose().is_empty() {
        return Err(SignError::Unusable { what: "secret key" });
    }
    let date = date(now)?;
    let sent = request.headers();
    let headers = [
        (CONTENT_TYPE, sent.get(CONTENT_TYPE).cloned()),
        (HOST, Some(host(request.url())?)),
        (LANGUAGE, sent.get(LANGUAGE).cloned()),
        (PROJECT_ID, project_id.map(|id| value("project id", id)).transpose()?),
        (DATE, Some(value("date", &date)?)),
        (SECURITY_TOKEN, security_token.map(|token| sensitive("security token", token.expose())).transpose()?),
    ];
    let signed: Vec<_> =
        headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.as_ref()?.as_bytes()))).collect();
    let canonical = Canonical {
        method: request.method().as_str(),
        path: request.url().path(),
        query,
        headers: &signed,
        body_hash: &sha256(body),
    };
    let signature = signature(&canonical, secret_key.expose(), &date)?;
    let names = canonical.signed_headers();
    let authorization = format!("{ALGORITHM} Access={access_key}, SignedHeaders={names}, Signature={signature}");
    let authorization = sensitive("access key", &authorization)?;

    let sent = request.headers_mut();
    for (name, value) in headers.into_iter().chain([(AUTHORIZATION, Some(authorization))]) {
        match value {
            Some(value) => drop(sent.insert(name, value)),
            None => drop(sent.remove(name)),
        }
    }
    Ok(())
}

/// The host as it is sent: with the port unless that follows from the scheme.
fn host(url: &Url) -> Result<HeaderValue, SignError> {
    let host = url.host_str().ok_or(SignError::Host)?;
    value("host", &url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

fn value(what: &'static str, text: &str) -> Result<HeaderValue, SignError> {
    HeaderValue::from_str(text).ok().filter(|value| !value.is_empty()).ok_or(SignError::Unusable { what })
}

/// A value that is left out of every `Debug`.
fn sensitive(what: &'static str, text: &str) -> Result<HeaderValue, SignError> {
    let mut value = value(what, text)?;
    value.set_sensitive(true);
    Ok(value)
}
