//! Signs requests of your own: one JSON object a line on standard input, its headers with the signature on standard output.
//!
//! ```json
//! {"method": "GET", "url": "https://drs.cn-north-4.myhuaweicloud.com/v5/p/jobs", "query": [["limit", "1"]], "headers": {},
//!  "body": "", "access_key": "AK", "secret_key": "SK", "security_token": null, "project_id": "p", "date": "2025-01-02T03:04:05Z"}
//! ```

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, BufRead as _, Write as _};

use drs_client::Secret;
use drs_client::auth::{canonical_query, sign};
use jiff::Timestamp;
use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Method, Request};
use serde::Deserialize;

#[derive(Deserialize)]
struct Unsigned {
    method: String,
    url: String,
    query: Vec<(String, String)>,
    headers: BTreeMap<String, String>,
    body: String,
    access_key: String,
    secret_key: Secret,
    security_token: Option<Secret>,
    project_id: Option<String>,
    date: String,
}

fn signed(line: &str) -> Result<String, Box<dyn Error>> {
    let unsigned: Unsigned = serde_json::from_str(line)?;
    let mut request = Request::new(Method::from_bytes(unsigned.method.as_bytes())?, unsigned.url.parse()?);
    let query = canonical_query(unsigned.query);
    request.url_mut().set_query((!query.is_empty()).then_some(&query));
    for (name, value) in &unsigned.headers {
        request.headers_mut().insert(HeaderName::try_from(name)?, HeaderValue::from_str(value)?);
    }
    *request.body_mut() = (!unsigned.body.is_empty()).then(|| unsigned.body.into());
    let date: Timestamp = unsigned.date.parse()?;
    let (token, project) = (unsigned.security_token.as_ref(), unsigned.project_id.as_deref());
    sign(&mut request, &unsigned.access_key, &unsigned.secret_key, token, project, date.try_into()?)?;
    let headers = request.headers().iter();
    let headers: BTreeMap<_, _> =
        headers.map(|(name, value)| Ok((name.as_str(), value.to_str()?))).collect::<Result<_, Box<dyn Error>>>()?;
    let target = [request.url().path(), request.url().query().unwrap_or_default()].join("?");
    Ok(serde_json::json!({"target": target.trim_end_matches('?'), "headers": headers}).to_string())
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", signed(&line?)?)?;
    }
    Ok(())
}
