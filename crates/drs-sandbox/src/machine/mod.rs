//! The state machine: batches, tasks and synchronizations, moved by events and by time.
//!
//! Nothing here looks at a clock, opens a socket or draws a number: `World::apply` is a function of the world, an event and a
//! moment, and what it returns is all that it does. Which state follows which is the data of `drs_contract::STATES`; this
//! module only says when, and which of several.

mod action;
mod actions;
mod batch;
mod check;
mod checks;
mod commit;
mod event;
mod glob;
mod ids;
mod invariants;
#[cfg(test)]
mod invariants_tests;
mod ledger;
mod life;
mod moment;
mod place;
mod promises;
mod replication;
mod replications;
mod settings;
mod sound;
#[cfg(test)]
mod start_tests;
mod status;
mod step;
mod task;
#[cfg(test)]
mod tests;
mod work;
mod world;

pub(crate) use action::Action;
pub(crate) use batch::Batch;
pub(crate) use check::{Check, CheckItem, CheckKind};
pub(crate) use event::{Effects, Event, Move, Refusal, Reply};
pub(crate) use glob::matches_glob;
pub(crate) use ids::{Ids, hex};
pub use invariants::Violation;
pub(crate) use life::{Life, LifeRule, Side, Whom};
pub(crate) use moment::{Moment, parse_duration};
pub(crate) use replication::{Replication, ReplicationChange, ReplicationEvent, Workflow};
pub(crate) use settings::Settings;
pub use settings::{AfterCommit, NamesHeldBy};
pub(crate) use status::Status;
pub(crate) use task::Task;
pub(crate) use world::World;
