//! Sending a request, and reading the whole response.

use bytes::Bytes;
use reqwest::{Request, Response};

use crate::error::{Error, TransportKind};

/// The most bytes of a response that are read: far more than a page of any list takes.
pub(crate) const MAX_RESPONSE_BYTES: usize = 64 << 20;

/// What came back.
pub(crate) struct Received {
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    /// `Retry-After` of a failure.
    pub(crate) retry_after: Option<String>,
    /// `Date` of a failure.
    pub(crate) date: Option<String>,
    /// The whole body; `None` if it is longer than [`MAX_RESPONSE_BYTES`].
    pub(crate) body: Option<Bytes>,
}

/// An exchange that broke off.
pub(crate) struct Broken {
    /// Status of the response, if it began.
    pub(crate) status: Option<u16>,
    pub(crate) error: reqwest::Error,
}

impl Broken {
    /// The error of a call that this was the last attempt of.
    pub(crate) fn into_error(self, operation: &'static str) -> Error {
        let Self { status, error } = self;
        // A connection whose time ran out is both kinds of error, and what was never connected was never sent.
        if error.is_connect() {
            return Error::NotSent { operation, source: error.into() };
        }
        Error::Transport { operation, kind: kind(error.is_timeout(), status), status, source: error.into() }
    }
}

/// Which part failed.
fn kind(is_timeout: bool, status: Option<u16>) -> TransportKind {
    if is_timeout {
        TransportKind::Timeout
    } else if status.is_some() {
        TransportKind::Body
    } else {
        TransportKind::Exchange
    }
}

/// Sends a request and waits for the end of the response.
pub(crate) async fn exchange(http: &reqwest::Client, request: Request) -> Result<Received, Broken> {
    let mut response = http.execute(request).await.map_err(|error| Broken { status: None, error })?;
    let status = response.status().as_u16();
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
    // The second one is of the identity service.
    let request_id = header("x-request-id").or_else(|| header("x-iam-trace-id"));
    let request_id = request_id.map(|id| drs_diag::escape(id).into_owned());
    let of_failure = |name| header(name).filter(|_| status >= 400).map(ToOwned::to_owned);
    let (retry_after, date) = (of_failure("retry-after"), of_failure("date"));
    let body = read_up_to(&mut response, MAX_RESPONSE_BYTES).await;
    let body = body.map_err(|error| Broken { status: Some(status), error })?;
    Ok(Received { status, request_id, retry_after, date, body })
}

/// The whole body; `None` if it is longer than `max_bytes`.
async fn read_up_to(response: &mut Response, max_bytes: usize) -> reqwest::Result<Option<Bytes>> {
    let announced = response.content_length().unwrap_or(0);
    if announced > max_bytes as u64 {
        return Ok(None);
    }
    let (mut chunks, mut length) = (Vec::<Bytes>::new(), 0);
    while let Some(chunk) = response.chunk().await? {
        if chunk.len() > max_bytes - length {
            return Ok(None);
        }
        length += chunk.len();
        chunks.push(chunk);
    }
    // Most bodies come in one piece, which need not be copied.
    Ok(Some(if chunks.len() == 1 { chunks.swap_remove(0) } else { chunks.concat().into() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_that_ran_out_comes_before_what_had_arrived() {
        assert_eq!(kind(true, None), TransportKind::Timeout);
        assert_eq!(kind(true, Some(200)), TransportKind::Timeout);
        assert_eq!(kind(false, Some(200)), TransportKind::Body);
        assert_eq!(kind(false, None), TransportKind::Exchange);
    }

    #[tokio::test]
    async fn a_body_may_be_as_long_as_the_limit_and_not_longer() {
        for (text, max_bytes, fits) in [("", 0, true), ("12345", 5, true), ("12345", 4, false), ("12345", 0, false)] {
            let mut response = Response::from(http::Response::new(text));
            let body = read_up_to(&mut response, max_bytes).await.unwrap();
            assert_eq!(body, fits.then(|| Bytes::from(text)), "{text:?} within {max_bytes}");
        }
    }
}
