//! The clock of a service, beside ours.

use std::time::SystemTime;

use reqwest::header::DATE;
use reqwest::{Method, Request};

use super::address;
use super::http::Peer;
use crate::auth::CredentialError;

/// By how many seconds the clock of a service is ahead of ours, from the header `Date` of any answer. The request shows no
/// credentials, so a refusal of it counts for nothing. The gateway refuses signatures whose time differs by more than 15 minutes.
///
/// # Errors
/// The address cannot be used, or what is there does not answer, or without a date.
pub async fn clock_difference(url: &str) -> Result<i64, CredentialError> {
    let peer = Peer::remote("the service".to_owned());
    let url = address::parse(&peer.origin, url, false)?;
    let answer = peer.exchange(Request::new(Method::HEAD, url)).await?;
    let now = SystemTime::now();
    let date = answer.headers.get(DATE).and_then(|date| date.to_str().ok());
    let date = date.and_then(|date| httpdate::parse_http_date(date).ok());
    let date = date.ok_or_else(|| peer.unexpected("it has no header `Date`"))?;
    let ahead = date.duration_since(now).map(|ahead| ahead.as_secs().cast_signed());
    Ok(ahead.unwrap_or_else(|behind| -behind.duration().as_secs().cast_signed()))
}
