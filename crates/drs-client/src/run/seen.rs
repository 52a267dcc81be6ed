//! What answers show: batches, their tasks, and tasks by themselves.

/// The one state in which a batch may be submitted.
pub(super) const READY: &str = "AUTO_PARAM_VALIDATE_SUCCESS";

/// A batch in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) id: String,
    pub(super) status: String,
    pub(super) created: Option<String>,
    pub(super) user: Option<String>,
}

/// A task of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) id: Option<String>,
    pub(super) name: String,
    /// What the task is marked with.
    pub(super) marks: String,
    /// What its check found, each with its code, if it has one.
    pub(super) findings: Vec<(Option<String>, String)>,
}

/// A task in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Task {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) status: String,
}

/// A batch with the names of a chunk.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) batch: Listed,
    pub(super) is_marked: bool,
}

impl Candidate {
    pub(super) fn is_committed(&self) -> bool {
        is_committed(&self.batch.status)
    }
}

/// Whether a batch in this state is submitted.
pub(super) fn is_committed(status: &str) -> bool {
    ["COMMIT_SUCCESS", "ASYNC_JOB_COMPLETED"].iter().any(|word| word.eq_ignore_ascii_case(status))
}
