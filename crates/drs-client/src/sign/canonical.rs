//! The text that a signature is made of: what is signed of a request, one part a line.

use percent_encoding::{percent_decode_str, percent_encode};

use super::encode::PATH;

/// What is signed of a request.
pub(super) struct Canonical<'r> {
    /// In capital letters.
    pub(super) method: &'r str,
    /// As it is sent.
    pub(super) path: &'r str,
    /// As it is sent, which is as `canonical_query` writes it.
    pub(super) query: &'r str,
    /// Lower-case names with their values, sorted by name.
    pub(super) headers: &'r [(&'r str, &'r [u8])],
    /// SHA-256 of the body.
    pub(super) body_hash: &'r str,
}

impl Canonical<'_> {
    /// Names of the signed headers.
    pub(super) fn signed_headers(&self) -> String {
        self.headers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";")
    }

    /// The six parts. Values of headers need not be text.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let path = path(self.path);
        let mut bytes = Vec::with_capacity(512);
        for part in [self.method, &path, self.query] {
            bytes.extend_from_slice(part.as_bytes());
            bytes.push(b'\n');
        }
        for (name, value) in self.headers {
            bytes.extend_from_slice(name.as_bytes());
            bytes.push(b':');
            bytes.extend_from_slice(value.trim_ascii());
            bytes.push(b'\n');
        }
        bytes.push(b'\n');
        bytes.extend_from_slice(self.signed_headers().as_bytes());
        bytes.push(b'\n');
        bytes.extend_from_slice(self.body_hash.as_bytes());
        bytes
    }
}

/// A path with each segment encoded once, whatever encoding it is sent in. It ends with a slash, which is not sent.
fn path(sent: &str) -> String {
    let decoded: Vec<u8> = percent_decode_str(sent).collect();
    let mut path = percent_encode(&decoded, PATH).to_string();
    if !path.ends_with('/') {
        path.push('/');
    }
    path
}
