//! Sending a request, and reading the whole response.

use bytes::Bytes;
use reqwest::{Request, Response};

/// The most bytes of a response that are read: far more than a page of any list takes.
pub(crate) const MAX_RESPONSE_BYTES: usize = 64 << 20;

/// What came back.
pub(crate) struct Received {
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    /// The whole body; `None` if it is longer than [`MAX_RESPONSE_BYTES`].
    pub(crate) body: Option<Bytes>,
}

/// An exchange that broke off.
pub(crate) struct Broken {
    /// Status of the response, if it began.
    pub(crate) status: Option<u16>,
    pub(crate) error: reqwest::Error,
}

/// Sends a request and waits for the end of the response.
pub(crate) async fn exchange(http: &reqwest::Client, request: Request) -> Result<Received, Broken> {
    let mut response = http.execute(request).await.map_err(|error| Broken { status: None, error })?;
    let status = response.status().as_u16();
    let request_id = response.headers().get("x-request-id").and_then(|value| value.to_str().ok());
    let request_id = request_id.map(|id| drs_diag::escape(id).into_owned());
    let body = read_up_to(&mut response, MAX_RESPONSE_BYTES).await;
    let body = body.map_err(|error| Broken { status: Some(status), error })?;
    Ok(Received { status, request_id, body })
}

/// The whole body; `None` if it is longer than `max_bytes`.
async fn read_up_to(response: &mut Response, max_bytes: usize) -> reqwest::Result<Option<Bytes>> {
    let announced = response.content_length().unwrap_or(0);
    if announced > max_bytes as u64 {
        return Ok(None);
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if chunk.len() > max_bytes - body.len() {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_may_be_as_long_as_the_limit_and_not_longer() {
        for (text, max_bytes, fits) in [("", 0, true), ("12345", 5, true), ("12345", 4, false), ("12345", 0, false)] {
            let mut response = Response::from(http::Response::new(text));
            let body = read_up_to(&mut response, max_bytes).await.unwrap();
            assert_eq!(body, fits.then(|| Bytes::from(text)), "{text:?} within {max_bytes}");
        }
    }
}
