//! A run: its files with their journals, its time, its events.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use drs_contract::Service;
use drs_events::Cause;
use drs_events::run::{Event, EventKind, Op};

use super::control::Control;
use super::error::RunError;
use super::id::run_id;
use super::journal::Journal;
use super::plan::{Options, Place, RequestFile};
use super::record::{ActionIntent, Broken, Entry, Record};
use super::seen::Member;
use super::state::{Chunk, State};
use crate::client::Client;
use crate::watch::{self, Moment, ServiceTime, TimeScale};

/// What listens to events.
type Listener = Box<dyn FnMut(&Event) + Send>;

/// What looks at a wait.
type Looker = Box<dyn FnMut(&watch::Watch) + Send>;

/// Creates the tasks of request files, submits them, starts them and follows them, so that it can be interrupted at any moment and
/// taken up again. See [the module](super) for what is promised.
pub struct Run {
    pub(super) client: Client,
    pub(super) place: Place,
    pub(super) options: Options,
    pub(super) timer: ServiceTime,
    /// Whether the service is played on this machine, on a clock of its own.
    pub(super) is_local: bool,
    /// Whether a question was answered.
    pub(super) is_answered: bool,
    /// By how many seconds the clock of the service is ahead of that of this machine.
    pub(super) skew: i64,
    pub(super) deadline: Option<Duration>,
    /// How many entries a page of a list has.
    pub(super) limit: i32,
    /// When the last question was answered.
    pub(super) last_good: Option<Duration>,
    pub(super) files: Vec<RunFile>,
    pub(super) control: Control,
    /// Tasks of batches that were looked at; they do not change.
    pub(super) seen_batches: BTreeMap<String, Vec<Member>>,
    /// Name of the user whose calls these are, once one of the batches was seen.
    pub(super) user: Option<String>,
    /// The last state of each task that an event was about.
    pub(super) states: BTreeMap<String, String>,
    /// Why tasks are not started, by their ids: the service refuses it, or a check did not pass.
    pub(super) refused: BTreeMap<String, Cause>,
    /// Why tasks will not reach the goal, by their ids, or by their names if the check of their batch has failed.
    pub(super) causes: BTreeMap<String, (watch::Reason, Cause)>,
    /// Batches whose tasks will not be created.
    pub(super) failed: BTreeMap<String, String>,
    /// Chunks that are left to whoever runs them again.
    pub(super) given_up: BTreeSet<At>,
    /// Why the first of them is.
    pub(super) refusal: Option<RunError>,
    /// Since when calls that change something are too many.
    pub(super) crowded_since: Option<Duration>,
    said: BTreeSet<String>,
    listener: Option<Listener>,
    looker: Option<Looker>,
    /// When something was said the last time.
    pub(super) last_event: Moment,
    id: String,
    seq: u64,
}

/// A request file with its journal.
pub(super) struct RunFile {
    pub(super) request: RequestFile,
    pub(super) journal: Journal,
    pub(super) state: State,
}

/// A chunk: the place of its file, and its number.
pub(super) type At = (usize, u32);

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Run").field("id", &self.id).field("place", &self.place).finish_non_exhaustive()
    }
}

impl Run {
    /// A run that calls with this client. Nothing is asked and nothing is sent yet.
    pub fn new(client: Client, place: Place, options: Options) -> Self {
        let is_local = client.shared.endpoints.get(&Service::Drs).is_some_and(|endpoint| endpoint.is_local);
        let scale = options.time_scale.filter(|_| is_local).unwrap_or(TimeScale::Times(1.0));
        let timer = ServiceTime::new(Arc::clone(&client.shared.clock), scale);
        let id = run_id(timer.time_of_day(), &mut fastrand::Rng::new());
        Self {
            client,
            place,
            deadline: options.timeout,
            options,
            timer,
            is_local,
            is_answered: false,
            skew: 0,
            limit: 100,
            last_good: None,
            files: Vec::new(),
            control: Control::default(),
            seen_batches: BTreeMap::new(),
            user: None,
            states: BTreeMap::new(),
            refused: BTreeMap::new(),
            causes: BTreeMap::new(),
            failed: BTreeMap::new(),
            given_up: BTreeSet::new(),
            refusal: None,
            crowded_since: None,
            said: BTreeSet::new(),
            listener: None,
            looker: None,
            last_event: Moment::default(),
            id,
            seq: 0,
        }
    }

    /// Hands each event to a function as it happens.
    pub fn on_event(&mut self, listener: impl FnMut(&Event) + Send + 'static) {
        self.listener = Some(Box::new(listener));
    }

    /// Hands each wait for tasks to a function, again and again while it goes on. It is for whoever shows more than events.
    pub fn on_look(&mut self, looker: impl FnMut(&watch::Watch) + Send + 'static) {
        self.looker = Some(Box::new(looker));
    }

    pub(super) fn look(&mut self, wait: &watch::Watch) {
        if let Some(looker) = &mut self.looker {
            looker(wait);
        }
    }

    /// What asks the run to end while somebody else drives it.
    pub fn control(&self) -> Control {
        self.control.clone()
    }

    /// Name of the run; of several files, that of the first.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Takes over the name of a run that goes on.
    pub(super) fn take_id(&mut self, id: &str) {
        id.clone_into(&mut self.id);
    }

    /// Writes down that nobody waits any more for the answer to a call that was sent, after [`Run::drive`] was given up.
    ///
    /// # Errors
    /// A journal cannot be written.
    pub fn abandon(&mut self) -> Result<(), RunError> {
        for place in 0..self.files.len() {
            let state = &self.files[place].state;
            let at = self.sent_at();
            let broken = |op, chunk, attempt, intent: Option<&ActionIntent>| {
                let (at, reason) = (Some(at.clone()), "nobody waited for the answer".to_owned());
                let (task, action) = (intent.map(|it| it.task.clone()), intent.map(|it| it.action.clone()));
                Record::Lost(Broken { op, chunk, attempt, task, action, reason, at, code: None, request_id: None })
            };
            let attempts = |chunk: &Chunk| u32::try_from(chunk.intents.len()).unwrap_or(u32::MAX);
            let creates = state.chunks.iter().filter(|chunk| chunk.is_pending);
            let creates = creates.map(|chunk| broken(Op::Create, chunk.number, attempts(chunk), None));
            let commits = state.chunks.iter().filter(|chunk| chunk.is_committing);
            let commits = commits.map(|chunk| broken(Op::Commit, chunk.number, chunk.commits, None));
            let actions = state.actions.values().filter(|action| action.is_pending);
            let actions = actions.map(|action| broken(Op::Action, 0, action.intent.attempt, Some(&action.intent)));
            let records: Vec<Record> = creates.chain(commits).chain(actions).collect();
            for record in records {
                // It may have been written before the run was given up.
                let last = self.files[place].journal.entries().last().map(|entry| &entry.record);
                if !matches!((last, &record), (Some(Record::Lost(last)), Record::Lost(new)) if last.op == new.op && last.chunk == new.chunk && last.task == new.task && last.action == new.action)
                {
                    self.record(place, record)?;
                }
            }
        }
        Ok(())
    }

    /// Batches that will not be submitted, with the names of their tasks. No call removes them, and they cost nothing.
    pub fn orphans(&self) -> Vec<(String, Vec<String>)> {
        self.files.iter().flat_map(|file| file.state.orphans.iter().cloned()).collect()
    }

    pub(super) fn record(&mut self, file: usize, record: Record) -> Result<(), RunError> {
        let time = self.now_text();
        let file = &mut self.files[file];
        file.state.apply(file.journal.append(Entry { time, record })?);
        Ok(())
    }

    pub(super) fn note(&mut self, file: usize, text: impl Into<String>) -> Result<(), RunError> {
        self.record(file, Record::Note { text: text.into() })
    }

    pub(super) fn say(&mut self, kind: impl Into<EventKind>) {
        let kind = kind.into();
        if let EventKind::Watch(watch::EventKind::Warning { message }) = &kind
            && !self.said.insert(message.clone())
        {
            return;
        }
        self.seq += 1;
        self.last_event = self.timer.moment();
        let event = Event::new(self.now_text(), self.id.clone(), self.seq, kind);
        if let Some(listener) = &mut self.listener {
            listener(&event);
        }
    }

    pub(super) fn warn(&mut self, message: impl Into<String>) {
        self.say(watch::EventKind::Warning { message: message.into() });
    }

    /// A chunk, which is there.
    pub(super) fn chunk(&self, (file, number): At) -> Chunk {
        self.files[file].state.chunks.iter().find(|chunk| chunk.number == number).cloned().unwrap_or_default()
    }

    /// All chunks.
    pub(super) fn all_chunks(&self) -> Vec<At> {
        let of = |(place, file): (usize, &RunFile)| -> Vec<At> {
            file.state.chunks.iter().map(|chunk| (place, chunk.number)).collect()
        };
        self.files.iter().enumerate().flat_map(of).collect()
    }

    /// The chunk that a batch belongs to.
    pub(super) fn chunk_of(&self, batch: &str) -> Option<At> {
        self.all_chunks().into_iter().find(|at| self.chunk(*at).batch.as_deref() == Some(batch))
    }

    /// The time of day as the service has it.
    pub(super) fn service_time(&self) -> SystemTime {
        let now = self.client.shared.service_time();
        // The client knows the difference itself once the service has refused its clock.
        let is_known = self.client.shared.skew.load(Ordering::Relaxed) != 0;
        let seconds = Duration::from_secs(if is_known { 0 } else { self.skew.unsigned_abs() });
        let shifted = if self.skew < 0 { now.checked_sub(seconds) } else { now.checked_add(seconds) };
        shifted.unwrap_or(now)
    }

    /// That time as journals have it.
    pub(super) fn sent_at(&self) -> String {
        written(self.service_time())
    }

    fn now_text(&self) -> String {
        written(self.timer.time_of_day())
    }

    /// When, by the time of this run, so long has passed since a moment that a journal has.
    pub(super) fn after(&self, sent_at: &str, wait: Duration) -> Duration {
        let millis = sent_at.parse::<jiff::Timestamp>().map_or(0, jiff::Timestamp::as_millisecond);
        let sent = SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(millis).unwrap_or(0));
        let passed = self.service_time().duration_since(sent).unwrap_or_default();
        self.timer.now() + wait.saturating_sub(self.timer.scaled(passed))
    }
}

pub(super) fn written(time: SystemTime) -> String {
    format!("{:.3}", jiff::Timestamp::try_from(time).unwrap_or_default())
}
