//! What the service says that it does not know, before anybody has seen it.

use std::time::Duration;

/// How many answers that there is no such thing are believed.
const ANSWERS: u32 = 2;

/// How long it may take until the service knows or lists what it has just created.
const LATENESS: Duration = Duration::from_mins(2);

/// How often, and since when, the service has said that there is no such thing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Misses(Option<(Duration, u32)>);

/// What one more such answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// It is worth telling, and may be too early.
    First,
    /// It may still be too early.
    Again,
    /// There is none.
    Over,
}

impl Misses {
    /// The service says so once more. `is_certain` is whether an answer cannot only be late.
    pub(super) fn add(&mut self, now: Duration, is_certain: bool) -> Missing {
        let (since, count) = self.0.unwrap_or((now, 0));
        let count = count.saturating_add(1);
        self.0 = Some((since, count));
        let is_late = now.saturating_sub(since) >= LATENESS;
        match count {
            1 => Missing::First,
            ANSWERS.. if is_certain || is_late => Missing::Over,
            _ => Missing::Again,
        }
    }
}
