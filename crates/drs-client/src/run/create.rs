//! Creating the batches: announced, sent once, and looked for if the answer is lost.

use drs_contract::Operation;
use drs_events::run::{Op, RunEvent};
use serde_json::Value;

use super::core::{At, Run};
use super::error::RunError;
use super::names::listed;
use super::plan::CHUNK;
use super::reconcile::Found;
use super::record::{Accepted, Broken, Intent, Record};
use super::send::Change;
use crate::error::Error;

/// How many times a chunk is sent at most before somebody runs it again, each time only after the one before was looked for in vain.
const MAX_ATTEMPTS: u32 = 3;

impl Run {
    /// Makes sure that each chunk of a file has a batch.
    pub(super) async fn create_all(&mut self, place: usize) -> Result<(), RunError> {
        let pending: Vec<At> = self.chunks_without_batch(place);
        if self.is_changed(place) {
            self.settle_before_change(place).await?;
            self.begin_journal(place)?;
        } else {
            self.begin_journal(place)?;
            for at in pending {
                self.create_chunk(at, 0).await?;
            }
        }
        let names = self.new_names(place);
        for names in names.chunks(CHUNK) {
            let number = self.files[place].state.next.max(1);
            let at = (place, number);
            if self.create(at, names.to_vec(), 1).await? {
                self.create_chunk(at, u32::from(self.chunk(at).is_pending)).await?;
            }
        }
        Ok(())
    }

    /// Finds out what became of what was sent of a file as it was, before the same names are sent again.
    pub(super) async fn settle_before_change(&mut self, place: usize) -> Result<(), RunError> {
        for at in self.chunks_without_batch(place) {
            if self.chunk(at).is_pending {
                self.reconcile(at).await?;
            }
        }
        Ok(())
    }

    /// Whether everything that the files refer to can be had, before any of it is sent.
    pub(super) fn can_be_sent(&self) -> Result<(), RunError> {
        for place in 0..self.files.len() {
            let mut names = self.new_names(place);
            if !self.is_changed(place) {
                names.extend(self.chunks_without_batch(place).into_iter().flat_map(|at| self.chunk(at).names));
            }
            let file = &self.files[place].request;
            let places: Vec<usize> =
                (0..file.state.tasks.len()).filter(|&task| names.contains(&file.state.tasks[task].name)).collect();
            if !places.is_empty() {
                file.requests.body(&places, None).map_err(RunError::Argument)?;
            }
        }
        Ok(())
    }

    fn chunks_without_batch(&self, place: usize) -> Vec<At> {
        let chunks = self.files[place].state.chunks.iter();
        chunks.filter(|chunk| chunk.batch.is_none()).map(|chunk| (place, chunk.number)).collect()
    }

    /// Makes sure that a chunk that was announced has a batch, or is given up. This process has lost it so many times already.
    async fn create_chunk(&mut self, at: At, mut sent: u32) -> Result<(), RunError> {
        loop {
            let chunk = self.chunk(at);
            if chunk.batch.is_some() {
                return Ok(());
            }
            if chunk.is_pending && self.reconcile(at).await? == Found::Batch {
                return Ok(());
            }
            let attempt = chunk.intents.last().map_or(1, |intent| intent.attempt.saturating_add(1));
            if sent >= MAX_ATTEMPTS {
                let what = format!(
                    "{MAX_ATTEMPTS} attempts to create the batch of {} were lost, and nothing came of any of them",
                    listed(&chunk.names)
                );
                return Err(RunError::Undecided { what, candidates: Vec::new(), source: None });
            }
            if !self.create(at, chunk.names.clone(), attempt).await? {
                return Ok(());
            }
            sent += u32::from(self.chunk(at).is_pending);
        }
    }

    /// Announces a batch and sends it, once. Whether the chunk may still get one.
    async fn create(&mut self, at: At, names: Vec<String>, attempt: u32) -> Result<bool, RunError> {
        self.may_go_on("batches were created")?;
        let (place, chunk) = at;
        let marker = self.options.mark.map(|_| {
            let run = self.files[place].state.header.as_ref().map_or("", |header| &header.run);
            format!("{run}-{chunk}")
        });
        let file = &self.files[place].request;
        let places = names.iter().filter_map(|name| file.state.tasks.iter().position(|task| task.name == *name));
        let places: Vec<usize> = places.collect();
        let (body, sha256) = file.requests.body(&places, marker.as_deref()).map_err(RunError::Argument)?;
        let path = file.state.path.clone();
        let before = if attempt == 1 { self.batches_before().await? } else { Vec::new() };
        let intent = Intent { chunk, attempt, names: names.clone(), sha256, sent_at: self.sent_at(), marker, before };
        self.record(place, Record::Intent(intent))?;
        self.say(RunEvent::BatchIntent { file: path, chunk, attempt, names });
        let operation = Operation::BatchCreateJobsAsync;
        match self.send(Change { op: Op::Create, operation, path: None, body: Some(body) }).await {
            Ok(answer) => {
                let id = answer.body.pointer("/job/async_job_id").and_then(Value::as_str).filter(|id| !id.is_empty());
                let Some(id) = id.map(str::to_owned) else {
                    let reason = "the answer names no batch".to_owned();
                    return self.lost(at, Op::Create, attempt, reason, answer.request_id).map(|()| true);
                };
                let (status, request_id) = (answer.status, answer.request_id);
                let reply = Accepted { chunk, attempt, status, async_job_id: id.clone(), request_id };
                self.record(place, Record::Reply(reply))?;
                self.say(RunEvent::BatchAccepted { batch: id, chunk });
                Ok(true)
            }
            Err(error) if is_certain(&error) => {
                self.record(place, refused(Op::Create, chunk, attempt, None, &error))?;
                if self.waited_for_room(&error).await { Ok(true) } else { self.not_created(at, error).await }
            }
            Err(error) => {
                let request_id = error.request_id().map(str::to_owned);
                self.lost(at, Op::Create, attempt, error.to_string(), request_id).map(|()| true)
            }
        }
    }

    /// What follows from a refusal: an earlier attempt may have come to something, and have the names. Whether the chunk may still get
    /// a batch.
    async fn not_created(&mut self, at: At, error: Error) -> Result<bool, RunError> {
        let chunk = self.chunk(at);
        if chunk.is_pending {
            if self.reconcile(at).await? == Found::Batch {
                return Ok(true);
            }
            let what = format!(
                "whether an earlier attempt to create the batch of {} came to something is unknown, and {error}",
                listed(&chunk.names)
            );
            return Err(RunError::Undecided { what, candidates: Vec::new(), source: None });
        }
        self.give_up_chunk(at, error)?;
        Ok(false)
    }

    /// Writes down that nobody knows what became of a call.
    pub(super) fn lost(
        &mut self,
        (place, chunk): At,
        op: Op,
        attempt: u32,
        reason: String,
        request_id: Option<String>,
    ) -> Result<(), RunError> {
        let at = Some(self.sent_at());
        let broken =
            Broken { op, chunk, attempt, task: None, action: None, reason: reason.clone(), at, code: None, request_id };
        self.record(place, Record::Lost(broken))?;
        self.say(RunEvent::CallLost { op, chunk, reason });
        Ok(())
    }
}

/// Whether a call that changes something has certainly changed nothing.
pub(super) fn is_certain(error: &Error) -> bool {
    error.is_certain_not_run()
}

pub(super) fn refused(op: Op, chunk: u32, attempt: u32, task: Option<String>, error: &Error) -> Record {
    Record::Refused(Broken {
        op,
        chunk,
        attempt,
        task,
        action: None,
        reason: error.to_string(),
        at: None,
        code: error.code().map(str::to_owned),
        request_id: error.request_id().map(str::to_owned),
    })
}
