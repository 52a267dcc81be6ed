//! Where a run is: what its journal amounts to.

use std::collections::BTreeMap;

use drs_events::run::Op;

use super::header::{FileState, Header};
use super::record::{ActionIntent, Broken, Entry, Intent, Record};

/// The action that starts a task.
pub(super) const START: &str = "start";

/// Where the run of one file is.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) header: Option<Header>,
    pub(super) chunks: Vec<Chunk>,
    /// Number of the next chunk.
    pub(super) next: u32,
    /// Ids of tasks by their names.
    pub(super) tasks: BTreeMap<String, String>,
    /// Names of the tasks that existed before.
    pub(super) existing: Vec<String>,
    /// The last attempt at each action on each task, by the id of the task and the action.
    pub(super) actions: BTreeMap<(String, String), Action>,
    /// Batches that will not be submitted, with the names of their tasks.
    pub(super) orphans: Vec<(String, Vec<String>)>,
}

/// At most ten tasks that are created together.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunk {
    pub(super) number: u32,
    pub(super) names: Vec<String>,
    /// Every attempt to create it, in order.
    pub(super) intents: Vec<Intent>,
    /// Whether nobody knows what became of an attempt.
    pub(super) is_pending: bool,
    /// Whether nobody knows what became of an attempt before the last one.
    is_pending_since_before: bool,
    /// When nobody waited any more for its answer.
    pub(super) lost_at: Option<String>,
    /// The batch that is, or is to be, submitted.
    pub(super) batch: Option<String>,
    /// How many attempts to submit that batch there were.
    pub(super) commits: u32,
    /// Whether nobody knows what became of one of them.
    pub(super) is_committing: bool,
    /// Whether nobody knows what became of one before the last.
    is_committing_since_before: bool,
    /// Whether tasks of the batch were listed before it was submitted at all, and so prove nothing.
    pub(super) has_had_tasks: bool,
    /// When the last one was sent.
    pub(super) commit_sent_at: Option<String>,
    pub(super) is_committed: bool,
}

/// An action on a task.
#[derive(Clone, Debug)]
pub(super) struct Action {
    pub(super) intent: ActionIntent,
    /// Whether nobody knows what became of it.
    pub(super) is_pending: bool,
    pub(super) is_done: bool,
    /// What the result of a check is read with.
    pub(super) query_id: Option<String>,
    /// Whether it was a check that has passed, once its result was seen.
    pub(super) has_passed: Option<bool>,
}

impl State {
    pub(super) fn new(entries: &[Entry]) -> Self {
        let mut state = Self { next: 1, ..Self::default() };
        for entry in entries {
            state.apply(&entry.record);
        }
        state
    }

    /// Whether something was or may have been submitted.
    pub(super) fn has_committed(&self) -> bool {
        self.chunks.iter().any(|chunk| chunk.commits > 0 || chunk.is_committed)
    }

    /// Whether a call that changes something was announced.
    pub(super) fn has_begun(&self) -> bool {
        !self.chunks.is_empty() || !self.orphans.is_empty()
    }

    /// Whether nobody knows what became of a call that was announced.
    pub(super) fn is_undecided(&self) -> bool {
        self.chunks.iter().any(|chunk| chunk.is_pending || chunk.is_committing)
            || self.actions.values().any(|action| action.is_pending)
    }

    /// The last attempt at an action on a task.
    pub(super) fn action(&self, task: &str, action: &str) -> Option<&Action> {
        self.actions.get(&(task.to_owned(), action.to_owned()))
    }

    /// Whether a check of a task has passed.
    pub(super) fn has_passed(&self, task: &str, action: &str) -> bool {
        self.action(task, action).is_some_and(|action| action.has_passed == Some(true))
    }

    pub(super) fn chunk(&mut self, number: u32) -> Option<&mut Chunk> {
        self.chunks.iter_mut().find(|chunk| chunk.number == number)
    }

    /// Whether the journal knows a batch.
    pub(super) fn knows(&self, batch: &str) -> bool {
        self.orphans.iter().any(|(id, _)| id == batch)
            || self.chunks.iter().any(|chunk| chunk.batch.as_deref() == Some(batch))
    }

    pub(super) fn apply(&mut self, record: &Record) {
        match record {
            Record::Header(header) => {
                // What the file was before is not submitted any more.
                for chunk in std::mem::take(&mut self.chunks) {
                    self.orphans.extend(chunk.batch.map(|batch| (batch, chunk.names)));
                }
                self.existing.clear();
                self.tasks.clear();
                self.actions.clear();
                self.header = Some(header.clone());
            }
            Record::Intent(intent) => {
                if self.chunk(intent.chunk).is_none() {
                    let (number, names) = (intent.chunk, intent.names.clone());
                    self.chunks.push(Chunk { number, names, ..Chunk::default() });
                    self.next = self.next.max(number.saturating_add(1));
                }
                if let Some(chunk) = self.chunk(intent.chunk) {
                    chunk.intents.push(intent.clone());
                    chunk.is_pending_since_before = chunk.is_pending;
                    (chunk.is_pending, chunk.lost_at) = (true, None);
                }
            }
            Record::Reply(reply) => self.take(reply.chunk, &reply.async_job_id),
            Record::Adopted(adopted) => self.take(adopted.chunk, &adopted.async_job_id),
            // That one attempt came to nothing says nothing of those before it.
            Record::Refused(broken) => match broken.op {
                Op::Create => self.change(broken.chunk, |chunk| chunk.is_pending = chunk.is_pending_since_before),
                Op::Commit => {
                    self.change(broken.chunk, |chunk| chunk.is_committing = chunk.is_committing_since_before);
                }
                Op::Action => self.action_of(broken, |action| action.is_pending = false),
            },
            Record::CommitIntent(intent) => self.change(intent.chunk, |chunk| {
                chunk.commits = intent.attempt;
                chunk.is_committing_since_before = chunk.is_committing;
                if !chunk.is_committing {
                    chunk.has_had_tasks = intent.has_tasks;
                }
                chunk.is_committing = true;
                chunk.commit_sent_at = Some(intent.sent_at.clone());
            }),
            Record::CommitReply(reply) => self.change(reply.chunk, |chunk| {
                chunk.is_committing = false;
                chunk.is_committed |= reply.is_committed;
            }),
            Record::Tasks(tasks) => {
                for task in &tasks.tasks {
                    self.tasks.insert(task.name.clone(), task.id.clone());
                    if tasks.chunk == 0 && !self.existing.contains(&task.name) {
                        self.existing.push(task.name.clone());
                    }
                }
            }
            Record::ActionIntent(intent) => {
                let (intent, key) = (intent.clone(), (intent.task.clone(), intent.action.clone()));
                let action = Action { intent, is_pending: true, is_done: false, query_id: None, has_passed: None };
                self.actions.insert(key, action);
            }
            Record::ActionReply(reply) => {
                if let Some(action) = self.actions.get_mut(&(reply.task.clone(), reply.action.clone())) {
                    (action.is_pending, action.is_done) = (false, true);
                    action.query_id.clone_from(&reply.query_id);
                }
            }
            Record::Checked(checked) => {
                if let Some(action) = self.actions.get_mut(&(checked.task.clone(), checked.action.clone())) {
                    action.has_passed = Some(checked.has_passed);
                    // What did not pass is begun again by whoever runs it again.
                    action.query_id = None;
                }
            }
            // A call that was lost is still one of which nobody knows what became of it.
            Record::Lost(broken) => self.lost(broken),
            Record::Orphan(orphan) => self.orphans.push((orphan.async_job_id.clone(), orphan.names.clone())),
            Record::Goal { .. } | Record::Note { .. } | Record::Done(_) => {}
        }
    }

    fn lost(&mut self, broken: &Broken) {
        let Some(at) = broken.at.clone() else { return };
        match broken.op {
            Op::Create => self.change(broken.chunk, |chunk| chunk.lost_at = Some(at)),
            Op::Commit => self.change(broken.chunk, |chunk| chunk.commit_sent_at = Some(at)),
            Op::Action => self.action_of(broken, |action| action.intent.sent_at = at),
        }
    }

    fn change(&mut self, number: u32, change: impl FnOnce(&mut Chunk)) {
        if let Some(chunk) = self.chunk(number) {
            change(chunk);
        }
    }

    /// Takes a batch for that of a chunk. The one before, if there was one, is not submitted any more.
    fn take(&mut self, number: u32, batch: &str) {
        let Some(chunk) = self.chunks.iter_mut().find(|chunk| chunk.number == number) else { return };
        (chunk.is_pending, chunk.is_pending_since_before) = (false, false);
        if chunk.batch.as_deref() == Some(batch) {
            return;
        }
        if let Some(before) = chunk.batch.replace(batch.to_owned()) {
            self.orphans.push((before, chunk.names.clone()));
        }
        self.orphans.retain(|(id, _)| id != batch);
        let Some(chunk) = self.chunks.iter_mut().find(|chunk| chunk.number == number) else { return };
        (chunk.commits, chunk.is_committing, chunk.commit_sent_at) = (0, false, None);
        (chunk.is_committing_since_before, chunk.has_had_tasks) = (false, false);
    }

    fn action_of(&mut self, broken: &Broken, change: impl FnOnce(&mut Action)) {
        let action = broken.action.clone().unwrap_or_else(|| START.to_owned());
        let key = broken.task.clone().map(|task| (task, action));
        if let Some(action) = key.and_then(|key| self.actions.get_mut(&key)) {
            change(action);
        }
    }
}

/// What differs between two states of a file, by the names of its tasks.
pub(super) fn difference(before: &FileState, after: &FileState) -> Vec<String> {
    let digest =
        |file: &FileState, name: &str| file.tasks.iter().find(|task| task.name == name).map(|task| task.sha256.clone());
    let mut found = Vec::new();
    for task in &before.tasks {
        match digest(after, &task.name) {
            None => found.push(format!("`{}` is gone", drs_diag::escape(&task.name))),
            Some(sha256) if sha256 != task.sha256 => {
                found.push(format!("`{}` has changed", drs_diag::escape(&task.name)));
            }
            Some(_) => {}
        }
    }
    for task in after.tasks.iter().filter(|task| digest(before, &task.name).is_none()) {
        found.push(format!("`{}` is new", drs_diag::escape(&task.name)));
    }
    if found.is_empty() && before.sha256 != after.sha256 {
        let is_same_order = before.tasks.iter().map(|task| &task.name).eq(after.tasks.iter().map(|task| &task.name));
        found.push(if is_same_order { "nothing but its layout" } else { "the order of its tasks" }.to_owned());
    }
    found
}
