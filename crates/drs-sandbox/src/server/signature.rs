//! Signatures of calls, checked by what `SDK-HMAC-SHA256` demands.
//!
//! This is a second implementation of the algorithm, on purpose: it reads what arrived and shares nothing with whoever signed.

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::HeaderMap;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::{Digest as _, Sha256};

use super::route::query_pairs;

const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// Everything but letters, digits, `-`, `_`, `.` and `~`.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The parts of a call that a signature is about.
#[derive(Clone, Copy)]
pub(crate) struct Signed<'a> {
    pub(crate) method: &'a str,
    /// As on the wire.
    pub(crate) path: &'a str,
    /// As on the wire.
    pub(crate) query: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

/// The `Authorization` header, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Authorization {
    pub(crate) access_key: String,
    signed_headers: Vec<String>,
    signature: Vec<u8>,
}

impl Authorization {
    /// Reads the header.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let members = text.strip_prefix(ALGORITHM)?.strip_prefix(' ')?;
        let member = |name: &str| {
            let mut parts = members.split(',').map(str::trim);
            parts.find_map(|part| part.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned)
        };
        let signed_headers = member("SignedHeaders")?.split(';').map(str::to_owned).collect();
        Some(Self { access_key: member("Access")?, signed_headers, signature: unhex(&member("Signature")?)? })
    }

    /// Whether a name is among the headers that are signed.
    fn covers(&self, name: &str) -> bool {
        self.signed_headers.iter().any(|signed| signed == name)
    }

    /// Checks the signature.
    ///
    /// # Errors
    /// What is wrong, in words for the caller.
    pub(crate) fn verify(&self, call: &Signed<'_>, secret_key: &str) -> Result<(), &'static str> {
        if !self.covers("host") || !self.covers("x-sdk-date") {
            return Err("the headers host and x-sdk-date must be signed");
        }
        let date = call.headers.get("x-sdk-date").and_then(|date| date.to_str().ok()).unwrap_or_default();
        let canonical = self.canonical_request(call).ok_or("a signed header is missing")?;
        let text = format!("{ALGORITHM}\n{date}\n{}", hex(&Sha256::digest(canonical.as_bytes())));
        let mut mac =
            Hmac::<Sha256>::new_from_slice(secret_key.as_bytes()).map_err(|_| "the secret key is unusable")?;
        mac.update(text.as_bytes());
        mac.verify_slice(&self.signature).map_err(|_| "verify aksk signature fail")
    }

    fn canonical_request(&self, call: &Signed<'_>) -> Option<String> {
        let mut headers = String::new();
        for name in &self.signed_headers {
            let value = call.headers.get(name)?.to_str().ok()?;
            headers.push_str(&format!("{name}:{}\n", value.trim()));
        }
        let mut text = [call.method, &canonical_path(call.path), &canonical_query(call.query)].join("\n");
        text.push_str(&format!("\n{headers}\n{}\n{}", self.signed_headers.join(";"), hex(&Sha256::digest(call.body))));
        Some(text)
    }
}

/// Seconds since 1970 that a date such as `20250102T030405Z` means.
pub(crate) fn date_seconds(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    if bytes.len() != 16 || bytes[8] != b'T' || bytes[15] != b'Z' || !text.is_ascii() {
        return None;
    }
    let (date, time) = (&text[..8], &text[9..15]);
    let rfc3339 =
        format!("{}-{}-{}T{}:{}:{}Z", &date[..4], &date[4..6], &date[6..], &time[..2], &time[2..4], &time[4..]);
    rfc3339.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_second)
}

fn encode(text: &[u8]) -> String {
    percent_encoding::percent_encode(text, ESCAPED).to_string()
}

fn canonical_path(path: &str) -> String {
    let encoded: Vec<String> =
        path.split('/').map(|part| encode(&percent_decode_str(part).collect::<Vec<u8>>())).collect();
    let joined = encoded.join("/");
    if joined.ends_with('/') { joined } else { joined + "/" }
}

fn canonical_query(query: &str) -> String {
    let mut pairs = query_pairs(query);
    pairs.sort();
    let pair = |(name, value): &(String, String)| {
        format!("{}={}", utf8_percent_encode(name, ESCAPED), utf8_percent_encode(value, ESCAPED))
    };
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

fn hex(bytes: &[u8]) -> String {
    crate::machine::hex(bytes)
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let is_hex = text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let pairs = is_hex.then(|| (0..text.len()).step_by(2))?;
    pairs.map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}
