//! Chunks that this run will not submit, because the service refuses it.

use drs_events::Cause;

use super::act::because_of;
use super::core::{At, Run};
use super::error::RunError;
use super::names::listed;
use super::outcome::Outcome;
use crate::error::Error;
use crate::watch::Reason;

impl Run {
    /// Leaves a chunk to whoever runs it again, and goes on with the others.
    ///
    /// # Errors
    /// What stands in the way stands in the way of all others too.
    pub(super) fn give_up_chunk(&mut self, at: At, error: impl Into<RunError>) -> Result<(), RunError> {
        let error = error.into();
        let cause = match &error {
            RunError::Call(error @ (Error::Refused { .. } | Error::Throttled { .. })) => because_of(error),
            RunError::NotSubmitted { message, .. } => Cause::new(None, message.clone()),
            _ => return Err(error),
        };
        let names = self.chunk(at).names;
        self.warn(format!("{} will not be created by this run: {error}", listed(&names)));
        for name in names {
            self.causes.insert(name, (Reason::Failed, cause.clone()));
        }
        self.given_up.insert(at);
        self.refusal.get_or_insert(error);
        Ok(())
    }

    /// Counts the tasks of the chunks that were given up.
    ///
    /// # Errors
    /// There are no others: then the first refusal is what the run has come to.
    pub(super) fn count_given_up(&mut self, outcome: &mut Outcome) -> Result<(), RunError> {
        let is_all = self.all_chunks().iter().all(|at| self.given_up.contains(at));
        let has_existing = self.files.iter().any(|file| !file.state.existing.is_empty());
        if let Some(refusal) = self.refusal.take_if(|_| is_all && !has_existing) {
            return Err(refusal);
        }
        for at in self.given_up.clone() {
            outcome.failed.extend(self.items_of(at, None, Some(Reason::Failed)));
        }
        Ok(())
    }
}
