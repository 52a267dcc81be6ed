//! What a run ended with.

use drs_events::Cause;
use drs_events::run::RunEvent;

use super::core::{At, Run};
use crate::watch::{Counts, End, Ending, Item, Reason};

/// What a run ended with. A task that fails is part of it, and no error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// Tasks that have reached the goal.
    pub reached: Vec<Item>,
    /// Tasks that will not reach it; where the check of a batch failed, an item has the id and the state of the batch.
    pub failed: Vec<Item>,
    /// Tasks that wait for somebody.
    pub waiting: Vec<Item>,
    /// Tasks that were on their way when the time was over.
    pub timed_out: Vec<Item>,
    /// Batches that will not be submitted, with the names of their tasks.
    pub orphans: Vec<(String, Vec<String>)>,
    /// Why the run ended.
    pub end: Option<End>,
}

impl Outcome {
    /// How many tasks are where.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        (counts.reached, counts.failed) = (self.reached.len(), self.failed.len());
        (counts.waiting, counts.moving) = (self.waiting.len(), self.timed_out.len());
        counts
    }

    /// All tasks with their standing in a word.
    pub fn standings(&self) -> [(&'static str, &[Item]); 4] {
        [("reached", &self.reached), ("failed", &self.failed), ("waiting", &self.waiting), ("moving", &self.timed_out)]
    }
}

/// A task of a run, as far as the run has seen it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownTask {
    /// Its name.
    pub name: String,
    /// Its id, once it is known.
    pub id: Option<String>,
    /// The batch that it is created with, once it is accepted.
    pub batch: Option<String>,
    /// Its state, once it was seen.
    pub status: Option<String>,
    /// Why it will not reach the goal, if that is so.
    pub reason: Option<Reason>,
    /// The same in the words of the service, as far as it says it.
    pub cause: Cause,
}

impl Run {
    /// All tasks, as far as this run has seen them.
    pub fn tasks(&self) -> Vec<KnownTask> {
        let mut tasks = Vec::new();
        for file in &self.files {
            for task in &file.request.state.tasks {
                let id = file.state.tasks.get(&task.name).cloned();
                let chunk = file.state.chunks.iter().find(|chunk| chunk.names.contains(&task.name));
                let batch = chunk.and_then(|chunk| chunk.batch.clone());
                let failed = batch.as_ref().and_then(|batch| self.failed.get(batch));
                let status = id.as_ref().and_then(|id| self.states.get(id)).or(failed).cloned();
                let (reason, cause) = self.why(&task.name, id.as_ref(), failed.is_some());
                tasks.push(KnownTask { name: task.name.clone(), id, batch, status, reason, cause });
            }
        }
        tasks
    }

    /// Why a task will not reach the goal; `has_failed` is whether its batch will not be submitted.
    fn why(&self, name: &str, id: Option<&String>, has_failed: bool) -> (Option<Reason>, Cause) {
        let refused = || Some((Reason::Failed, self.refused.get(id?)?.clone()));
        let known = id.and_then(|id| self.causes.get(id)).or_else(|| self.causes.get(name));
        let failed = || has_failed.then(|| (Reason::Failed, Cause::default()));
        let found = refused().or_else(|| known.cloned()).or_else(failed);
        found.map_or_else(Default::default, |(reason, cause)| (Some(reason), cause))
    }

    /// Whether nobody knows what became of a call that changes something, which this run or the one that it continues has sent.
    pub fn is_undecided(&self) -> bool {
        self.files.iter().any(|file| file.state.is_undecided())
    }

    /// Whether a call that changes something was announced, by this run or by the one that it continues.
    pub fn has_begun(&self) -> bool {
        self.files.iter().any(|file| file.state.has_begun())
    }

    /// Tells that the run is over, with how many tasks are where and what the command has to say about it.
    pub fn finished(&mut self, ending: Ending) {
        self.say(RunEvent::Finished(ending));
    }

    /// Tells that the run was interrupted. Returns how many tasks it said to be where.
    pub fn interrupted(&mut self) -> Counts {
        let mut counts = Counts::default();
        counts.moving = self.files.iter().map(|file| file.request.state.tasks.len()).sum();
        self.say(RunEvent::Interrupted(counts.into()));
        counts
    }

    /// An item for each task of a chunk, with the state of its batch.
    pub(super) fn items_of(&self, at: At, status: Option<&str>, reason: Option<Reason>) -> Vec<Item> {
        let chunk = self.chunk(at);
        let id = chunk.batch.unwrap_or_default();
        let item = |name: String| Item {
            id: id.clone(),
            name: Some(name),
            status: status.map(str::to_owned),
            reason,
            is_batch: true,
        };
        chunk.names.into_iter().map(item).collect()
    }
}
