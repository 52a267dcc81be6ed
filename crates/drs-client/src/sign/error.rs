//! Why a request is not signed.

/// Why a request is not signed. It is as it was before.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// The bytes of the body are not known before they are sent.
    #[error("the body is a stream, and only bytes that are at hand can be signed")]
    Stream,
    /// The gateway refuses signed bodies of this length. A token carries longer ones.
    #[error("the body has {length} bytes, and a signed one may have at most {limit}")]
    TooLong {
        /// Bytes of the body.
        length: usize,
        /// The most bytes of a body.
        limit: usize,
    },
    /// The query could be read in two ways, of which one is signed.
    #[error("the query is not written as it is signed")]
    Query,
    /// The URL names no host.
    #[error("the URL has no host")]
    Host,
    /// A value that no header carries. It is not shown.
    #[error("the {what} is empty or has characters that cannot be sent")]
    Unusable {
        /// What it is, such as `access key`.
        what: &'static str,
    },
    /// The clock shows a time that cannot be written.
    #[error("the clock shows a year that cannot be written")]
    Time,
}
