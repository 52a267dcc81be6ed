//! A request that is looked at before it is sent.

use drs_diag::{Secrets, Source};
use drs_text::Span;
use reqwest::Request;

use crate::generated::secrets::MEMBERS;

/// A request as it would be sent, without what proves who makes it, and with the secrets in it masked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Preview {
    /// HTTP method.
    pub method: String,
    /// The whole address, with the query as it is signed.
    pub url: String,
    /// Headers in order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, with each secret replaced by stars; empty if there is none.
    pub body: String,
}

impl Preview {
    pub(crate) fn new(request: &Request) -> Self {
        let headers = request.headers().iter().map(|(name, value)| {
            let value =
                if value.is_sensitive() { drs_diag::MASK.into() } else { String::from_utf8_lossy(value.as_bytes()) };
            (name.as_str().to_owned(), drs_diag::escape(&value).into_owned())
        });
        let body = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
        let secrets = Secrets::new(MEMBERS);
        let source = Source::new("", body, &secrets, None);
        let whole = Span::new(0, u32::try_from(body.len()).unwrap_or(u32::MAX));
        Self {
            method: request.method().to_string(),
            url: request.url().to_string(),
            headers: headers.collect(),
            body: source.visible(whole),
        }
    }
}
