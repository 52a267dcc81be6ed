//! The states of batches and tasks.

use crate::STATES;

/// What has states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Machine {
    /// A batch of tasks, until it is submitted.
    Batch,
    /// A task.
    Task,
}

/// What a state asks of whoever waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Wait: it is left by itself.
    Moving,
    /// Act: it waits for somebody, or for a time.
    Waiting,
    /// It works.
    Running,
    /// It failed, and can be repaired or ended.
    Failed,
    /// It is over.
    Final,
}

/// How something is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// A source says so.
    Documented,
    /// It follows from what the sources say.
    Inferred,
}

/// A state of a batch or of a task.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct State {
    /// What has it.
    pub machine: Machine,
    /// `FULL_TRANSFER_STARTED`.
    pub name: &'static str,
    /// What it asks of whoever waits.
    pub class: Class,
    /// What it means.
    pub meaning: &'static str,
    /// Actions of `execute_job_action`, and operations, that it allows.
    pub actions: &'static [&'static str],
    /// What follows.
    pub next: &'static [Transition],
    /// How it is known.
    pub evidence: Evidence,
    /// Who says so.
    pub source: &'static str,
}

/// A state that follows another.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Transition {
    /// The state that follows.
    pub to: &'static str,
    /// Action or operation that leads there; `None` if it comes by itself.
    pub by: Option<&'static str>,
    /// How it is known.
    pub evidence: Evidence,
}

impl Machine {
    /// `batch` or `task`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Batch => "batch",
            Self::Task => "task",
        }
    }

    /// Its states, in the order of the contract.
    pub fn states(self) -> impl Iterator<Item = &'static State> {
        STATES.iter().filter(move |state| state.machine == self)
    }
}

impl Class {
    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Moving => "moving",
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Failed => "failed",
            Self::Final => "final",
        }
    }
}

impl Evidence {
    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Inferred => "inferred",
        }
    }
}

impl State {
    /// State with this name, in whatever case.
    pub fn from_name(name: &str) -> Option<&'static Self> {
        STATES.iter().find(|state| state.name.eq_ignore_ascii_case(name))
    }
}
