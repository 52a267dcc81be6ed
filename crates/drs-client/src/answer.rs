//! Reading the body of an answer.

use bytes::Bytes;
use reqwest::Response;

/// The most bytes of an answer that are read: far more than a page of any list takes.
pub(crate) const LONGEST: usize = 64 << 20;

/// The whole body; `None` if it is longer than `longest`.
pub(crate) async fn body(response: &mut Response, longest: usize) -> reqwest::Result<Option<Bytes>> {
    let announced = response.content_length().unwrap_or(0);
    if announced > longest as u64 {
        return Ok(None);
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if chunk.len() > longest - body.len() {
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
        for (text, longest, read) in [("", 0, true), ("12345", 5, true), ("12345", 4, false), ("12345", 0, false)] {
            let mut response = Response::from(http::Response::new(text));
            let body = body(&mut response, longest).await.unwrap();
            assert_eq!(body, read.then(|| Bytes::from(text)), "{text:?} within {longest}");
        }
    }
}
