//! Runs: from request files to tasks at their goal, and on after an interruption.
//!
//! A [`Run`] creates the tasks of request files in batches, waits for the checks of the service, submits what passes, starts it if that
//! is wanted, and follows it to its goal. Each file has a [`Journal`]. The same run again goes on where the last one was.
//!
//! # What is promised
//!
//! If the journal survives and one machine runs it: two batches are never submitted for the same chunk of a file, what is sent is on
//! the disk before it is sent, and the same run again goes on. That holds when the process is killed, and when the power fails on a
//! disk that keeps what it says it has written.
//!
//! Not promised is anything about a journal that was deleted, copied or edited, or that two machines have; about somebody who uses the
//! same names at the same time; about a service that carries out one commit twice; and about batches that were created and not
//! submitted because nobody got their answer: no call deletes them, and how long they live is not documented. [`Run::orphans`] has
//! those that were seen.
//!
//! # How
//!
//! The service has no key that makes a call idempotent, but two phases: creating a batch builds nothing, and submitting it does. So a
//! creation whose answer is lost is looked for in the list of batches by the names of its tasks, for two minutes; only then another
//! attempt is made. A batch is submitted only in the state `AUTO_PARAM_VALIDATE_SUCCESS`, only if the journal has exactly one for its
//! chunk, and only if nothing else has the names. A submission whose answer is lost is repeated for the same batch alone.
//!
//! ```no_run
//! # async fn run(client: drs_client::Client, file: drs_client::run::RequestFile) -> Result<(), drs_client::run::RunError> {
//! use drs_client::run::{Journal, Options, Place, Run};
//!
//! let mut run = Run::new(client, Place::default(), Options::default());
//! run.add(file, Journal::open("orders.json.run.jsonl")?)?;
//! run.preflight().await?;
//! let outcome = run.drive().await?;
//! println!("{} reached, {} failed", outcome.reached.len(), outcome.failed.len());
//! # Ok(())
//! # }
//! ```

mod act;
mod ask;
mod begin;
mod check;
mod commit;
mod control;
mod core;
mod create;
mod drive;
mod error;
mod follow;
mod given_up;
mod header;
mod id;
mod journal;
mod names;
mod outcome;
mod plan;
mod question;
mod reconcile;
mod record;
mod seen;
mod send;
mod state;
#[cfg(test)]
mod state_tests;
mod wait;

pub use begin::Preview;
pub use control::Control;
pub use core::Run;
pub use drs_events::run::{Event, EventKind, Op, RunEvent};
pub use error::{RunError, Taken};
pub use header::{FORMAT, FileState, Header, TaskDigest};
pub use journal::{Journal, JournalError, Sink};
pub use outcome::{KnownTask, Outcome};
pub use plan::{CHUNK, Mark, Options, Place, RequestFile, Requests, Start, StartError, TaskFacts, digest};
pub use record::{
    Accepted, ActionIntent, ActionReply, Adopted, Broken, Checked, CommitIntent, CommitReply, Done, Entry, Intent,
    Record, TaskId, Tasks,
};
