//! Going on with a wait a step at a time, and ending it before its time.

use drs_events::Event;
use drs_events::watch::EventKind;

use super::outcome::End;
use super::run::Watch;

impl Watch {
    /// Does what is due next, or waits for it, and says what has happened, which may be nothing; `None` after the last event. It is
    /// for whoever shows more than events: between two of them [`Watch::tasks`] may have changed. Giving up the future loses nothing
    /// but the call that was under way.
    pub async fn advance(&mut self) -> Option<Vec<Event>> {
        if self.queue.is_empty() {
            if self.end.is_some() {
                return None;
            }
            self.step().await;
        }
        self.explain().await;
        Some(self.queue.drain(..).collect())
    }

    /// Ends the wait before its time, and says so; `None` if it is over already. What is waited for goes on.
    pub fn interrupt(&mut self) -> Option<Event> {
        if self.end.is_some() {
            return None;
        }
        self.end = Some(End::Interrupted);
        let counts = self.outcome().counts();
        self.say(EventKind::RunInterrupted(counts.into()));
        self.queue.pop_back()
    }
}
