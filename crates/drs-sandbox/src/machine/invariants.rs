//! What must always hold, whatever callers do: the state is compared with the ledger of what was acknowledged to them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::ledger::{Entry, Promise};
use super::{Batch, Moment, Status, Task, World};

/// Something that must not be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// Name of the rule.
    ///
    /// * `names-committed-once`: no batch is submitted twice, nor a name while a submitted task has it.
    /// * `accepted-tasks-exist`: whatever was accepted is there, with its name, until its removal was accepted.
    /// * `tasks-were-accepted`: nothing else is there.
    /// * `transitions-are-documented`: states followed each other as the contract says.
    pub rule: &'static str,
    /// What is wrong.
    pub detail: String,
}

impl Violation {
    fn new(rule: &'static str, detail: String) -> Self {
        Self { rule, detail }
    }
}

/// What the ledger adds up to.
#[derive(Default)]
struct Balance<'a> {
    /// Accepted batches, and how many tasks each has.
    batches: BTreeMap<&'a str, usize>,
    /// Tasks that must be there, by their ids.
    promised: BTreeMap<&'a str, Promised<'a>>,
    /// Which of them has a name, by the name in lower case.
    holders: BTreeMap<String, &'a str>,
    violations: Vec<Violation>,
}

struct Promised<'a> {
    batch: &'a str,
    name: &'a str,
}

impl World {
    /// Everything that must not be.
    pub(crate) fn violations(&self) -> Vec<Violation> {
        let balance = Balance::of(self.ledger.entries());
        let mut found = self.lost(&balance);
        found.extend(self.unasked(&balance));
        found.extend(self.undocumented());
        found.splice(..0, balance.violations);
        found
    }

    /// How many batches were submitted.
    pub(crate) fn commits(&self) -> usize {
        self.ledger.commits()
    }

    /// Batches and tasks that were accepted, and are not there as they were.
    fn lost(&self, balance: &Balance<'_>) -> Vec<Violation> {
        let batches = balance.batches.iter().filter_map(|(id, tasks)| match self.batch(id) {
            None => Some(format!("batch {id} is lost")),
            Some(batch) if batch.tasks.len() != *tasks => {
                Some(format!("batch {id} has {} of {tasks} tasks", batch.tasks.len()))
            }
            Some(_) => None,
        });
        let tasks = balance.promised.iter().filter_map(|(id, promised)| match self.task(id) {
            None => Some(format!("task {id} of batch {} is lost", promised.batch)),
            Some(task) if task.id != *id || self.batches.get(task.batch).is_none_or(|it| it.id != promised.batch) => {
                Some(format!("task {id} of batch {} is another one", promised.batch))
            }
            Some(task) if task.name != promised.name => {
                Some(format!("task {id} is called `{}`, not `{}`", task.name, promised.name))
            }
            Some(_) => None,
        });
        batches.chain(tasks).map(|detail| Violation::new("accepted-tasks-exist", detail)).collect()
    }

    /// Batches and tasks that are there without having been accepted.
    fn unasked(&self, balance: &Balance<'_>) -> Vec<Violation> {
        let is_unknown = |batch: &&Batch| !balance.batches.contains_key(batch.id.as_str());
        let batches =
            self.batches.iter().filter(is_unknown).map(|batch| format!("batch {} was not asked for", batch.id));
        let is_extra =
            |task: &&Task| task.exists() && task.parent.is_none() && !balance.promised.contains_key(task.id.as_str());
        let tasks =
            self.tasks.iter().filter(is_extra).map(|task| format!("task {} was not submitted, or removed", task.id));
        batches.chain(tasks).map(|detail| Violation::new("tasks-were-accepted", detail)).collect()
    }

    /// Transitions that the contract does not know: those that were not made, and any that were.
    fn undocumented(&self) -> Vec<Violation> {
        let batches = self.batches.iter().map(|batch| (&batch.id, &batch.phases));
        let tasks = self.tasks.iter().map(|task| (&task.id, &task.phases));
        let made = batches.chain(tasks).flat_map(|(id, phases)| {
            let pairs = phases.windows(2).filter(|pair| !leads(pair[0], pair[1]));
            pairs.map(move |pair| format!("{id}: {} to {}", pair[0].1.name(), pair[1].1.name()))
        });
        let refused = self.undocumented.iter().cloned();
        refused.chain(made).map(|detail| Violation::new("transitions-are-documented", detail)).collect()
    }
}

/// Whether the contract knows a transition, by whatever action, and time did not go back.
fn leads((since, from): (Moment, Status), (at, to): (Moment, Status)) -> bool {
    since <= at && from.may_lead_to(to)
}

impl<'a> Balance<'a> {
    fn of(entries: &'a [Entry]) -> Self {
        let mut balance = Self::default();
        let mut committed = BTreeSet::new();
        for entry in entries {
            match entry {
                Entry::Accepted { batch, tasks } => {
                    balance.batches.insert(batch, *tasks);
                }
                Entry::Committed { batch, .. } if !committed.insert(batch) => {
                    let detail = format!("batch {batch} was submitted twice");
                    balance.violations.push(Violation::new("names-committed-once", detail));
                }
                Entry::Committed { batch, tasks } => balance.commit(batch, tasks),
                Entry::Renamed { task, name } => balance.rename(task, name),
                Entry::Deleted { task } => balance.release(task),
            }
        }
        balance
    }

    fn commit(&mut self, batch: &'a str, tasks: &'a [Promise]) {
        if self.batches.get(batch) != Some(&tasks.len()) {
            let detail = format!("batch {batch} was submitted with {} tasks", tasks.len());
            self.violations.push(Violation::new("accepted-tasks-exist", detail));
        }
        for Promise { id, name } in tasks {
            if let Some(holder) = self.holders.insert(name.to_lowercase(), id) {
                let first = self.promised.get(holder).map_or("", |promised| promised.batch);
                let detail = format!("`{name}` is in {first} and in {batch}, and both were submitted");
                self.violations.push(Violation::new("names-committed-once", detail));
            }
            self.promised.insert(id, Promised { batch, name });
        }
    }

    fn rename(&mut self, task: &'a str, name: &'a str) {
        if let Some(promised) = self.promised.get_mut(task) {
            let before = std::mem::replace(&mut promised.name, name).to_lowercase();
            self.free(&before, task);
            self.holders.insert(name.to_lowercase(), task);
        }
    }

    fn release(&mut self, task: &str) {
        if let Some(promised) = self.promised.remove(task) {
            self.free(&promised.name.to_lowercase(), task);
        }
    }

    fn free(&mut self, name: &str, task: &str) {
        if self.holders.get(name) == Some(&task) {
            self.holders.remove(name);
        }
    }
}
