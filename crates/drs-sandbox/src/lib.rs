//! The data replication service, played on this machine: a rehearsal without an account.
//!
//! A [`Sandbox`] answers every operation of the contract over HTTP. It checks signatures and tokens as the gateway does, and
//! requests with `drs-validate`; batches and tasks move as the contract's table of states says, on a virtual clock. The same
//! seed, the same clock and the same calls give the same answers, byte for byte. What can go wrong is asked for with faults, and
//! what is a guess about the service is marked as one in [`BEHAVIOURS`].
//!
//! ```
//! use drs_sandbox::{Sandbox, Speed};
//!
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! let sandbox = Sandbox::builder().seed(7).speed(Speed::Manual).fault("create#1:lose-reply").start().await.unwrap();
//! let project = sandbox.project_id();
//! let url = format!("{}/v5/{project}/jobs/batch-async-create", sandbox.endpoint());
//! // … a client sends requests there, and must cope with a reply that never arrives …
//! # assert!(url.starts_with("http://127.0.0.1:"));
//! sandbox.advance(std::time::Duration::from_secs(60));
//! assert!(sandbox.tasks().is_empty());
//! assert!(sandbox.invariants().violations.is_empty());
//! # });
//! ```
//!
//! Three layers: `machine` is a pure function of a world, an event and a moment; `service` turns calls into events and what comes
//! of them into answers, and is pure too; `server` has the sockets, the clock and the gateway.

mod behaviours;
mod builder;
mod error;
mod faults;
mod machine;
mod sandbox;
mod scenario;
mod server;
mod service;

pub use behaviours::{BEHAVIOURS, Behaviour};
pub use builder::Builder;
pub use error::Error;
pub use faults::{FaultError, fault_help};
pub use machine::{AfterCommit, NamesHeldBy, Violation};
pub use sandbox::Sandbox;
pub use scenario::{SCENARIO_SCHEMA, ScenarioError};
pub use server::{BatchState, Invariants, RequestEntry, SnapshotError, Speed, SpeedError, State, TaskState};
