//! Moments as services write them.

use std::time::SystemTime;

use jiff::Timestamp;

/// Reads `2026-11-30T18:54:00.123000Z`.
pub(super) fn parse(text: &str) -> Option<SystemTime> {
    text.parse::<Timestamp>().ok()?.try_into().ok()
}
