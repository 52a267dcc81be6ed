//! What is said of a change: how bad it is, for which side, where and why.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// Whom a change affects, from nobody to everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing changed.
    #[value(skip)]
    None,
    /// Words, examples, sources.
    Fix,
    /// More is possible.
    New,
    /// A request that was right is wrong or goes elsewhere, something documented of an answer is gone or may be otherwise, or
    /// a generated name is another one.
    Breaking,
}

impl Level {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Fix => "fix",
            Self::New => "new",
            Self::Breaking => "breaking",
        }
    }
}

/// The direction of the messages that a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// What is sent to the service.
    Request,
    /// What comes back.
    Response,
    /// Both, or neither alone.
    Both,
}

impl Side {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Both => "both",
        }
    }
}

/// What a change does to the set of messages, and to the names that generators make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Fewer messages are right.
    Narrows,
    /// More messages are right.
    Widens,
    /// Something that nobody could rely on before.
    Adds,
    /// Neither direction can live with it, or nobody can tell.
    Breaks,
    /// Words only.
    Explains,
}

impl Effect {
    /// How bad this is. The writer of a request must keep to what is narrower, the reader of an answer bear what is wider.
    pub(super) fn level(self, side: Side) -> Level {
        match (self, side) {
            (Self::Explains, _) => Level::Fix,
            (Self::Adds, _) | (Self::Narrows, Side::Response) | (Self::Widens, Side::Request) => Level::New,
            (Self::Breaks | Self::Narrows | Self::Widens, _) => Level::Breaking,
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// How bad it is.
    pub level: Level,
    /// JSON Pointer into the newer version, or into the older one for what is gone; before it the file, unless it is `openapi.json`.
    pub path: String,
    /// What happened, lower case and without a full stop. Text of the two versions is escaped.
    pub what: String,
    /// Whom it concerns.
    pub side: Side,
}

/// All changes between two versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// The worst level.
    pub level: Level,
    /// The changes, the worst first, then by path.
    pub changes: Vec<Change>,
}

impl From<Vec<Change>> for Changes {
    fn from(mut changes: Vec<Change>) -> Self {
        let key = |change: &Change| (std::cmp::Reverse(change.level), change.path.clone(), change.what.clone());
        changes.sort_by_cached_key(key);
        changes.dedup();
        Self { level: changes.first().map_or(Level::None, |worst| worst.level), changes }
    }
}
