//! Tests of connections, prechecks and other things that are begun by an action and read with a query id.

use serde::{Deserialize, Serialize};

use super::Moment;

/// Something that was begun and whose result is read later.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Check {
    pub(crate) kind: CheckKind,
    pub(crate) begun: Moment,
    pub(crate) ends: Moment,
    pub(crate) items: Vec<CheckItem>,
}

/// What kind of check it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum CheckKind {
    Network,
    Precheck,
    CloudConnection,
    Diagnosis,
    Compare,
}

/// One part of a check.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct CheckItem {
    /// Name of the item, or the address that was tried.
    pub(crate) name: String,
    pub(crate) group: String,
    /// Why it failed.
    pub(crate) failure: Option<String>,
    pub(crate) can_be_skipped: bool,
}

impl CheckKind {
    /// What settings call the time that it takes.
    pub(crate) fn duration_name(self) -> &'static str {
        match self {
            Self::Network | Self::CloudConnection => "NETWORK",
            Self::Precheck => "PRECHECK",
            Self::Diagnosis | Self::Compare => "DIAGNOSIS",
        }
    }
}

impl Check {
    /// Whether it is over at a moment.
    pub(crate) fn is_over(&self, at: Moment) -> bool {
        at >= self.ends
    }

    /// Part of it that is done at a moment, in percent.
    pub(crate) fn percent(&self, at: Moment) -> u64 {
        (at.since(self.begun) * 100).checked_div(self.ends.since(self.begun)).map_or(100, |percent| percent.min(100))
    }
}

impl CheckItem {
    /// An item that has passed.
    pub(crate) fn passed(name: &str, group: &str, can_be_skipped: bool) -> Self {
        Self { name: name.to_owned(), group: group.to_owned(), failure: None, can_be_skipped }
    }
}
