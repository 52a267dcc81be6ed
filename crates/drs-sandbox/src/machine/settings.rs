//! What a world is like: what its sources leave open, and how long things take.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What follows the commit of a batch, which no source tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AfterCommit {
    /// Tasks start by themselves once they are built.
    Start,
    /// Tasks rest in `CONFIGURATION` until somebody starts them.
    #[default]
    Configuration,
}

/// What keeps a name from being used again, which no source tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamesHeldBy {
    /// Tasks, from the commit of their batch until they are deleted.
    #[default]
    Tasks,
    /// Batches too, from their creation.
    Batches,
}

/// Settings of a world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    pub(crate) seed: u64,
    pub(crate) after_commit: AfterCommit,
    pub(crate) names_held_by: NamesHeldBy,
    /// How many tasks there may be.
    pub(crate) quota: u64,
    /// Milliseconds that states take, where they are not the usual ones.
    pub(crate) durations: BTreeMap<String, u64>,
    /// Delay at successive minutes of the incremental phase, in milliseconds.
    pub(crate) delay_curve: Vec<u64>,
}

/// How long states take, in milliseconds: by the first name that fits.
const USUAL: [(&str, u64); 13] = [
    ("ASYNC_JOB_VALIDATING", 30_000),
    ("CREATING", 300_000),
    ("CONFIGURATION", 30_000),
    ("STARTJOBING", 60_000),
    ("FULL_TRANSFER_STARTED", 1_800_000),
    ("FULL_TRANSFER_COMPLETE", 10_000),
    ("INCRE_TRANSFER_STARTED", 600_000),
    ("RELEASE_RESOURCE_STARTED", 120_000),
    ("CHILD_TRANSFER_STARTING", 30_000),
    ("CHILD_TRANSFER_STARTED", 300_000),
    ("CHILD_TRANSFER_COMPLETE", 10_000),
    ("RELEASE_CHILD_TRANSFER_STARTED", 20_000),
    ("NETWORK", 10_000),
];

/// What is not in the table: a precheck, a diagnosis, a workflow.
const ELSE: u64 = 30_000;

/// Delay at the first minutes of the incremental phase, unless the settings have another curve.
const DELAY_CURVE: [u64; 6] = [120_000, 60_000, 25_000, 8_000, 2_000, 800];

impl Settings {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            after_commit: AfterCommit::default(),
            names_held_by: NamesHeldBy::default(),
            quota: 10_000,
            durations: BTreeMap::new(),
            delay_curve: DELAY_CURVE.to_vec(),
        }
    }

    /// Milliseconds that a state or a check takes.
    pub(crate) fn duration(&self, name: &str) -> u64 {
        let usual = || USUAL.iter().find(|(known, _)| *known == name).map_or(ELSE, |(_, millis)| *millis);
        self.durations.get(name).copied().unwrap_or_else(usual)
    }

    /// Names that `durations` may have besides those of states.
    pub(crate) const CHECKS: [&'static str; 4] = ["NETWORK", "PRECHECK", "DIAGNOSIS", "WORKFLOW"];
}
