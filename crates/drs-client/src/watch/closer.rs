//! Closer looks, at one task each: its progress, or whether it exists.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::pace;
use super::run::Watch;
use super::source::is_missing;
use super::task::Task;
use crate::error::Error;
use crate::types::DetailType;

impl Watch {
    /// Plans who is asked about closely before the next look: those that no list has and those that move data, by turns. Of each
    /// kind the one comes first that was asked about longest ago, whatever the answer was.
    pub(super) fn plan_closer_looks(&mut self, missing: &BTreeSet<String>) {
        let open = self.tasks.iter().filter(|task| !task.state.standing.is_settled());
        let (mut unlisted, mut listed): (Vec<&Task>, Vec<&Task>) =
            open.partition(|task| missing.contains(&task.state.id));
        listed.retain(|task| task.is_moving_data());
        for tasks in [&mut unlisted, &mut listed] {
            tasks.sort_by_key(|task| task.asked);
        }
        let id = |task: &Task| task.state.id.clone();
        let mut unlisted = unlisted.into_iter().map(|task| (id(task), DetailType::Detail));
        let mut listed = listed.into_iter().map(|task| (id(task), DetailType::Progress));
        self.close.clear();
        loop {
            let turn = [unlisted.next(), listed.next()];
            if turn.iter().all(Option::is_none) {
                break;
            }
            self.close.extend(turn.into_iter().flatten());
        }
    }

    /// Looks at one task closely.
    pub(super) async fn look_closely(&mut self) {
        let Some((id, of)) = self.close.front().cloned() else { return };
        let result = match self.turn().await {
            Ok(within) => Arc::clone(&self.source).task(&id, of, within).await,
            Err(error) => Err(error),
        };
        self.close.pop_front();
        let now = self.timer.now();
        let Some(place) = self.places.get(&id).copied() else { return };
        self.tasks[place].asked = Some(now);
        match result {
            Ok((seen, progress)) => {
                self.failures.closer(true);
                self.see(seen);
                if let Some(progress) = progress {
                    let events = self.tasks[place].progress(&self.timer, progress, self.wanted);
                    self.say_all(events);
                }
            }
            Err(error) if is_missing(&error) => {
                self.failures.closer(true);
                let events = self.tasks[place].miss(now, self.wanted, self.is_named_by_service);
                self.say_all(events);
            }
            Err(error) => self.fail_closely(error),
        }
    }

    /// A closer look has failed. After some in a row nobody is looked at closely for a while, which grows with the looks that fail.
    fn fail_closely(&mut self, error: Error) {
        self.fail(error);
        if self.failures.closer(false) {
            self.close.clear();
            let wait = pace::after_errors(self.failures.in_a_row());
            self.closer_from = self.timer.now().saturating_add(wait);
        }
    }
}
