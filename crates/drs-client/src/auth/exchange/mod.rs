//! Credentials that another service gives: how it is reached, what it answers, and what its refusal says.

mod address;
mod clock;
mod http;
mod login;
mod metadata;
mod moment;
mod pod;
mod project;
mod temporary;

pub(super) use address::{iam_of, is_elsewhere};
pub use clock::clock_difference;
pub use login::Login;
pub use metadata::Metadata;
pub use pod::PodIdentity;
pub(super) use project::look_up;
