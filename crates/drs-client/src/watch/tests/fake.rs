//! A service that is a table of what is in which state when, and a clock that goes on when somebody waits.

use std::pin::Pin;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, SystemTime};

use drs_events::{Event, Progress};

use crate::error::Error;
use crate::refusal::Refusal;
use crate::transport::Clock;
use crate::types::{DetailType, JobProgressInfo, ListedJobType};
use crate::watch::plan::Plan;
use crate::watch::progress;
use crate::watch::run::Watch;
use crate::watch::source::{Page, Part, Reply, Seen, Source};

/// From which second on something is in a state; `-` is that it does not exist.
pub(super) type Life = Vec<(u64, &'static str)>;

/// A clock that goes on when somebody waits.
#[derive(Debug, Default)]
pub(super) struct FakeClock {
    elapsed: Mutex<Duration>,
    /// By how much the time of day has gone on otherwise.
    pub(super) jumps: Mutex<Vec<(Duration, Duration)>>,
    /// The longest single wait.
    pub(super) longest: Mutex<Duration>,
}

impl Clock for FakeClock {
    fn now(&self) -> SystemTime {
        let elapsed = self.elapsed();
        let jumped: Duration =
            self.jumps.lock().unwrap().iter().filter(|(at, _)| elapsed >= *at).map(|(_, by)| *by).sum();
        SystemTime::UNIX_EPOCH + Duration::from_hours(498_876) + elapsed + jumped
    }

    fn elapsed(&self) -> Duration {
        *self.elapsed.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        *self.elapsed.lock().unwrap() += duration;
        let mut longest = self.longest.lock().unwrap();
        *longest = duration.max(*longest);
        Box::pin(std::future::ready(()))
    }
}

/// A task of the table.
#[derive(Clone, Debug)]
pub(super) struct FakeTask {
    pub(super) id: String,
    pub(super) kind: ListedJobType,
    pub(super) task_type: &'static str,
    pub(super) life: Life,
    /// What the progress is in a second, as JSON; empty is that the answer has none.
    pub(super) progress: fn(u64) -> String,
    /// From which second on lists have it.
    pub(super) listed_from: u64,
}

/// Which error the call of this number gets at this time.
type Fault = Box<dyn Fn(usize, Duration, &str) -> Option<Error> + Send + Sync>;

/// The service.
pub(super) struct World {
    pub(super) clock: Arc<FakeClock>,
    pub(super) tasks: Vec<FakeTask>,
    /// Batches, with the places of their tasks.
    pub(super) batches: Vec<(String, Life, std::ops::Range<usize>)>,
    pub(super) fault: Fault,
    /// Whether pages say how long the list is.
    pub(super) says_total: bool,
    /// Whether each page is the first.
    pub(super) ignores_offset: bool,
    /// When which question was asked.
    pub(super) calls: Mutex<Vec<(Duration, String)>>,
}

/// A task that copies and then follows.
pub(super) fn task(id: &str, life: &[(u64, &'static str)]) -> FakeTask {
    FakeTask {
        id: id.to_owned(),
        kind: ListedJobType::Sync,
        task_type: "FULL_INCR_TRANS",
        life: life.to_vec(),
        progress: |second| format!(r#"{{"progress": "{}", "process_time": "{second}"}}"#, second.min(100)),
        listed_from: 0,
    }
}

/// A life in which a state follows another after so many seconds.
pub(super) fn steps(every: u64, states: &[&'static str]) -> Life {
    (0..).step_by(usize::try_from(every).unwrap()).zip(states.iter().copied()).collect()
}

pub(super) fn world(tasks: impl IntoIterator<Item = FakeTask>) -> World {
    World {
        clock: Arc::default(),
        tasks: tasks.into_iter().collect(),
        batches: Vec::new(),
        fault: Box::new(|_, _, _| None),
        says_total: true,
        ignores_offset: false,
        calls: Mutex::default(),
    }
}

/// A refusal with this status and code.
pub(super) fn refused(status: u16, code: &str) -> Error {
    let refusal = Refusal { status, code: Some(code.to_owned()), message: None, request_id: None, items: Vec::new() };
    Error::Refused { operation: "list_jobs", refusal: Box::new(refusal) }
}

/// A plan that asks this world about all of its tasks.
pub(super) fn plan(world: &Arc<World>) -> Plan {
    let ids = world.tasks.iter().map(|task| task.id.clone());
    Plan::new(Arc::clone(world) as Arc<dyn Source>, true).seed(7).run("run").tasks(ids)
}

/// All events of a wait, each of which is what the schema says.
pub(super) fn events(watch: &mut Watch) -> Vec<Event> {
    static SCHEMA: LazyLock<jsonschema::Validator> =
        LazyLock::new(|| jsonschema::validator_for(&drs_events::strict_schema()).unwrap());
    crate::block_on(async {
        let mut events = Vec::new();
        while let Some(event) = watch.next().await {
            let json = serde_json::to_value(&event).unwrap();
            assert!(SCHEMA.is_valid(&json), "{json}");
            events.push(event);
        }
        events
    })
    .unwrap()
}

/// The words of events, with the task or the batch and its state where there is one.
pub(super) fn shown(events: &[Event]) -> Vec<String> {
    let text = |event: &Event| {
        let json = serde_json::to_value(event).unwrap();
        let member = |name: &str| json.get(name).and_then(|value| value.as_str()).map(|text| format!(" {text}"));
        let members = ["task", "batch", "status", "reason"].map(|name| member(name).unwrap_or_default());
        format!("{}{}", event.kind.word(), members.concat())
    };
    events.iter().map(text).collect()
}

/// How many events have this word.
pub(super) fn count(events: &[Event], word: &str) -> usize {
    events.iter().filter(|event| event.kind.word() == word).count()
}

impl World {
    fn second(&self) -> u64 {
        self.clock.elapsed().as_secs()
    }

    /// Answers the question, unless it is to fail.
    fn answer<T>(&self, question: &str, answer: impl FnOnce() -> Result<T, Error>) -> Reply<'_, T>
    where
        T: Send + 'static,
    {
        let mut calls = self.calls.lock().unwrap();
        let fault = (self.fault)(calls.len(), self.clock.elapsed(), question);
        calls.push((self.clock.elapsed(), question.to_owned()));
        drop(calls);
        let answer = fault.map_or_else(answer, Err);
        Box::pin(std::future::ready(answer))
    }

    /// What was asked, without when.
    pub(super) fn asked(&self) -> Vec<String> {
        self.calls.lock().unwrap().iter().map(|(_, question)| question.clone()).collect()
    }

    /// The seconds in which something was asked.
    pub(super) fn seconds(&self) -> Vec<u64> {
        self.calls.lock().unwrap().iter().map(|(at, _)| at.as_secs()).collect()
    }

    fn page<T>(&self, items: Vec<T>, part: Part) -> Page<T> {
        let total = self.says_total.then_some(items.len());
        let offset = if self.ignores_offset { 0 } else { usize::try_from(part.offset).unwrap() };
        let items = items.into_iter().skip(offset).take(usize::try_from(part.limit).unwrap());
        Page { items: items.collect(), total }
    }

    fn seen(&self, task: &FakeTask) -> Option<Seen> {
        let status = state(&task.life, self.second())?;
        Some(Seen {
            id: task.id.clone(),
            name: Some(format!("name-of-{}", task.id)),
            status: Some(status.to_owned()),
            task_type: Some(task.task_type.to_owned()),
            kind: Some(task.kind.to_string()),
        })
    }
}

fn state(life: &Life, second: u64) -> Option<&'static str> {
    life.iter().rev().find(|(from, _)| *from <= second).map(|(_, state)| *state).filter(|state| *state != "-")
}

impl Source for World {
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock) as Arc<dyn Clock>
    }

    fn tasks<'a>(&'a self, kind: ListedJobType, ids: &'a [String], part: Part, _: Duration) -> Reply<'a, Page<Seen>> {
        self.answer(&format!("{kind} {}+{}", part.offset, part.limit), || {
            let is_wanted = |task: &&FakeTask| {
                task.kind == kind && task.listed_from <= self.second() && (ids.is_empty() || ids.contains(&task.id))
            };
            Ok(self.page(self.tasks.iter().filter(is_wanted).filter_map(|task| self.seen(task)).collect(), part))
        })
    }

    fn task<'a>(&'a self, id: &'a str, of: DetailType, _: Duration) -> Reply<'a, (Seen, Option<Progress>)> {
        self.answer(&format!("{of} {id}"), || {
            let task = self.tasks.iter().find(|task| task.id == id);
            let seen = task.and_then(|task| self.seen(task)).ok_or_else(|| refused(400, "DRS.10000010"))?;
            let info: Option<JobProgressInfo> = task
                .filter(|_| of == DetailType::Progress)
                .map(|task| (task.progress)(self.second()))
                .filter(|json| !json.is_empty())
                .map(|json| serde_json::from_str(&json).unwrap());
            Ok((seen, info.as_ref().map(progress::said)))
        })
    }

    fn last_error<'a>(&'a self, id: &'a str, _: Duration) -> Reply<'a, Option<String>> {
        self.answer(&format!("errors of {id}"), || Ok(Some(format!("DRS.M0001: {id} does not answer"))))
    }

    fn batches<'a>(&'a self, id: Option<&'a str>, part: Part, _: Duration) -> Reply<'a, Page<(String, String)>> {
        self.answer(&format!("batches {}+{}", part.offset, part.limit), || {
            let wanted = self.batches.iter().filter(|(name, ..)| id.is_none_or(|id| id == name));
            let states =
                wanted.filter_map(|(name, life, _)| Some((name.clone(), state(life, self.second())?.to_owned())));
            Ok(self.page(states.collect(), part))
        })
    }

    fn of_batch<'a>(&'a self, id: &'a str, part: Part, _: Duration) -> Reply<'a, Page<Seen>> {
        self.answer(&format!("tasks of {id} {}+{}", part.offset, part.limit), || {
            let tasks = self.batches.iter().find(|(name, ..)| name == id).map(|(_, _, tasks)| tasks.clone());
            let tasks = tasks.map(|tasks| &self.tasks[tasks]).unwrap_or_default();
            Ok(self.page(tasks.iter().filter_map(|task| self.seen(task)).collect(), part))
        })
    }
}

impl World {
    /// How many seconds have passed.
    pub(super) fn clock_seconds(&self) -> u64 {
        self.second()
    }
}
