//! Why a run ends before its goal.

use crate::error::Error;

use super::journal::JournalError;

/// Why a run ends before its goal. A task that fails is no error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The journal cannot be used.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The journal is that of another file, or the file has changed since.
    #[error("`{path}` is not what it was when the run began: {}", .differences.join(", "))]
    Changed {
        /// The request file.
        path: String,
        /// What differs, by the names of its tasks.
        differences: Vec<String>,
        /// Whether the change can be accepted, since nothing is submitted yet.
        can_be_accepted: bool,
    },
    /// The journal is that of somebody else, or of another place.
    #[error("the run of `{path}` began with the {what} `{before}`, and this is `{now}`")]
    Elsewhere {
        /// The request file.
        path: String,
        /// Which setting differs.
        what: &'static str,
        /// What it was.
        before: String,
        /// What it is.
        now: String,
    },
    /// The service does not know a batch that the journal has, nor its tasks.
    #[error("the service does not know batch `{batch}`, which the journal of `{path}` says was created")]
    Forgotten {
        /// The request file.
        path: String,
        /// Id of the batch.
        batch: String,
    },
    /// Names of tasks are in use.
    #[error("the service has tasks with these names: {}", listed(.taken))]
    Taken {
        /// Each name, and what has it.
        taken: Vec<Taken>,
    },
    /// The files ask for something that cannot be: names are missing or the same, or the quota is too small.
    #[error("{0}")]
    Impossible(String),
    /// Something that a file refers to cannot be had.
    #[error("{0}")]
    Argument(String),
    /// A call has failed, and certainly has changed nothing.
    #[error(transparent)]
    Call(#[from] Error),
    /// The service does not submit a batch, and says so.
    #[error("the service does not submit batch `{batch}`, which is in state `{status}`: {message}")]
    NotSubmitted {
        /// Id of the batch.
        batch: String,
        /// Its state.
        status: String,
        /// What the service says.
        message: String,
    },
    /// Nobody knows what became of a call, and what was found does not decide it.
    #[error("{what}")]
    Undecided {
        /// What is known.
        what: String,
        /// Batches that may be it: id and state.
        candidates: Vec<(String, String)>,
        /// What the last question was answered with, if nobody could be asked.
        source: Option<Box<Error>>,
    },
    /// The time is over. What was begun goes on.
    #[error("the time was over while {0}")]
    Deadline(&'static str),
    /// Somebody asked for the end.
    #[error("the run was interrupted")]
    Stopped,
}

/// A name that is in use.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Taken {
    /// The name.
    pub name: String,
    /// Id of the task, if it is known.
    pub task: Option<String>,
    /// State of the task, if it is known.
    pub status: Option<String>,
}

fn listed(taken: &[Taken]) -> String {
    let one = |taken: &Taken| {
        let mut text = format!("`{}`", drs_diag::escape(&taken.name));
        if let Some(task) = &taken.task {
            text.push_str(&format!(" ({}", drs_diag::escape(task)));
            text.push_str(
                &taken.status.as_ref().map_or(")".to_owned(), |status| format!(", {})", drs_diag::escape(status))),
            );
        }
        text
    };
    taken.iter().map(one).collect::<Vec<_>>().join(", ")
}
