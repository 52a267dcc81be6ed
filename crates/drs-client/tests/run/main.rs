//! Runs against a sandbox, interrupted and not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod asked;
mod between;
mod deadlines;
mod doubts;
mod journals;
mod kills;
mod lost;
mod resumed;

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use bytes::Bytes;
use drs_client::run::{FileState, Journal, Options, Outcome, Place, RequestFile, Requests, Run, RunError, TaskFacts};
use drs_client::watch::{Goal, TimeScale};
use drs_client::{Client, Service};
use drs_sandbox::{AfterCommit, Builder, Sandbox, Speed};
use serde_json::{Value, json};

/// A sandbox in which whatever comes by itself has come.
fn instant() -> Builder {
    Sandbox::builder().seed(7).speed(Speed::Instant)
}

/// A sandbox in which two minutes are a fifth of a second.
fn fast(after_commit: AfterCommit) -> Builder {
    Sandbox::builder().seed(7).speed(Speed::Times(600.0)).after_commit(after_commit)
}

fn client(sandbox: &Sandbox) -> Client {
    Client::builder()
        .endpoint(Service::Drs, sandbox.endpoint())
        .project_id(sandbox.project_id())
        .access_key(sandbox.access_key(), sandbox.secret_key())
        .time_scale(TimeScale::Instant)
        .build()
        .unwrap()
}

/// A task that is valid.
fn job(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/examples/batch_create_jobs_async");
    let text = std::fs::read_to_string(folder.join("several-tasks.json")).unwrap();
    let mut job = serde_json::from_str::<Value>(&text).unwrap()["jobs"][0].take();
    job["base_info"]["name"] = name.into();
    job
}

/// The requests of tasks with these names.
struct Named(Vec<String>);

impl Requests for Named {
    fn body(&self, places: &[usize], marker: Option<&str>) -> Result<(Bytes, String), String> {
        let jobs: Vec<Value> = places
            .iter()
            .map(|place| {
                let mut job = job(&self.0[*place]);
                if let Some(marker) = marker {
                    job["base_info"]["tags"] = json!([{"key": "drs-run", "value": marker}]);
                }
                job
            })
            .collect();
        Ok((json!({"jobs": jobs}).to_string().into(), "digest".to_owned()))
    }
}

fn file(names: &[&str]) -> RequestFile {
    file_of(names, "1")
}

/// A file in a version.
fn file_of(names: &[&str], version: &str) -> RequestFile {
    let state = FileState::new("orders.json", format!("{names:?} {version}"));
    let state = names.iter().fold(state, |state, name| state.task(*name, format!("{name} {version}")));
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let facts = TaskFacts {
        job_type: Some("sync".to_owned()),
        engine_type: Some("mysql-to-mysql".to_owned()),
        job_direction: Some("up".to_owned()),
    };
    RequestFile { state, tasks: vec![facts; names.len()], requests: Box::new(Named(names)) }
}

fn until(goal: Goal) -> Options {
    let mut options = Options::default();
    options.goal = Some(goal);
    options
}

/// The scale of a sandbox of this module.
fn scale(sandbox: &Sandbox) -> TimeScale {
    let exports = sandbox.exports();
    exports.iter().find(|(name, _)| *name == "DRS_TIME_SCALE").unwrap().1.parse().unwrap()
}

/// Where runs against a sandbox take place.
fn here(sandbox: &Sandbox) -> Place {
    Place {
        region: None,
        project: sandbox.project_id().to_owned(),
        endpoint: sandbox.endpoint(),
        identity: "somebody".to_owned(),
        version: "0".to_owned(),
    }
}

fn begin(sandbox: &Sandbox, mut options: Options) -> Run {
    options.time_scale = Some(scale(sandbox));
    let mut run = Run::new(client(sandbox), here(sandbox), options);
    run.on_event(|event| check(&serde_json::to_value(event).unwrap()));
    run
}

/// A run from its first question to its end.
async fn go(sandbox: &Sandbox, request: RequestFile, journal: Journal, options: Options) -> Result<Outcome, RunError> {
    let mut run = begin(sandbox, options);
    run.add(request, journal)?;
    run.preflight().await?;
    run.drive().await
}

/// A journal that does not exist yet.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.json.run.jsonl");
    (folder, path)
}

/// Nothing that must not be has come of it, and every task was submitted once.
fn assert_sound(sandbox: &Sandbox, names: &[&str], commits: usize, context: &str) {
    let invariants = sandbox.invariants();
    assert!(invariants.violations.is_empty(), "{context}: {:?}", invariants.violations);
    assert_eq!(invariants.commits, commits, "{context}");
    let mut found: Vec<String> = sandbox.tasks().into_iter().map(|task| task.name).collect();
    found.sort();
    let mut names: Vec<&str> = names.to_vec();
    names.sort_unstable();
    assert_eq!(found, names, "{context}");
}

/// Exactly what events are.
static SCHEMA: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::validator_for(&drs_events::strict_schema()).unwrap());

/// Panics unless an event is what the schema says.
fn check(event: &Value) {
    assert!(SCHEMA.is_valid(event), "{event}");
}

/// Words of the events of a run, each of which is what the schema says.
fn words(run: &mut Run) -> Arc<Mutex<Vec<String>>> {
    let words = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&words);
    run.on_event(move |event| {
        let json = serde_json::to_value(event).unwrap();
        check(&json);
        kept.lock().unwrap().push(json["event"].as_str().unwrap().to_owned());
    });
    words
}
