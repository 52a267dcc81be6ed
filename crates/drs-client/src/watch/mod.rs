//! Waiting for batches and tasks: one poller for any number of them.
//!
//! A [`Watch`] looks at all of them together, as often as makes sense and within a budget of calls, and tells what has changed. It
//! ends when each has reached the [`Goal`] or will not, or at its deadline. A goal is reached by everything that is at least so far,
//! whatever was seen on the way. An id that nobody has seen, and of which the service has said twice that it does not know it, will not
//! reach any goal; a batch that it only does not list may be late, for two minutes. A state that the contract does not know is waited
//! out. A call that fails is made again: only credentials that are refused and settings that are wrong end a wait early.
//!
//! ```no_run
//! # async fn run(client: drs_client::Client) -> Result<(), drs_client::Error> {
//! use std::time::Duration;
//!
//! use drs_client::watch::{Goal, Watch};
//!
//! let mut watch = Watch::new(client)
//!     .tasks(["19557d51-1ee6-4507-97a6-8f69164jb201"])
//!     .goal(Goal::Incremental)
//!     .deadline(Duration::from_hours(8));
//! while let Some(event) = watch.next().await {
//!     println!("{} {}", event.time, event.kind.word());
//! }
//! let outcome = watch.outcome();
//! println!("{} reached, {} failed", outcome.reached.len(), outcome.failed.len());
//! # Ok(())
//! # }
//! ```
//!
//! # What depends on what was seen
//!
//! The outcome is the same whatever states were seen or missed between the first and the last, with exceptions that no status can
//! tell apart: a task that went back behind the goal or was ended between two looks, though it may have reached the goal before, and
//! a failure that somebody repaired between them. [`Goal::Incremental`] is not reached by a task that was seen only when it had failed
//! already.

mod advance;
mod ask;
mod batch;
mod begin;
mod closer;
mod course;
mod explain;
mod failures;
mod look;
mod look_at_batches;
mod misses;
mod outcome;
mod pace;
mod pages;
mod plan;
mod progress;
mod run;
mod service_time;
mod source;
mod state;
mod task;
#[cfg(test)]
mod tests;
mod time;
mod verdict;

pub use begin::Deadline;
pub use drs_events::watch::{EventKind, TaskRef};
pub use drs_events::{Cause, Counts, Ending, Event, Goal, GoalError, Progress, Reason, Trend};
pub(crate) use explain::said;
pub use outcome::{End, Item, Outcome};
pub(crate) use pages::Pages;
pub use plan::Plan;
pub use run::Watch;
pub(crate) use service_time::ServiceTime;
pub(crate) use source::{Page, is_missing};
pub use state::{BatchState, Snapshot, Standing, TaskState};
pub(crate) use time::Moment;

pub use crate::time_scale::{TimeScale, TimeScaleError};
