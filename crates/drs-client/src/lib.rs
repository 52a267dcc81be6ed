//! Typed client of the data replication API.
//!
//! [`Client`] has one method for each operation of the contract, named like its `operationId`. Request and response types are
//! in [`types`], named like the contract's schemas. What goes wrong is an [`Error`]; no error, no `Debug` and no message ever
//! shows a secret.
//!
//! ```no_run
//! use drs_client::{Client, Service, types};
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder()
//!     .endpoint(Service::Drs, "https://drs.eu-west-101.myhuaweicloud.eu")
//!     .project_id("054ba152d480d55b2f5dc0069e7ddef0")
//!     .token(std::env::var("HUAWEI_TOKEN")?)
//!     .build()?;
//! let request: types::SingleUpdateJobReq = serde_json::from_str(
//!     r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders-to-gaussdb"}}}}"#,
//! )?;
//! let answer = client.update_job(&"19557d51-1ee6-4507-97a6-8f69164jb201".parse()?, &request).await?;
//! println!("{:?}", answer.status);
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! - `rustls` (default): TLS by rustls. Without it only `http` endpoints on this machine can be reached.
//! - `validate` (default): checks each request before it is sent; a request with mistakes is [`Error::Invalid`] and nothing is
//!   sent.
//! - `schemars`: JSON Schemas of the types, by schemars 0.8.

pub mod auth;
mod blocking;
mod call;
#[cfg(feature = "validate")]
mod check;
pub mod checks;
mod client;
mod config;
mod error;
// Text of a generator: what it lacks in style and documentation is not for us to mend, and not all of its surface is used.
#[rustfmt::skip]
#[allow(
    clippy::all,
    clippy::pedantic,
    clippy::allow_attributes_without_reason,
    clippy::unwrap_used,
    dead_code,
    missing_docs,
    unreachable_pub,
    unused_imports,
    unused_qualifications,
    reason = "generated"
)]
mod generated;
mod open;
mod outcome;
mod pages;
mod path;
mod preview;
mod raw;
mod redact;
mod refusal;
mod response;
pub mod run;
mod secret;
mod service_error;
mod sign;
mod time_scale;
#[cfg(feature = "rustls")]
mod tls;
mod transport;
mod verdict;
pub mod watch;

pub use blocking::block_on;
pub use client::Client;
pub use config::{ClientBuilder, is_loopback};
pub use drs_contract::{Operation, Service};
pub use error::{AuthProblem, Cause, Error, TransportKind};
pub use generated::types;
pub use open::Open;
pub use preview::Preview;
pub use raw::{RawCall, RawResponse};
pub use refusal::{Item, Refusal};
pub use secret::Secret;
pub use transport::{Clock, Delay, RateLimit, RetryPolicy, SystemClock};
pub use verdict::changes;
