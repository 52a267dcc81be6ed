//! What all events have in common.

use serde::{Deserialize, Serialize};

/// Something that has happened: in a wait, or, with another `K`, in a run. As JSON it is one object: `time`, `run`, `seq`, `event` and
/// what belongs to the event. More events and more members may come: whoever reads them ignores what they do not know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars1::JsonSchema),
    schemars(
        crate = "schemars1",
        title = "Event",
        description = "A line that `drs watch` or `drs run` prints. More events and more members may come: whoever reads them ignores \
                       what they do not know."
    )
)]
#[non_exhaustive]
pub struct Event<K = crate::watch::EventKind> {
    /// When, in UTC: `2026-03-02T08:15:00.123Z`.
    pub time: String,
    /// Which wait or run it belongs to.
    pub run: String,
    /// Number of the event in this process, from 1.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub seq: u64,
    /// What.
    #[serde(flatten)]
    pub kind: K,
}

impl<K> Event<K> {
    /// An event of a run at a time.
    pub fn new(time: impl Into<String>, run: impl Into<String>, seq: u64, kind: K) -> Self {
        Self { time: time.into(), run: run.into(), seq, kind }
    }
}
