//! From the first call to the goal.

use std::collections::BTreeSet;
use std::time::Duration;

use drs_events::run::RunEvent;

use super::core::{At, Run, RunFile};
use super::error::RunError;
use super::names::listed;
use super::outcome::Outcome;
use super::record::{Done, Record, TaskId, Tasks};
use super::seen::{READY, is_committed};
use super::state::Chunk;
use crate::watch::{self, Deadline, End, Goal, TaskRef, Watch};

/// How long checks may take, and the creation of tasks, unless the run has a deadline of its own.
const PREPARATION: Duration = Duration::from_mins(30);

/// How long between two looks at a batch that is not ready though it was said to be.
const PAUSE: Duration = Duration::from_secs(5);

impl Run {
    /// Does all of it: creates what is not created, waits for the checks, submits what passes, starts what is to be started, and
    /// waits for the goal. Giving up the future is what a power cut is: the same run can go on later.
    ///
    /// # Errors
    /// A call was refused or could not be made, a journal cannot be written, or nobody knows what became of a call. That tasks fail is
    /// no error.
    pub async fn drive(&mut self) -> Result<Outcome, RunError> {
        self.can_be_sent()?;
        self.started();
        self.find_forgotten().await?;
        for place in 0..self.files.len() {
            self.create_all(place).await?;
            let goal = self.options.goal;
            self.record(place, Record::Goal { goal })?;
        }
        let mut outcome = Outcome::default();
        let is_checked_only = self.options.goal == Some(Goal::Checked);
        let is_late = self.check_and_commit(&mut outcome, is_checked_only).await?;
        self.count_given_up(&mut outcome)?;
        if !is_checked_only {
            for at in self.all_chunks() {
                if self.chunk(at).is_committed {
                    self.learn_ids(at).await?;
                }
            }
            if self.options.goal == Some(Goal::Committed) {
                let all = self.all_chunks().into_iter().filter(|at| self.chunk(*at).is_committed).collect::<Vec<_>>();
                for at in all {
                    outcome.reached.extend(self.items_of(at, Some("COMMIT_SUCCESS"), None));
                }
            } else {
                self.follow(&mut outcome).await?;
            }
        }
        outcome.end = if is_late { Some(End::Deadline) } else { outcome.end.or(Some(End::Settled)) };
        outcome.orphans = self.orphans();
        self.write_outcome(&outcome)?;
        Ok(outcome)
    }

    /// Whether the service knows what the journals say that it has.
    async fn find_forgotten(&mut self) -> Result<(), RunError> {
        for at in self.all_chunks() {
            let chunk = self.chunk(at);
            let Some(batch) = chunk.batch.clone() else { continue };
            if !self.known_members(&batch).await?.is_empty() {
                continue;
            }
            let tasks = self.files[at.0].state.tasks.clone();
            let ids = chunk.names.iter().filter_map(|name| tasks.get(name));
            let mut is_known = self.batch_status(&batch).await?.is_some();
            for id in ids {
                is_known |= self.task_status(id).await?.is_some();
            }
            // A batch that was just created may not be listed yet.
            let is_new = chunk
                .intents
                .last()
                .is_some_and(|intent| self.after(&intent.sent_at, Duration::from_mins(2)) > self.timer.now());
            if !is_known && !is_new {
                let path = self.files[at.0].request.state.path.clone();
                return Err(RunError::Forgotten { path, batch });
            }
        }
        Ok(())
    }

    /// Waits for the checks, and submits each batch as soon as it has passed. Whether the time for that was over.
    async fn check_and_commit(&mut self, outcome: &mut Outcome, is_checked_only: bool) -> Result<bool, RunError> {
        let mut settled: BTreeSet<At> = BTreeSet::new();
        let until = self.timer.now() + PREPARATION;
        loop {
            settled.extend(&self.given_up);
            let mut open: Vec<At> = self.all_chunks().into_iter().filter(|at| !settled.contains(at)).collect();
            open.retain(|at| is_checked_only || !self.chunk(*at).is_committed);
            if open.is_empty() {
                return Ok(false);
            }
            let ids: Vec<String> = open.iter().filter_map(|at| self.chunk(*at).batch).collect();
            let mut watch = self
                .watch()
                .batches(ids)
                .goal(Goal::Checked)
                .deadline(self.left(Some(until.saturating_sub(self.timer.now()))));
            let mut is_early = false;
            self.look(&watch);
            while let Some(events) = watch.advance().await {
                for event in events {
                    is_early |= self.take_checked(event.kind, (&mut settled, outcome)).await?;
                }
                self.look(&watch);
            }
            let ended = watch.until_done().await?;
            if ended.end == Some(End::Deadline) {
                settled.extend(&self.given_up);
                open.retain(|at| !settled.contains(at) && !self.chunk(*at).is_committed);
                for at in &open {
                    outcome.timed_out.extend(self.items_of(*at, None, None));
                }
                return Ok(!open.is_empty());
            }
            if is_early {
                let next = self.timer.now() + PAUSE;
                self.wait_until(next).await;
            }
        }
    }

    /// Hands on what has happened to a batch, and submits it if it has passed. Whether it was said to be ready and is not.
    async fn take_checked(
        &mut self,
        kind: watch::EventKind,
        (settled, outcome): (&mut BTreeSet<At>, &mut Outcome),
    ) -> Result<bool, RunError> {
        let found = match &kind {
            watch::EventKind::BatchReached { batch, status } => Some((batch.clone(), true, status.clone())),
            watch::EventKind::BatchFailed { batch, status, .. } => {
                Some((batch.clone(), false, status.clone().unwrap_or_default()))
            }
            _ => None,
        };
        self.forward(kind);
        let Some((batch, is_reached, status)) = found else { return Ok(false) };
        let Some(at) = self.chunk_of(&batch) else { return Ok(false) };
        if is_reached && self.options.goal == Some(Goal::Checked) {
            settled.insert(at);
            outcome.reached.extend(self.items_of(at, Some(&status), None));
        } else if is_reached {
            return Ok(!self.commit(at).await?);
        } else if !self.replace_with_earlier(at).await? {
            settled.insert(at);
            self.explain(at, &batch).await?;
            self.failed.insert(batch, status.clone());
            outcome.failed.extend(self.items_of(at, Some(&status), Some(watch::Reason::Failed)));
        }
        Ok(false)
    }

    /// The check of a later attempt may have failed because an earlier one, that was not seen, has the names. If that one is good,
    /// it takes the place of the later one.
    async fn replace_with_earlier(&mut self, at: At) -> Result<bool, RunError> {
        let chunk = self.chunk(at);
        if chunk.intents.len() < 2 {
            return Ok(false);
        }
        let good = |status: &str| status == READY || is_committed(status);
        let candidates = self.candidates(&chunk).await?;
        let mut earlier = candidates.into_iter().filter(|candidate| good(&candidate.batch.status));
        let Some(found) = earlier.next() else { return Ok(false) };
        if let Some(other) = earlier.next() {
            let what =
                format!("several batches have the tasks {}, and one of them is to be chosen", listed(&chunk.names));
            let candidates = [found, other].map(|it| (it.batch.id, it.batch.status)).to_vec();
            return Err(RunError::Undecided { what, candidates, source: None });
        }
        let earlier = found;
        let later = chunk.batch.unwrap_or_default();
        let text = format!(
            "the check of batch {later} failed, and batch {}, which came late, takes its place",
            earlier.batch.id
        );
        self.note(at.0, text)?;
        self.adopt(at, earlier, false)?;
        self.say(RunEvent::BatchOrphan { batch: later, names: chunk.names });
        Ok(true)
    }

    /// Tells what the check of a batch found.
    async fn explain(&mut self, at: At, batch: &str) -> Result<(), RunError> {
        self.seen_batches.remove(batch);
        for member in self.known_members(batch).await? {
            for (code, reason) in &member.findings {
                let (batch, reason) = (batch.to_owned(), drs_diag::escape(reason).into_owned());
                self.note(at.0, format!("check of {batch}: {}: {reason}", drs_diag::escape(&member.name)))?;
                let cause = watch::said(code.as_deref(), &reason);
                self.causes.entry(member.name.clone()).or_insert((watch::Reason::Failed, cause));
                self.say(RunEvent::BatchFinding { batch, name: member.name.clone(), code: code.clone(), reason });
            }
        }
        Ok(())
    }

    /// A wait of this run.
    pub(super) fn watch(&self) -> watch::Plan {
        let plan = Watch::new(self.client.clone()).named_by_service().run(self.id());
        match self.options.time_scale {
            Some(scale) => plan.time_scale(scale),
            None => plan,
        }
    }

    /// How long a wait may take.
    pub(super) fn left(&self, most: Option<Duration>) -> Deadline {
        let left = self.deadline.map(|deadline| deadline.saturating_sub(self.timer.now()));
        left.or(most).map_or(Deadline::Never, Deadline::After)
    }

    /// Hands on an event of a wait: a run has several waits, which look like one.
    pub(super) fn forward(&mut self, kind: watch::EventKind) {
        let kind = match kind {
            watch::EventKind::RunStarted { .. } | watch::EventKind::RunFinished(_) => return,
            // The run goes on where its goal is not that of the wait.
            watch::EventKind::BatchReached { .. } if self.options.goal != Some(Goal::Checked) => return,
            watch::EventKind::TaskFound(task) | watch::EventKind::TaskState { task, .. } => match self.enter(&task) {
                Some(kind) => kind,
                None => return,
            },
            watch::EventKind::TaskFailed { task, reason, cause } => {
                self.causes.insert(task.task.clone(), (reason, cause.clone()));
                watch::EventKind::TaskFailed { task, reason, cause }
            }
            kind => kind,
        };
        self.say(kind);
    }

    /// The event about a task that was seen in a state; none if that was known.
    fn enter(&mut self, task: &TaskRef) -> Option<watch::EventKind> {
        let status = task.status.clone().unwrap_or_default();
        let before = self.states.insert(task.task.clone(), status.clone());
        match before {
            None => Some(watch::EventKind::TaskFound(task.clone())),
            Some(before) if before == status => None,
            before => Some(watch::EventKind::TaskState { task: task.clone(), before }),
        }
    }

    /// Writes down how all stand.
    fn write_outcome(&mut self, outcome: &Outcome) -> Result<(), RunError> {
        for (standing, items) in outcome.standings() {
            for item in items {
                let name = item.name.clone().unwrap_or_default();
                let is_of =
                    |file: &RunFile| file.request.state.tasks.iter().any(|task| task.name.eq_ignore_ascii_case(&name));
                let place = self.files.iter().position(is_of).unwrap_or(0);
                let (id, status) = (item.id.clone(), item.status.clone());
                self.record(place, Record::Done(Done { name, id, status, standing: standing.to_owned() }))?;
            }
        }
        Ok(())
    }

    /// Writes down the id of a task that was not known.
    pub(super) fn learn(&mut self, task: &TaskRef) -> Result<(), RunError> {
        let Some(name) = &task.name else { return Ok(()) };
        let is_of = |file: &RunFile| file.request.state.tasks.iter().any(|it| it.name.eq_ignore_ascii_case(name));
        let Some(place) = self.files.iter().position(is_of) else { return Ok(()) };
        if self.files[place].state.tasks.values().any(|id| *id == task.task) {
            return Ok(());
        }
        let has = |chunk: &&Chunk| chunk.names.iter().any(|known| known.eq_ignore_ascii_case(name));
        let chunk = self.files[place].state.chunks.iter().find(has);
        let chunk = chunk.map_or(0, |chunk| chunk.number);
        let tasks = vec![TaskId { name: name.clone(), id: task.task.clone() }];
        self.record(place, Record::Tasks(Tasks { chunk, tasks }))
    }
}
