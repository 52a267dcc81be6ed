//! Signatures of requests by access key: the algorithm `SDK-HMAC-SHA256`, and the one spelling of a query that it signs.

mod canonical;
mod encode;
mod error;
mod query;
mod request;
mod signature;
#[cfg(test)]
mod tests;

pub use error::SignError;
pub use query::{canonical_query, canonicalize_query};
pub use request::sign;
