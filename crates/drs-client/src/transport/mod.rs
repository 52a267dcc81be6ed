//! From a request to the bytes of its answer: which client sends it, with which credentials, how often, and when no more.

mod attempt;
mod backoff;
mod bucket;
mod classify;
mod clock;
mod delay;
mod gate;
mod http;
mod refused;
mod run;
mod shared;
mod waiting;

pub(crate) use attempt::complete;
pub use backoff::RetryPolicy;
pub(crate) use bucket::Bucket;
pub use bucket::RateLimit;
pub(crate) use classify::is_of_gateway;
pub use clock::{Clock, SystemClock};
pub use delay::Delay;
pub(crate) use delay::Listener;
pub(crate) use gate::Gate;
pub(crate) use http::{Http, Settings};
pub(crate) use run::Outgoing;
pub(crate) use shared::{Endpoint, Shared};
pub(crate) use waiting::Waiting;
