//! How far a task has come within its phase, in numbers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How far a task has come within its phase, as the service said it the last time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
#[non_exhaustive]
pub struct Progress {
    /// Completed part of the full phase, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
    /// Completed part of each part of the full phase, such as `structure` and `data`, in percent.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: BTreeMap<String, f64>,
    /// Time to the end of the full phase, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining_s: Option<u64>,
    /// Whether that time is an estimate of this client, because the service gives none.
    #[serde(default)]
    pub is_estimate: bool,
    /// By how much the destination is later than the source, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lag_ms: Option<u64>,
    /// Where the lag goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend: Option<Trend>,
    /// When the service took these figures, in its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub process_time: Option<String>,
}

/// Where a lag has gone within five minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
#[serde(rename_all = "kebab-case")]
pub enum Trend {
    /// It grows.
    Rising,
    /// It stays as it is.
    Steady,
    /// It shrinks.
    Falling,
}
