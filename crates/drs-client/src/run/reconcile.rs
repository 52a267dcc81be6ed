//! Looking for a batch whose creation was not answered.

use std::collections::BTreeSet;
use std::time::Duration;

use drs_events::run::RunEvent;

use super::core::{At, Run};
use super::error::RunError;
use super::names::{keys, listed};
use super::record::{Adopted, Orphan, Record};
use super::seen::{Candidate, Listed, Member};
use super::state::Chunk;
use crate::error::Error;

/// How long after a call was sent the first look is.
const SETTLE: Duration = Duration::from_secs(10);

/// How long after a call was sent a batch may take to be listed.
const APPEAR: Duration = Duration::from_mins(2);

/// How long between two looks.
const PAUSE: Duration = Duration::from_secs(5);

/// How much older than the call the batch may be, because clocks differ.
const OLDER: Duration = Duration::from_mins(2);

/// How much younger than the last sign of the call the batch may be. One that is younger comes of another call.
const LATER: Duration = Duration::from_mins(10);

/// What a look came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The chunk has its batch.
    Batch,
    /// There is none, and none will come.
    Nothing,
}

impl Run {
    /// Looks for the batch of a chunk whose creation was not answered, until it is found or will not come any more.
    pub(super) async fn reconcile(&mut self, at: At) -> Result<Found, RunError> {
        let chunk = self.chunk(at);
        let Some(intent) = chunk.intents.last() else { return Ok(Found::Nothing) };
        let sent_at = chunk.lost_at.clone().unwrap_or_else(|| intent.sent_at.clone());
        let give_up = self.after(&sent_at, APPEAR);
        self.wait_until(self.after(&sent_at, SETTLE)).await;
        loop {
            if self.control.is_stopped() {
                return Err(RunError::Stopped);
            }
            let is_last = self.timer.now() >= give_up;
            let candidates = self.candidates(&chunk).await.map_err(|error| undecided(&chunk, error))?;
            if self.decide(at, &candidates)? == Found::Batch {
                return Ok(Found::Batch);
            }
            if is_last {
                return self.give_up(at, &chunk).await;
            }
            if self.is_over() {
                return Err(undecided(&chunk, RunError::Deadline("a batch was looked for")));
            }
            let next = (self.timer.now() + PAUSE).min(give_up);
            self.wait_until(next).await;
        }
    }

    /// What the batches mean that have the names of a chunk.
    fn decide(&mut self, at: At, candidates: &[Candidate]) -> Result<Found, RunError> {
        let adopt = self.options.adopt.clone();
        let chosen = candidates.iter().find(|candidate| adopt.contains(&candidate.batch.id));
        let committed: Vec<&Candidate> = candidates.iter().filter(|candidate| candidate.is_committed()).collect();
        let (one, is_chosen) = match (&committed[..], chosen, candidates) {
            ([one], _, _) => (*one, false),
            ([], Some(chosen), _) => (chosen, true),
            ([], None, [one]) => (one, false),
            ([], None, []) => return Ok(Found::Nothing),
            _ => {
                let what = format!(
                    "several batches have the tasks {}, and the journal does not say which one is meant",
                    listed(&self.chunk(at).names)
                );
                let candidates = candidates.iter().map(|it| (it.batch.id.clone(), it.batch.status.clone())).collect();
                return Err(RunError::Undecided { what, candidates, source: None });
            }
        };
        self.adopt(at, one.clone(), is_chosen)?;
        for other in candidates.iter().filter(|other| other.batch.id != one.batch.id) {
            self.orphan(at, &other.batch.id)?;
        }
        Ok(Found::Batch)
    }

    /// Takes a batch for that of a chunk.
    pub(super) fn adopt(&mut self, at: At, candidate: Candidate, is_chosen: bool) -> Result<(), RunError> {
        let (place, chunk) = at;
        let names = self.chunk(at).names;
        let Candidate { batch: Listed { id, status, created, .. }, is_marked } = candidate;
        let (async_job_id, create_time) = (id.clone(), created);
        let adopted = Adopted { chunk, async_job_id, status: status.clone(), names, create_time, is_marked, is_chosen };
        self.record(place, Record::Adopted(adopted))?;
        self.say(RunEvent::BatchAdopted { batch: id, chunk, status });
        Ok(())
    }

    /// Tells of a batch that will not be submitted.
    pub(super) fn orphan(&mut self, at: At, batch: &str) -> Result<(), RunError> {
        let names = self.chunk(at).names;
        if self.files.iter().all(|file| !file.state.orphans.iter().any(|(id, _)| id == batch)) {
            let orphan = Orphan { chunk: at.1, async_job_id: batch.to_owned(), names: names.clone() };
            self.record(at.0, Record::Orphan(orphan))?;
            self.say(RunEvent::BatchOrphan { batch: batch.to_owned(), names });
        }
        Ok(())
    }

    /// Nothing was found in time: whether the call may be made again.
    async fn give_up(&mut self, at: At, chunk: &Chunk) -> Result<Found, RunError> {
        let tasks = self.tasks_named(&keys(&chunk.names)).await.map_err(|error| undecided(chunk, error))?;
        if tasks.is_empty() {
            self.note(at.0, format!("nothing came of the last attempt to create chunk {}", at.1))?;
            return Ok(Found::Nothing);
        }
        let found: Vec<String> = tasks.into_iter().map(|task| task.name).collect();
        let what = format!(
            "no batch has the tasks {}, but tasks with these names exist: {}",
            listed(&chunk.names),
            listed(&found)
        );
        Err(RunError::Undecided { what, candidates: Vec::new(), source: None })
    }

    /// Batches with the names of a chunk that may come of its attempts, and that no journal knows.
    pub(super) async fn candidates(&mut self, chunk: &Chunk) -> Result<Vec<Candidate>, RunError> {
        let names = keys(&chunk.names);
        let markers: Vec<String> = chunk.intents.iter().filter_map(|intent| intent.marker.clone()).collect();
        let mut found = Vec::new();
        let before = chunk.intents.first().map(|intent| intent.before.clone()).unwrap_or_default();
        let last = chunk.lost_at.as_ref().or(chunk.intents.last().map(|intent| &intent.sent_at));
        let last = last.and_then(|last| last.parse::<jiff::Timestamp>().ok()).filter(|_| !self.is_local);
        let until = last.and_then(|last| last.checked_add(LATER).ok());
        for batch in self.batches_around(chunk).await? {
            let created = batch.created.as_deref().and_then(|created| created.parse::<jiff::Timestamp>().ok());
            let is_later = until.is_some_and(|until| created.is_some_and(|created| created > until));
            if self.knows(&batch.id) || before.contains(&batch.id) || is_later {
                continue;
            }
            let members = self.known_members(&batch.id).await?;
            let is_marked = !markers.is_empty()
                && members.iter().all(|member| markers.iter().any(|marker| member.marks.contains(marker.as_str())));
            let is_ours = self.user.is_none() || batch.user.is_none() || self.user == batch.user;
            let same: BTreeSet<String> = members.iter().map(|member| member.name.to_lowercase()).collect();
            if same == names && is_ours && (markers.is_empty() || is_marked) {
                found.push(Candidate { batch, is_marked });
            }
        }
        Ok(found)
    }

    /// Batches since the first attempt at a chunk.
    pub(super) async fn batches_around(&mut self, chunk: &Chunk) -> Result<Vec<Listed>, RunError> {
        let first = chunk.intents.first().and_then(|intent| intent.sent_at.parse::<jiff::Timestamp>().ok());
        // A service on this machine has a clock of its own.
        let since = first.filter(|_| !self.is_local).and_then(|first| first.checked_sub(OLDER).ok());
        let found = self.batches_since(since).await?;
        // What the journal has an answer about is ours, and so is the name of its user.
        if self.user.is_none() {
            let ours = found.iter().find(|batch| self.knows(&batch.id) && !self.is_adopted(&batch.id));
            self.user = ours.and_then(|batch| batch.user.clone());
        }
        Ok(found)
    }

    /// Ids of the batches that are there before a chunk is sent for the first time.
    pub(super) async fn batches_before(&mut self) -> Result<Vec<String>, RunError> {
        let now = jiff::Timestamp::try_from(self.service_time()).ok();
        let since = now.filter(|_| !self.is_local).and_then(|now| now.checked_sub(OLDER).ok());
        Ok(self.batches_since(since).await?.into_iter().map(|batch| batch.id).collect())
    }

    /// Whether the batches that somebody has named to be taken can be: something was sent that they may be what became of.
    pub(super) fn may_adopt(&self) -> Result<(), RunError> {
        match self.options.adopt.first().filter(|_| !self.has_begun()) {
            Some(id) => {
                let id = drs_diag::escape(id);
                Err(RunError::Impossible(format!(
                    "batch `{id}` cannot be adopted: this run has sent nothing that it could have come of"
                )))
            }
            None => Ok(()),
        }
    }

    fn knows(&self, batch: &str) -> bool {
        self.files.iter().any(|file| file.state.knows(batch))
    }

    fn is_adopted(&self, batch: &str) -> bool {
        let mut records = self.files.iter().flat_map(|file| file.journal.entries());
        !records.any(|entry| matches!(&entry.record, Record::Reply(reply) if reply.async_job_id == batch))
    }

    /// Tasks of a batch, which do not become others.
    pub(super) async fn known_members(&mut self, batch: &str) -> Result<Vec<Member>, RunError> {
        if let Some(known) = self.seen_batches.get(batch) {
            return Ok(known.clone());
        }
        let members = self.present_members(batch).await?;
        if !members.is_empty() {
            self.seen_batches.insert(batch.to_owned(), members.clone());
        }
        Ok(members)
    }
}

impl Run {
    /// Tasks of a batch as they are now; none of one that is listed and cannot be looked at yet.
    pub(super) async fn present_members(&mut self, batch: &str) -> Result<Vec<Member>, RunError> {
        match self.members(batch).await {
            Err(RunError::Call(Error::Refused { refusal, .. })) if matches!(refusal.status, 400 | 404) => {
                Ok(Vec::new())
            }
            result => result,
        }
    }
}

/// Nobody can be asked what became of a call.
fn undecided(chunk: &Chunk, error: RunError) -> RunError {
    let what = format!("whether the batch of {} was created is unknown: {error}", listed(&chunk.names));
    match error {
        RunError::Call(source) => RunError::Undecided { what, candidates: Vec::new(), source: Some(Box::new(source)) },
        RunError::Deadline(_) => RunError::Undecided { what, candidates: Vec::new(), source: None },
        other => other,
    }
}
