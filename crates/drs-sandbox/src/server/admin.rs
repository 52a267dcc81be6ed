//! Calls about the sandbox itself, under `/-/`: nobody needs to be known for them.

use http::request::Parts;
use serde::Serialize;
use serde_json::{Value, json};

use super::host::Host;
use super::outcome::Outcome;
use super::snapshot::Snapshot;
use crate::behaviours::BEHAVIOURS;
use crate::faults::Faults;
use crate::machine::{Moment, Status, parse_duration};

/// Answers a call about the sandbox itself.
pub(super) fn answer(host: &Host, parts: &Parts, body: &[u8]) -> Outcome {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    match (parts.method.as_str(), &parts.uri.path()["/-/".len()..]) {
        ("GET", "health") => {
            let scale = host.plan.speed.scale();
            Outcome::json(200, &json!({"ready": true, "now": host.clock.now().to_string(), "time_scale": scale}))
        }
        ("GET", "state") => Outcome::json(200, &to_json(&state(host))),
        ("GET", "requests") => Outcome::json(200, &to_json(&host.lock().record.entries())),
        ("GET", "invariants") => Outcome::json(200, &to_json(&invariants(host))),
        ("GET", "behaviours") => Outcome::json(200, &to_json(&BEHAVIOURS)),
        ("GET", "faults") => Outcome::json(200, &to_json(&host.lock().faults.texts())),
        ("POST", "faults") => set_faults(host, &body),
        ("POST", "advance") => match advance(host, &body) {
            Ok(now) => Outcome::json(200, &json!({"now": now.to_string()})),
            Err(message) => refused(message),
        },
        ("POST", "reset") => {
            host.reset();
            Outcome::json(200, &json!({"now": host.clock.now().to_string()}))
        }
        ("POST", "snapshot") => match snapshot(host) {
            Ok(snapshot) => Outcome { status: 200, body: snapshot.into_bytes(), ..Outcome::default() },
            Err(error) => Outcome::json(500, &json!({"error": error.to_string()})),
        },
        _ => Outcome::json(
            404,
            &json!({"error": "no such call; there are `GET` of health, state, requests, invariants, behaviours and faults, and `POST` of reset, advance, faults and snapshot"}),
        ),
    }
}

fn to_json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn refused(message: impl Into<String>) -> Outcome {
    Outcome::json(400, &json!({"error": message.into()}))
}

/// The state of everything, as `GET /-/state` answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct State {
    /// Virtual time, in RFC 3339.
    pub now: String,
    /// In the order of creation.
    pub batches: Vec<BatchState>,
    /// Tasks of submitted batches that were not deleted, in the order of creation.
    pub tasks: Vec<TaskState>,
}

/// A batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BatchState {
    /// Its id.
    pub async_job_id: String,
    /// Its state.
    pub status: &'static str,
    /// Names of its tasks.
    pub names: Vec<String>,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TaskState {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its state.
    pub status: &'static str,
}

/// What must hold, as `GET /-/invariants` answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Invariants {
    /// What must not be; empty if all is well.
    pub violations: Vec<crate::Violation>,
    /// Batches that were created.
    pub batches: usize,
    /// Distinct batches whose commit was carried out.
    pub commits: usize,
    /// Tasks of submitted batches that were not deleted.
    pub tasks: usize,
}

/// The state of everything.
pub(crate) fn state(host: &Host) -> State {
    let mut inner = host.lock();
    host.settle(&mut inner);
    let world = &inner.world;
    let batch = |batch: &crate::machine::Batch| BatchState {
        async_job_id: batch.id.clone(),
        status: batch.status().name(),
        names: batch.tasks.iter().map(|index| world.tasks[*index].name.clone()).collect(),
    };
    let task = |task: &crate::machine::Task| TaskState {
        id: task.id.clone(),
        name: task.name.clone(),
        status: task.status().map_or("", Status::name),
    };
    State {
        now: world.now.to_string(),
        batches: world.batches.iter().map(batch).collect(),
        tasks: world.tasks.iter().filter(|task| task.exists()).map(task).collect(),
    }
}

/// What must hold.
pub(crate) fn invariants(host: &Host) -> Invariants {
    let mut inner = host.lock();
    host.settle(&mut inner);
    let world = &inner.world;
    Invariants {
        violations: world.violations(),
        batches: world.batches.len(),
        commits: world.commits(),
        tasks: world.tasks.iter().filter(|task| task.exists()).count(),
    }
}

fn set_faults(host: &Host, body: &Value) -> Outcome {
    let texts: Option<Vec<String>> = serde_json::from_value(body.clone()).ok();
    let Some(texts) = texts else { return refused("send a list of texts, such as `[\"create#1:lose-reply\"]`") };
    match Faults::parse(&texts) {
        Ok(faults) => {
            let mut inner = host.lock();
            host.settle(&mut inner);
            inner.set_faults(faults, host.clock.now());
            Outcome::json(200, &to_json(&inner.faults.texts()))
        }
        Err(error) => refused(error.to_string()),
    }
}

/// Lets time pass: `by` a span, `to` a moment, or until the `next` thing that comes by itself.
fn advance(host: &Host, body: &Value) -> Result<Moment, &'static str> {
    let now = host.clock.now();
    let by = match (body["by"].as_str(), body["to"].as_str(), body["next"].as_bool()) {
        (Some(by), None, None) => parse_duration(by).ok_or("`by` is a span such as `60s`, `5m` or `3d`")?,
        (None, Some(to), None) => Moment::parse(to).map(|to| to.since(now)).ok_or("`to` is a moment in RFC 3339")?,
        (None, None, Some(true)) => {
            let mut inner = host.lock();
            host.settle(&mut inner);
            inner.world.next_step().map_or(0, |at| at.since(now))
        }
        _ => return Err("send one of `{\"by\": \"5m\"}`, `{\"to\": \"2026-03-02T08:15:00Z\"}` and `{\"next\": true}`"),
    };
    skip(host, by);
    Ok(host.clock.now())
}

/// Lets so many milliseconds pass at once.
pub(crate) fn skip(host: &Host, millis: u64) {
    host.clock.skip(millis);
    host.settle(&mut host.lock());
}

/// Writes a snapshot, if there is a file for it, and returns it.
pub(crate) fn snapshot(host: &Host) -> std::io::Result<String> {
    let mut inner = host.lock();
    host.settle(&mut inner);
    let text = Snapshot::new(&inner.world, inner.faults.texts()).text();
    if let Some(path) = &host.plan.state_file {
        Snapshot::store(&text, path)?;
    }
    Ok(text)
}
