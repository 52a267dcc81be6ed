//! The service: a call becomes an event of the machine, and what comes of it an answer in the words of the contract.
//!
//! Pure, like the machine: no sockets, no clock. Whoever calls has been let in already.

mod batches;
mod check;
mod checks;
mod desk;
mod detail;
mod page;
mod progress;
mod replications;
mod results;
mod tasks;
mod verdicts;
mod words;

use drs_contract::Operation;
use serde_json::Value;

use crate::machine::{Event, Moment, World};

pub(crate) use check::{query_object, without_secrets};
pub(crate) use desk::{Answer, Call};
use desk::{Desk, error, invalid_code, refused};

/// Answers a call.
pub(crate) fn answer(world: &mut World, now: Moment, call: &Call) -> Answer {
    let effects = world.apply(now, Event::Tick);
    let body = match check::check(call) {
        Ok(body) => body,
        Err(answer) => return Answer { moves: effects.moves, fired: effects.fired, ..answer },
    };
    let now = world.now;
    let mut desk = Desk { world, call, now, body, moves: effects.moves, fired: effects.fired, is_stale: false };
    let (status, body) = desk.answer();
    Answer { status, body, moves: desk.moves, fired: desk.fired, is_stale: desk.is_stale }
}

impl Desk<'_> {
    fn answer(&mut self) -> (u16, Value) {
        match self.call.operation {
            Operation::BatchCreateJobsAsync => self.create(),
            Operation::ListAsyncJobs => self.list_batches(),
            Operation::ListAsyncJobDetail => self.show_batch(),
            Operation::CommitAsyncJob => self.commit(),
            Operation::UpdateBatchAsyncJobs => self.repair(),
            Operation::ListJobs => self.list_tasks(),
            Operation::ShowJobDetail => self.show_task(),
            Operation::UpdateJob => self.update_task(),
            Operation::ExecuteJobAction => self.act(),
            Operation::BatchExecuteJobActions => self.act_on_several(),
            Operation::StopJobAction => self.end(),
            Operation::BatchStopJobsAction => self.end_several(),
            Operation::DeleteJob => self.delete(),
            Operation::BatchSetPolicy => self.set_policies(),
            Operation::ShowActions => self.show_actions(),
            Operation::ShowTimeline => self.show_timeline(),
            Operation::ShowQuotas => self.show_quotas(),
            Operation::ValidateJobName => self.validate_name(),
            Operation::ListSupportLinks => self.list_links(),
            Operation::ShowUpdateObjectSavingStatus => self.show_saving(),
            _ => self.replications(),
        }
    }
}
