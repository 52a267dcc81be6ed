//! Events of waits and runs: what `drs watch` and `drs run` print, one a line, and what `drs_client` hands over.
//!
//! An event is one object of JSON: `time`, `run`, `seq`, `event` and what belongs to the event. More events and more members may
//! come: whoever reads them ignores what they do not know.
//!
//! # Features
//!
//! - `schema`: the JSON Schema of a line.

mod check;
mod counts;
mod event;
mod goal;
mod progress;
mod reason;
pub mod run;
#[cfg(feature = "schema")]
mod schema;
pub mod watch;

pub use check::{Check, Finding, Severity};
pub use counts::{Counts, Ending};
pub use event::Event;
pub use goal::{Goal, GoalError};
pub use progress::{Progress, Trend};
pub use reason::{Cause, Reason};
#[cfg(feature = "schema")]
pub use schema::{schema, strict_schema};
