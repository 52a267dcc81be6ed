//! Submitting the batches: the call that costs money, behind its guards.

use std::collections::BTreeSet;
use std::time::Duration;

use drs_contract::Operation;
use drs_events::run::{Op, RunEvent};
use serde_json::Value;

use super::core::{At, Run};
use super::create::{is_certain, refused};
use super::error::RunError;
use super::names::{keys, listed};
use super::record::{CommitIntent, CommitReply, Record, TaskId, Tasks};
use super::seen::{Member, READY, is_committed};
use super::send::Change;
use crate::error::Error;
use crate::raw::RawResponse;

/// How long after a call was sent a batch may still look as if it had not been.
const UNCHANGED: Duration = Duration::from_secs(30);

/// How long between two looks.
const PAUSE: Duration = Duration::from_secs(5);

/// How many times the same batch is submitted before somebody runs it again: once, and three times again if nothing was answered and
/// nothing came of it.
const MAX_COMMITS: u32 = 4;

/// How long the ids of the tasks of a batch may take.
const NAMED: Duration = Duration::from_mins(2);

impl Run {
    /// Submits the batch of a chunk, unless it is submitted. Whether it is then, or is given up.
    pub(super) async fn commit(&mut self, at: At) -> Result<bool, RunError> {
        let (place, number) = at;
        let mut sent = u32::from(self.chunk(at).is_committing);
        // Until when the last attempt may still come to something.
        let mut unchanged = None;
        let mut refusal = None;
        loop {
            self.may_go_on("batches were submitted")?;
            let chunk = self.chunk(at);
            let Some(batch) = chunk.batch.clone() else { return Ok(false) };
            let status =
                self.batch_status(&batch).await.map_err(|error| unknown(&batch, chunk.is_committing, error))?;
            let status = status.unwrap_or_default();
            if is_committed(&status) || (chunk.is_committing && !chunk.has_had_tasks && self.has_tasks(&batch).await?) {
                self.committed(at, status, true, (true, None), None)?;
                return Ok(true);
            }
            if chunk.is_committing {
                let sent_at = chunk.commit_sent_at.clone().unwrap_or_default();
                let until = *unchanged.get_or_insert_with(|| self.after(&sent_at, UNCHANGED));
                if self.timer.now() < until {
                    let next = (self.timer.now() + PAUSE).min(until);
                    self.wait_until(next).await;
                    continue;
                }
                if sent >= MAX_COMMITS {
                    let last = refusal.map_or_else(String::new, |error: Error| format!("; {error}"));
                    let what = format!("batch {batch} was submitted {MAX_COMMITS} times, and nothing came of it{last}");
                    return Err(RunError::Undecided { what, candidates: vec![(batch, status)], source: None });
                }
            }
            if status != READY {
                return Ok(false);
            }
            let has_tasks = self.guard(at, &batch).await?;
            // What was read before the guards may be old by now.
            if self.batch_status(&batch).await?.as_deref() != Some(READY) {
                continue;
            }
            self.may_go_on("batches were submitted")?;
            let attempt = chunk.commits.saturating_add(1);
            let (async_job_id, sent_at) = (batch.clone(), self.sent_at());
            let status = READY.to_owned();
            let intent = CommitIntent { chunk: number, attempt, async_job_id, status, sent_at, has_tasks };
            self.record(place, Record::CommitIntent(intent))?;
            unchanged = None;
            sent += 1;
            let path = Some(("async_job_id", batch.clone()));
            let change = Change { op: Op::Commit, operation: Operation::CommitAsyncJob, path, body: None };
            match self.send(change).await {
                Ok(answer) => {
                    if self.answered(at, &batch, answer).await? {
                        return Ok(true);
                    }
                }
                Err(error) if is_certain(&error) => {
                    self.record(place, refused(Op::Commit, number, attempt, None, &error))?;
                    // An earlier attempt may have come to something, and be the reason.
                    if self.chunk(at).is_committing {
                        refusal = Some(error);
                    } else if !self.waited_for_room(&error).await {
                        self.give_up_chunk(at, error)?;
                        return Ok(true);
                    }
                }
                Err(error) => {
                    let request_id = error.request_id().map(str::to_owned);
                    self.lost(at, Op::Commit, attempt, error.to_string(), request_id)?;
                }
            }
        }
    }

    /// Reads the answer to a commit. One that does not say that the batch is submitted may come too early.
    async fn answered(&mut self, at: At, batch: &str, answer: RawResponse) -> Result<bool, RunError> {
        let text = |name: &str| answer.body.pointer(&format!("/job/{name}")).and_then(Value::as_str).map(str::to_owned);
        let (mut status, message) = (text("status").unwrap_or_default(), text("msg"));
        let until = self.timer.now() + UNCHANGED;
        let mut is_seen = false;
        while !is_committed(&status) && self.timer.now() < until {
            if self.control.is_stopped() {
                return Err(RunError::Stopped);
            }
            let next = self.timer.now() + PAUSE;
            self.wait_until(next).await;
            if self.is_over() {
                return Err(RunError::Deadline("batches were submitted"));
            }
            is_seen = true;
            status = self.batch_status(batch).await?.unwrap_or(status);
        }
        let is_done = is_committed(&status);
        self.committed(at, status.clone(), is_done, (is_seen, message.clone()), answer.request_id)?;
        if is_done {
            return Ok(true);
        }
        let message =
            message.map_or_else(|| "it gives no reason".to_owned(), |text| drs_diag::escape(&text).into_owned());
        self.give_up_chunk(at, RunError::NotSubmitted { batch: batch.to_owned(), status, message })?;
        Ok(true)
    }

    /// Writes down what came of a commit.
    fn committed(
        &mut self,
        at: At,
        status: String,
        is_done: bool,
        (is_seen, message): (bool, Option<String>),
        request_id: Option<String>,
    ) -> Result<(), RunError> {
        let chunk = self.chunk(at);
        let batch = chunk.batch.unwrap_or_default();
        let (number, async_job_id) = (at.1, batch.clone());
        let reply =
            CommitReply { chunk: number, async_job_id, status, is_committed: is_done, is_seen, message, request_id };
        self.record(at.0, Record::CommitReply(reply))?;
        if is_done {
            self.say(RunEvent::BatchCommitted { batch, names: chunk.names });
        }
        Ok(())
    }

    /// Makes sure that nothing else has the names of a chunk: no other batch that is submitted, no task that is not of this batch.
    /// That the journal has one batch for the chunk is a matter of its form. Whether tasks of the batch are listed.
    async fn guard(&mut self, at: At, batch: &str) -> Result<bool, RunError> {
        let chunk = self.chunk(at);
        let names = keys(&chunk.names);
        let mut submitted = Vec::new();
        // Those that are known not to be submitted may have been by somebody else.
        for other in self.batches_around(&chunk).await?.into_iter().filter(|other| other.id != batch) {
            let members = self.known_members(&other.id).await?;
            if !members.iter().any(|member| names.contains(&member.name.to_lowercase())) {
                continue;
            }
            if is_committed(&other.status) {
                if self.has_one_left(&members, &names).await? {
                    submitted.push((other.id, other.status));
                }
            } else {
                self.orphan(at, &other.id)?;
            }
        }
        // Tasks may have their ids only since the batch was submitted.
        let ours: Vec<String> = self.present_members(batch).await?.into_iter().filter_map(|member| member.id).collect();
        let (own, others): (Vec<_>, Vec<_>) =
            self.tasks_named(&names).await?.into_iter().partition(|task| ours.contains(&task.id));
        submitted.extend(others.into_iter().map(|task| (task.id, task.status)));
        if submitted.is_empty() {
            return Ok(!own.is_empty());
        }
        let what = format!(
            "batch {batch} was not submitted, because something else has the names of its tasks {}",
            listed(&chunk.names)
        );
        Err(RunError::Undecided { what, candidates: submitted, source: None })
    }

    /// Whether one of the tasks of a batch that have these names is not deleted, as far as can be told.
    async fn has_one_left(&mut self, members: &[Member], names: &BTreeSet<String>) -> Result<bool, RunError> {
        for member in members.iter().filter(|member| names.contains(&member.name.to_lowercase())) {
            let Some(id) = &member.id else { return Ok(true) };
            if self.task_status(id).await?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether tasks of a batch exist.
    async fn has_tasks(&mut self, batch: &str) -> Result<bool, RunError> {
        let members = self.present_members(batch).await?;
        let names: Vec<String> = members.iter().map(|member| member.name.clone()).collect();
        let tasks = self.tasks_named(&keys(&names)).await?;
        Ok(tasks.iter().any(|task| members.iter().any(|member| member.id.as_ref() == Some(&task.id))))
    }

    /// Writes down the ids of the tasks of a batch that is submitted.
    pub(super) async fn learn_ids(&mut self, at: At) -> Result<(), RunError> {
        let chunk = self.chunk(at);
        let Some(batch) = chunk.batch.clone() else { return Ok(()) };
        let is_known = |run: &Self, name: &String| run.files[at.0].state.tasks.contains_key(name);
        let give_up = self.timer.now() + NAMED;
        while !chunk.names.iter().all(|name| is_known(self, name)) {
            let found = self.member_ids(&batch).await?;
            let original = |task: TaskId| {
                let name = chunk.names.iter().find(|name| name.eq_ignore_ascii_case(&task.name)).cloned();
                TaskId { name: name.unwrap_or(task.name), id: task.id }
            };
            let tasks: Vec<TaskId> =
                found.into_iter().map(original).filter(|task| !is_known(self, &task.name)).collect();
            if !tasks.is_empty() {
                self.record(at.0, Record::Tasks(Tasks { chunk: at.1, tasks }))?;
            }
            if self.timer.now() >= give_up || self.is_over() {
                break;
            }
            if !chunk.names.iter().all(|name| is_known(self, name)) {
                let next = self.timer.now() + PAUSE;
                self.wait_until(next).await;
            }
        }
        Ok(())
    }
}

/// Nobody can be asked what became of a commit.
fn unknown(batch: &str, is_committing: bool, error: RunError) -> RunError {
    match error {
        RunError::Call(source) if is_committing => RunError::Undecided {
            what: format!("whether batch {batch} was submitted is unknown: {source}"),
            candidates: Vec::new(),
            source: Some(Box::new(source)),
        },
        error => error,
    }
}
