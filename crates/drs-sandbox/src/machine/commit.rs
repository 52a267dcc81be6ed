//! Batches: created, checked, repaired, submitted.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::work::Work;
use super::world::Subject;
use super::{Batch, Life, NamesHeldBy, Refusal, Reply, Status, Task, World};

/// State of a batch that is checked.
const CHECK: &str = "ASYNC_JOB_VALIDATING";
/// State of a batch before its check, if the settings say how long it takes.
const CREATION: &str = "ASYNC_JOB_CREATING";

impl World {
    /// Stores a batch. Its check begins, or its creation.
    pub(super) fn create(&mut self, items: Vec<Value>, user: String, domain: String) -> Result<Reply, Refusal> {
        if self.used() + items.len() as u64 > self.settings.quota {
            return Err(Refusal::QuotaUsedUp);
        }
        let id = self.ids.uuid("batch");
        let place = self.batches.len();
        let number = place as u64 + 1;
        let first = if self.settings.durations.contains_key(CREATION) { CREATION } else { CHECK };
        let (created, due) = (self.now, self.now.after(self.settings.duration(first)));
        let mut batch = Batch {
            id: id.clone(),
            number,
            user,
            domain,
            created,
            listed: created,
            tasks: Vec::new(),
            phases: Vec::new(),
            due: Some(due),
            committed: None,
            findings: Vec::new(),
        };
        for (position, spec) in items.into_iter().enumerate() {
            let index = self.tasks.len();
            let name = spec.pointer("/base_info/name").and_then(Value::as_str).map(str::to_owned);
            let name = name.unwrap_or_else(|| {
                format!("DRS-{}", 1000 + self.ids.number("name", &format!("{id} {position}"), 9000))
            });
            self.add_task(name, place, spec);
            batch.tasks.push(index);
        }
        self.batches.push(batch);
        self.batch_ids.insert(id.clone(), place);
        self.steps.insert((due, Subject::Batch(place)));
        self.enter_batch(place, Status::of(first), None);
        if let Some(late) = self.lateness(place) {
            self.batches[place].listed = created.after(late);
        }
        Ok(Reply::Batch(id))
    }

    /// Adds a task that is not submitted.
    pub(super) fn add_task(&mut self, name: String, batch: usize, spec: Value) -> usize {
        let id = self.ids.task();
        let index = self.tasks.len();
        self.task_ids.insert(id.clone(), index);
        self.names.entry(name.to_lowercase()).or_default().push(index);
        self.tasks.push(Task {
            id,
            name,
            batch,
            parent: None,
            children: Vec::new(),
            spec,
            created: self.now,
            listed: self.now,
            phases: Vec::new(),
            step: None,
            starts: None,
            expiry: None,
            work: Work::default(),
            has_instance: false,
            is_edited: false,
            is_writable: false,
            checks: BTreeMap::new(),
            precheck: None,
            skipped: BTreeSet::new(),
            log: Vec::new(),
            deeds: Vec::new(),
            spent: BTreeSet::new(),
        });
        index
    }

    /// How late a batch and its tasks are listed, in milliseconds.
    fn lateness(&mut self, place: usize) -> Option<u64> {
        let late = |life: &Life| if let Life::Late(late) = life { Some(*late) } else { None };
        let (text, late) = self.batches[place].tasks.iter().find_map(|index| self.fate(*index, late))?;
        self.fired.push(text);
        Some(late)
    }

    /// Tasks that count for the quota.
    pub(crate) fn used(&self) -> u64 {
        let counts = |task: &&Task| task.exists() && task.parent.is_none();
        self.tasks.iter().filter(counts).count() as u64
    }

    /// The check of a batch is over, or its creation.
    pub(super) fn step_batch(&mut self, place: usize) {
        self.batches[place].due = None;
        if self.batches[place].status().is(CREATION) {
            self.enter_batch(place, Status::of(CHECK), None);
            self.await_check(place);
            return;
        }
        self.batches[place].findings = self.findings(place);
        let is_good = self.batches[place].findings.is_empty();
        let to = if is_good { "AUTO_PARAM_VALIDATE_SUCCESS" } else { "ASYNC_JOB_VALIDATE_FAILED" };
        self.enter_batch(place, Status::of(to), None);
    }

    /// Lets the check of a batch begin, or begin again.
    fn await_check(&mut self, place: usize) {
        let due = self.now.after(self.settings.duration(CHECK));
        self.batches[place].due = Some(due);
        self.steps.insert((due, Subject::Batch(place)));
    }

    /// What the check of a batch finds.
    fn findings(&mut self, place: usize) -> Vec<(usize, String)> {
        let members = self.batches[place].tasks.clone();
        let mut found = Vec::new();
        let mut names = BTreeSet::new();
        for (position, index) in members.iter().enumerate() {
            let name = self.tasks[*index].name.to_lowercase();
            if !names.insert(name.clone()) {
                found.push((position, "Another task of the batch has this name.".to_owned()));
            } else if self.is_taken(&name, Some(place)) {
                found.push((position, "A task of this name exists.".to_owned()));
            }
            let fate = self.fate(*index, |life| (*life == Life::CheckFails).then_some(()));
            if let Some((text, ())) = fate {
                self.spend(*index, text);
                found.push((position, "The parameters of the task are not accepted.".to_owned()));
            }
        }
        found
    }

    /// Whether a name is in use, in whatever case; by another batch than `place`.
    pub(crate) fn is_taken(&self, name: &str, place: Option<usize>) -> bool {
        let is_held = |task: &Task| match task.status() {
            Some(_) => task.exists(),
            None => self.settings.names_held_by == NamesHeldBy::Batches,
        };
        let same = self.names.get(&name.to_lowercase()).into_iter().flatten().map(|index| &self.tasks[*index]);
        same.filter(|task| task.parent.is_none() && Some(task.batch) != place).any(is_held)
    }

    /// Changes a task of a batch that is not submitted, or all of them; the check begins again.
    pub(super) fn repair(
        &mut self,
        batch: &str,
        task: Option<&str>,
        kind: &str,
        params: &Value,
    ) -> Result<Reply, Refusal> {
        let place = *self.batch_ids.get(batch).ok_or(Refusal::NoSuchBatch)?;
        let status = self.batches[place].status();
        let is_checking = status.is(CHECK);
        if !is_checking && !status.allows("update_batch_async_jobs") {
            return Err(Refusal::WrongState);
        }
        let members = &self.batches[place].tasks;
        let index = match task {
            Some(id) => members.iter().copied().find(|index| self.tasks[*index].id == id),
            None => members.first().copied().filter(|_| members.len() == 1),
        };
        let index = index.ok_or(Refusal::NoSuchTask)?;
        self.change(index, kind, params);
        if !is_checking {
            self.enter_batch(place, Status::of(CHECK), Some("update_batch_async_jobs"));
        }
        self.await_check(place);
        let task = &self.tasks[index];
        Ok(Reply::Task { id: task.id.clone(), name: task.name.clone() })
    }

    /// Submits a batch: its tasks are built from now on.
    pub(super) fn commit(&mut self, batch: &str) -> Result<Reply, Refusal> {
        let place = *self.batch_ids.get(batch).ok_or(Refusal::NoSuchBatch)?;
        let status = self.batches[place].status();
        if !status.allows("commit_async_job") {
            let text = match status.name() {
                "ASYNC_JOB_VALIDATE_FAILED" => "The check of the tasks failed.",
                "COMMIT_SUCCESS" | "ASYNC_JOB_COMPLETED" => "The batch is submitted already.",
                _ => "The check of the tasks is not finished.",
            };
            return Ok(Reply::Commit(status, text));
        }
        self.batches[place].committed = Some(self.now);
        self.enter_batch(place, Status::of("COMMIT_SUCCESS"), Some("commit_async_job"));
        let late = self.lateness(place);
        for index in self.batches[place].tasks.clone() {
            self.tasks[index].created = self.now;
            self.tasks[index].listed = self.now.after(late.unwrap_or(0));
            self.done(index, "CREATE", true);
            self.enter(index, Status::of("CREATING"), None);
        }
        Ok(Reply::Commit(Status::of("COMMIT_SUCCESS"), "The batch is submitted."))
    }
}
