//! What a run is to do.

use std::str::FromStr;

use bytes::Bytes;
use drs_events::Check;
use sha2::{Digest as _, Sha256};

use super::header::{FileState, TaskDigest};
use crate::watch::{Goal, TimeScale};

/// How many tasks are created with one call at most: what the vendor advises.
pub const CHUNK: usize = 10;

/// The requests of one file.
pub trait Requests: Send + Sync {
    /// The body that creates some of the tasks of the file, by their places, with each marked so; and SHA-256 of its text before
    /// references to secrets are resolved. It is asked for as late as possible.
    ///
    /// # Errors
    /// A secret that the file refers to cannot be had, as a sentence without any secret.
    fn body(&self, places: &[usize], marker: Option<&str>) -> Result<(Bytes, String), String>;

    /// The body of the action `network` that tests the connections of the task at this place. Without an own one it leaves it to the
    /// service which databases those are.
    ///
    /// # Errors
    /// A secret that the file refers to cannot be had, as a sentence without any secret.
    fn connection_test(&self, place: usize) -> Result<Bytes, String> {
        let _ = place;
        Ok(Bytes::from_static(br#"{"job":{"action_name":"network"}}"#))
    }
}

/// SHA-256 of a text, in hexadecimal digits: what journals have in place of it.
pub fn digest(text: &[u8]) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A request file.
pub struct RequestFile {
    /// Its path, digest and tasks.
    pub state: FileState,
    /// What of it can be asked before anything is created; one for each task.
    pub tasks: Vec<TaskFacts>,
    /// Its requests.
    pub requests: Box<dyn Requests>,
}

impl std::fmt::Debug for RequestFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RequestFile").field("state", &self.state).finish_non_exhaustive()
    }
}

impl FileState {
    /// A file as it is now.
    pub fn new(path: impl Into<String>, sha256: impl Into<String>) -> Self {
        Self { path: path.into(), sha256: sha256.into(), tasks: Vec::new() }
    }

    /// One more task.
    #[must_use]
    pub fn task(mut self, name: impl Into<String>, sha256: impl Into<String>) -> Self {
        self.tasks.push(TaskDigest { name: name.into(), sha256: sha256.into() });
        self
    }
}

/// What of a task can be asked before it is created.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskFacts {
    /// `migration`, `sync`, `cloudDataGuard` or `replay`.
    pub job_type: Option<String>,
    /// Pair of databases, such as `mysql-to-mysql`.
    pub engine_type: Option<String>,
    /// `up`, `down` or `non-dbs`.
    pub job_direction: Option<String>,
}

/// Where a run takes place and who makes its calls: what a run must have in common with the one that it continues.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The region, if one is set.
    pub region: Option<String>,
    /// The project.
    pub project: String,
    /// Address of the service.
    pub endpoint: String,
    /// Who calls, without any secret: the end of the access key, or the kind of the credentials.
    pub identity: String,
    /// Version of the program.
    pub version: String,
}

/// Whether and when tasks are started once they are created.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// Not by this run.
    #[default]
    Never,
    /// At once.
    Auto,
    /// At this moment, in milliseconds since 1970-01-01 UTC.
    At(i64),
}

/// A text that is no [`Start`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is `never`, `auto` or a time in RFC 3339, such as `2026-03-02T22:00:00Z`")]
#[non_exhaustive]
pub struct StartError;

impl FromStr for Start {
    type Err = StartError;

    fn from_str(text: &str) -> Result<Self, StartError> {
        match text {
            "never" => Ok(Self::Never),
            "auto" => Ok(Self::Auto),
            text => {
                let time = text.strip_prefix("at ").unwrap_or(text).parse::<jiff::Timestamp>();
                time.map(|time| Self::At(time.as_millisecond())).map_err(|_| StartError)
            }
        }
    }
}

/// How tasks are marked, so that a batch whose reply is lost is recognised by more than its names. Everybody can see the mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A tag `drs-run`.
    Tag,
    /// At the end of the description.
    Description,
}

impl Mark {
    /// The name of the tag, and what stands before the mark in a description.
    pub const TAG: &'static str = "drs-run";
}

/// How a run is to go.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// What is waited for; without it each task goes as far as it comes by itself.
    pub goal: Option<Goal>,
    /// The greatest lag: what [`Goal::CaughtUp`] means, and what is reported when it is exceeded. Without it none is small enough but
    /// zero.
    pub max_lag: Option<std::time::Duration>,
    /// Whether and when tasks are started.
    pub start: Start,
    /// What is checked of each task once it is created, before it is started. What does not pass is not started, and counts as failed.
    pub checks: Vec<Check>,
    /// Ids of batches to choose where several may be the one whose reply was lost.
    pub adopt: Vec<String>,
    /// Whether tasks that exist with these names are followed, and not created.
    pub adopt_existing: bool,
    /// Whether a file that has changed since the run began is created anew; only while nothing is submitted.
    pub accept_changed_file: bool,
    /// How tasks are marked.
    pub mark: Option<Mark>,
    /// The most time for all of it.
    pub timeout: Option<std::time::Duration>,
    /// How fast the time of the service passes. Only one on this machine can be in a hurry: of any other it is ignored.
    pub time_scale: Option<TimeScale>,
}
