//! Who makes a call: credentials, the places where people keep them, and the signature of a request.
//!
//! A [`Credential`] is an access key or a token. What has one, or gets one, is [`ProvideCredentials`]: [`Fixed`] for what is at
//! hand, [`Login`] for user and password, [`Metadata`] and [`PodIdentity`] for what a cloud gives to its servers, and [`Cached`]
//! around those that take time.
//!
//! [`Resolver`] finds the credentials that people have set up, and what goes with them. It looks at these places, and the first
//! that has anything decides:
//!
//! 1. what the program was given;
//! 2. the profile that it was given or that `DRS_PROFILE` names: `sdk:NAME` is a section of the vendor's credentials file,
//!    `hcloud:NAME` a profile of KooCLI, and `NAME` is the one that has it;
//! 3. the environment variables `HUAWEICLOUD_SDK_AK`, `_SK` and `_SECURITY_TOKEN` of the vendor's SDKs;
//! 4. the environment variables `HW_AUTH_TOKEN`, or `HW_ACCESS_KEY` and `HW_SECRET_KEY`, or `HW_USER_NAME` and
//!    `HW_USER_PASSWORD` with `HW_DOMAIN_NAME`, of terraform's provider;
//! 5. section `[basic]` of `~/.huaweicloud/credentials`, or of the file that `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names;
//! 6. the current profile of `~/.hcloud/config.json`, unless KooCLI has encrypted it.
//!
//! Credentials come from one place as a whole: where a part of them is missing, that is an error, and no other place makes up
//! for it. The metadata service of a cloud server and the identity of a pod are asked only if the program says so.
//!
//! ```no_run
//! use drs_client::auth::{Environment, Resolver};
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let resolved = Resolver::new(Environment::from_process()).resolve();
//! for place in &resolved.looked_at {
//!     println!("{}: {}", place.source, place.state);
//! }
//! let credentials = resolved.credentials?;
//! println!("{} from {}", credentials.kind, credentials.source);
//! # Ok(())
//! # }
//! ```

mod cache;
mod credential;
mod environment;
mod error;
mod exchange;
mod fixed;
mod look;
mod provide;
mod report;
mod resolved;
mod resolver;
mod settings;
mod sources;

pub use crate::sign::{SignError, canonical_query, canonicalize_query, sign};
pub use cache::Cached;
pub use credential::Credential;
pub use environment::Environment;
pub use error::CredentialError;
pub use exchange::{Login, Metadata, PodIdentity, clock_difference};
pub use fixed::Fixed;
pub use look::{LookedAt, SourceKind, State};
pub use provide::{ProvideCredentials, Provided};
pub use report::{Report, ReportedCredentials, ReportedError};
pub use resolved::{Asked, CredentialKind, Found, Resolved, Setting};
pub use resolver::Resolver;
