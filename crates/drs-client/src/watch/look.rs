//! A look at all batches and tasks.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use drs_events::watch::EventKind;

use super::failures::is_of_one_call;
use super::pace;
use super::pages::Pages;
use super::run::Watch;
use super::source::Seen;
use crate::error::Error;
use crate::types::ListedJobType;

/// Kinds of tasks, from the most usual on.
const KINDS: [ListedJobType; 4] =
    [ListedJobType::Migration, ListedJobType::Sync, ListedJobType::CloudDataGuard, ListedJobType::Replay];

/// How many tasks can be asked for by their ids in one call.
const NAMED: usize = 10;

impl Watch {
    /// Looks at all that is not settled, and says when to look again.
    pub(super) async fn look(&mut self) {
        let calls = self.calls;
        let batches = self.look_at_batches().await;
        let tasks = self.look_at_tasks().await;
        let cost = self.calls.saturating_sub(calls);
        // From here on nothing is waited for: a look that is given up on the way is none.
        self.failures.begin();
        if !self.close.is_empty() && self.timer.now() < self.closer_from {
            self.failures.skip();
        }
        let errors: Vec<Error> = [batches, tasks].into_iter().filter_map(Result::err).collect();
        if errors.is_empty() {
            if self.failures.in_a_row() == 0 {
                self.last_good = Some(self.timer.now());
            }
            let interval = self.interval();
            let late = interval.mul_f64(std::mem::take(&mut self.phase));
            self.look_after(interval.saturating_add(late), cost);
        } else {
            for error in errors {
                self.fail(error);
            }
            let held = self.budget.turn().saturating_sub(self.timer.now());
            self.look_after(pace::after_errors(self.failures.in_a_row()).max(held), cost);
        }
    }

    async fn look_at_tasks(&mut self) -> Result<(), Error> {
        let open = self.tasks.iter().filter(|task| !task.state.standing.is_settled());
        let mut missing: BTreeSet<String> = open.map(|task| task.state.id.clone()).collect();
        let named: Vec<String> = if missing.len() <= NAMED { missing.iter().cloned().collect() } else { Vec::new() };
        let mut result = Ok(());
        for kind in self.kinds() {
            match self.look_at_list(kind, &named, &mut missing).await {
                Ok(()) => {}
                // Another list may have what is missing.
                Err(error) if is_of_one_call(&error) => result = result.and(Err(error)),
                Err(error) => {
                    result = Err(error);
                    break;
                }
            }
        }
        self.plan_closer_looks(&missing);
        result
    }

    /// Reads a list until all that are missing were seen.
    async fn look_at_list(
        &mut self,
        kind: ListedJobType,
        named: &[String],
        missing: &mut BTreeSet<String>,
    ) -> Result<(), Error> {
        let mut pages = Pages::new(self.limit);
        while !missing.is_empty() {
            let within = self.turn().await?;
            let page = Arc::clone(&self.source).tasks(kind, named, pages.next(), within).await;
            let Some((items, is_end)) = self.page(&mut pages, page)? else { continue };
            for mut seen in items {
                if missing.remove(&seen.id) {
                    seen.kind = Some(kind.to_string());
                    self.see(seen);
                }
            }
            if is_end {
                break;
            }
        }
        Ok(())
    }

    /// The kinds of the open tasks; all, as long as that of one is not known.
    fn kinds(&self) -> Vec<ListedJobType> {
        let open = self.tasks.iter().filter(|task| !task.state.standing.is_settled());
        let kinds: BTreeSet<Option<&str>> = open.map(|task| task.state.kind.as_deref()).collect();
        let is_known = |kind: &ListedJobType| kinds.contains(&Some(kind.to_string().as_str()));
        // What is known comes first, so that the others are often not needed.
        let (known, others): (Vec<_>, Vec<_>) = KINDS.into_iter().partition(is_known);
        let unknown = kinds.iter().any(|kind| kind.is_none_or(|kind| kind.parse::<ListedJobType>().is_err()));
        known.into_iter().chain(others.into_iter().filter(|_| unknown)).collect()
    }

    /// How long until the next look: as long as the most impatient wants.
    fn interval(&self) -> Duration {
        let now = self.timer.now();
        let tasks = self.tasks.iter().filter(|task| !task.state.standing.is_settled());
        let batches = self.batches.iter().filter(|batch| !batch.is_settled());
        let tasks = tasks.map(|task| pace::of_task(task.in_state(now)));
        let batches = batches.map(|batch| pace::of_batch(batch.in_state(now)));
        tasks.chain(batches).min().unwrap_or_default()
    }

    pub(super) fn see(&mut self, seen: Seen) {
        if let Some(&place) = self.places.get(&seen.id) {
            let events = self.tasks[place].see(self.timer.now(), seen, self.wanted);
            self.say_all(events);
        }
    }

    pub(super) fn say_all(&mut self, events: Vec<EventKind>) {
        for event in events {
            self.say(event);
        }
    }
}
