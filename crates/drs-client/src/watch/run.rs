//! A wait: what is due next, and what came of it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use drs_events::watch::EventKind;
use drs_events::{Event, Goal};

use super::batch::Batch;
use super::failures::Failures;
use super::outcome::{End, Item, Outcome};
use super::pace::{self, Budget};
use super::plan::Plan;
use super::source::Source;
use super::state::{Snapshot, Standing, TaskState};
use super::task::{Task, Wanted};
use super::time::{Moment, Timer};
use crate::error::Error;
use crate::types::DetailType;

/// After which time without any event it is said that the wait goes on.
const HEARTBEAT: Duration = Duration::from_mins(1);

/// How much later than expected it must be for the machine to have slept.
const SLEPT: Duration = Duration::from_secs(30);

/// How many tasks a wait asks why they have failed: each costs a call, and meanwhile nobody hears anything.
const MAX_EXPLANATIONS: u32 = 100;

/// The most warnings of a wait: they are kept to say each only once, and what they say comes from outside.
const MAX_WARNINGS: usize = 10_000;

/// A wait for any number of batches and tasks. Dropping it ends the wait, and does nothing else.
pub struct Watch {
    pub(super) source: Arc<dyn Source>,
    pub(super) timer: Timer,
    pub(super) budget: Budget,
    pub(super) wanted: Wanted,
    pub(super) tasks: Vec<Task>,
    /// Places of the tasks, by their ids.
    pub(super) places: BTreeMap<String, usize>,
    pub(super) batches: Vec<Batch>,
    pub(super) deadline: Option<Duration>,
    /// Tasks that are looked at closely in this cycle, and why.
    pub(super) close: VecDeque<(String, DetailType)>,
    /// How many entries a page has.
    pub(super) limit: i32,
    /// How many calls were made.
    pub(super) calls: u32,
    pub(super) next_look: Duration,
    pub(super) failures: Failures,
    /// Before which moment nothing is looked at closely.
    pub(super) closer_from: Duration,
    pub(super) last_good: Option<Duration>,
    pub(super) error: Option<Error>,
    /// By which part of the first interval the second look is late, so that not all clients look at once.
    pub(super) phase: f64,
    pub(super) is_last: bool,
    ends_when_waiting: bool,
    run: String,
    seq: u64,
    pub(super) queue: VecDeque<Event>,
    /// Warnings that were said.
    said: BTreeSet<String>,
    /// Tasks that were asked why they have failed.
    pub(super) explained: BTreeSet<String>,
    /// How many more may be.
    pub(super) explanations: u32,
    last_event: Moment,
    /// When what says nothing new was said the last time.
    repeated: BTreeMap<&'static str, Moment>,
    /// Whether the service has named all that is waited for in a reply.
    pub(super) is_named_by_service: bool,
    /// The time of day and the time of the wait when they were compared the last time.
    compared: (SystemTime, Duration),
    has_begun: bool,
    pub(super) end: Option<End>,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("run", &self.run).field("end", &self.end).finish_non_exhaustive()
    }
}

impl Watch {
    pub(super) fn begin(mut plan: Plan, timer: Timer, deadline: Option<Duration>) -> Self {
        let run = plan.run.unwrap_or_else(|| format!("{:012x}", plan.random.u64(0..1 << 48)));
        let places = plan.tasks.iter().enumerate().map(|(place, task)| (task.state.id.clone(), place)).collect();
        Self {
            budget: Budget::new(plan.calls_per_second),
            compared: (timer.time_of_day(), timer.real()),
            source: plan.source,
            timer,
            wanted: plan.wanted,
            tasks: plan.tasks,
            places,
            batches: plan.batches,
            deadline,
            close: VecDeque::new(),
            limit: 100,
            calls: 0,
            next_look: Duration::ZERO,
            failures: Failures::default(),
            closer_from: Duration::ZERO,
            last_good: None,
            error: None,
            phase: plan.random.f64(),
            is_last: false,
            ends_when_waiting: plan.ends_when_waiting,
            run,
            seq: plan.seq,
            queue: VecDeque::new(),
            said: BTreeSet::new(),
            explained: BTreeSet::new(),
            explanations: MAX_EXPLANATIONS,
            last_event: Moment::default(),
            repeated: BTreeMap::new(),
            is_named_by_service: plan.is_named_by_service,
            has_begun: false,
            end: None,
        }
    }

    /// The next event; `None` after the last. Nothing is asked while nobody waits for an event. Giving up the future loses nothing
    /// but the call that was under way.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            self.explain().await;
            if let Some(event) = self.queue.pop_front() {
                return Some(event);
            }
            if self.end.is_some() {
                return None;
            }
            self.step().await;
        }
    }

    /// Waits for the end.
    ///
    /// # Errors
    ///
    /// The credentials are refused, or a setting is wrong, so that nobody can be asked. A task that fails is no error.
    pub async fn until_done(mut self) -> Result<Outcome, Error> {
        while self.next().await.is_some() {}
        match self.error.take() {
            Some(error) => Err(error),
            None => Ok(self.outcome()),
        }
    }

    /// How all stand now.
    pub fn outcome(&self) -> Outcome {
        let mut outcome = Outcome { end: self.end, ..Outcome::default() };
        let batches = self.batches.iter().map(|batch| &batch.state);
        // The tasks of a batch stand for it, if they are what is waited for.
        let is_for_batches = self.wanted.goal.is_some_and(Goal::is_of_batch);
        let batches = batches.filter(|batch| is_for_batches || batch.standing != Standing::Reached);
        let item = |id: &str, name: Option<String>, status: Option<String>, standing, is_batch| {
            let reason = if let Standing::Failed(reason) = standing { Some(reason) } else { None };
            (standing, Item { id: id.to_owned(), name, status, reason, is_batch })
        };
        let batches = batches.map(|batch| item(&batch.id, None, batch.status.clone(), batch.standing, true));
        let tasks = self.tasks.iter().map(|task| &task.state);
        let tasks = tasks.map(|task| item(&task.id, task.name.clone(), task.status.clone(), task.standing, false));
        for (standing, item) in batches.chain(tasks) {
            match standing {
                Standing::Reached => outcome.reached.push(item),
                Standing::Failed(_) => outcome.failed.push(item),
                Standing::Waiting => outcome.waiting.push(item),
                Standing::Moving => outcome.timed_out.push(item),
            }
        }
        outcome
    }

    /// What ended the wait, if nobody could be asked.
    pub fn error(&self) -> Option<&Error> {
        self.error.as_ref()
    }

    /// Where each task is.
    pub fn tasks(&self) -> impl Iterator<Item = TaskState> + '_ {
        let now = self.timer.now();
        self.tasks.iter().map(move |task| task.shown(now))
    }

    /// Enough to go on in another process; see [`Watch::resume`].
    pub fn snapshot(&self) -> Snapshot {
        let now = self.timer.now();
        Snapshot {
            run: self.run.clone(),
            seq: self.seq,
            goal: self.wanted.goal,
            max_lag_ms: self.wanted.max_lag,
            tasks: self.tasks().collect(),
            batches: self.batches.iter().map(|batch| batch.shown(now)).collect(),
        }
    }

    /// How many calls were made so far.
    pub fn calls(&self) -> u32 {
        self.calls
    }

    /// Does what is due, or waits for it.
    pub(super) async fn step(&mut self) {
        if !self.has_begun {
            self.has_begun = true;
            let (tasks, batches) = (self.tasks.len(), self.batches.len());
            return self.say(EventKind::RunStarted { goal: self.wanted.goal, tasks, batches });
        }
        self.notice_sleep();
        let now = self.timer.now();
        if let Some(end) = self.reason_to_end(now) {
            self.end = Some(end);
            let counts = self.outcome().counts();
            return self.say(EventKind::RunFinished(counts.into()));
        }
        if now >= self.next_look {
            return self.look().await;
        }
        let closer = self.close.front().map(|_| self.budget.turn().max(self.closer_from));
        let closer = closer.filter(|turn| *turn < self.next_look);
        if closer.is_some_and(|turn| now >= turn) {
            return self.look_closely().await;
        }
        if self.timer.may_repeat(self.last_event, HEARTBEAT) {
            let counts = self.outcome().counts();
            return self.say(EventKind::Heartbeat(counts));
        }
        let heartbeat = Some(self.last_event.service.saturating_add(HEARTBEAT)).filter(|at| *at > now);
        let due = [Some(self.next_look), heartbeat, closer, self.deadline].into_iter().flatten().min();
        self.timer.sleep_until(due.unwrap_or(self.next_look)).await;
    }

    fn reason_to_end(&self, now: Duration) -> Option<End> {
        if self.error.is_some() {
            return Some(End::Error);
        }
        let batches = self.batches.iter().map(|batch| batch.state.standing);
        let mut open =
            batches.chain(self.tasks.iter().map(|task| task.state.standing)).filter(|it| !it.is_settled()).peekable();
        if open.peek().is_none() {
            return Some(End::Settled);
        }
        if self.ends_when_waiting && open.all(|standing| standing == Standing::Waiting) {
            return Some(End::Waiting);
        }
        self.deadline.is_some_and(|deadline| now >= deadline).then_some(End::Deadline)
    }

    /// Tells what has happened; a warning only once.
    pub(super) fn say(&mut self, kind: EventKind) {
        if let EventKind::Warning { message } = &kind
            && (self.said.len() >= MAX_WARNINGS || !self.said.insert(message.clone()))
        {
            return;
        }
        if matches!(kind, EventKind::PollError { .. } | EventKind::Throttled { .. }) {
            let said = self.repeated.get(kind.word());
            if said.is_some_and(|said| !self.timer.may_repeat(*said, Duration::ZERO)) {
                return;
            }
            self.repeated.insert(kind.word(), self.timer.moment());
        }
        self.seq = self.seq.saturating_add(1);
        self.last_event = self.timer.moment();
        let time = jiff::Timestamp::try_from(self.timer.time_of_day()).unwrap_or_default();
        self.queue.push_back(Event::new(format!("{time:.3}"), self.run.clone(), self.seq, kind));
    }

    /// When the next look begins that is to come after this time.
    pub(super) fn look_after(&mut self, wait: Duration, cost: u32) {
        let now = self.timer.now();
        let due = now.saturating_add(self.timer.at_least(wait));
        self.next_look = match self.deadline {
            // There was the last one.
            Some(deadline) if self.is_last => deadline.max(due),
            Some(deadline) => pace::last(now, due, deadline, self.budget.cost(cost)),
            None => due,
        };
        self.is_last |= self.next_look < due;
    }

    fn notice_sleep(&mut self) {
        let (day, real) = (self.timer.time_of_day(), self.timer.real());
        let passed = day.duration_since(self.compared.0).unwrap_or_default();
        let slept = passed.saturating_sub(real.saturating_sub(self.compared.1));
        self.compared = (day, real);
        if slept >= SLEPT {
            self.say(EventKind::Resumed { slept_s: slept.as_secs() });
        }
    }
}
