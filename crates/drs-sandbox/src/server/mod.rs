//! The server: a thin layer of HTTP over the service, with a gateway in front of it and faults in between.

mod admin;
mod browser;
mod clock;
mod gateway;
mod handle;
mod host;
mod iam;
mod outcome;
mod record;
mod route;
mod signature;
#[cfg(test)]
mod signature_tests;
mod snapshot;
mod wire;

pub use admin::{BatchState, Invariants, State, TaskState};
pub(crate) use admin::{invariants, skip, snapshot, state};
pub use clock::{Speed, SpeedError};
pub(crate) use handle::handle;
pub(crate) use host::{Host, Plan};
pub(crate) use record::Record;
pub use record::RequestEntry;
pub(crate) use snapshot::Snapshot;
pub use snapshot::SnapshotError;
pub(crate) use wire::{Control, Gate};
