//! A look at all batches, and at which tasks came of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::failures::is_of_one_call;
use super::pages::Pages;
use super::run::Watch;
use super::source::{Part, is_missing};
use super::state::TaskState;
use super::task::Task;
use crate::error::Error;

/// Up to how many batches are asked for one by one.
const FEW: usize = 5;

impl Watch {
    /// Looks at all batches that are not settled. What fails for one holds no other up.
    pub(super) async fn look_at_batches(&mut self) -> Result<(), Error> {
        let open: BTreeSet<String> =
            self.batches.iter().filter(|batch| !batch.is_settled()).map(|batch| batch.state.id.clone()).collect();
        let mut result =
            if open.len() <= FEW { self.look_at_each(&open).await } else { self.look_at_list_of(open).await };
        if result.as_ref().is_err_and(|error| !is_of_one_call(error)) {
            return result;
        }
        let owing: Vec<String> =
            self.batches.iter().filter(|batch| batch.owes_tasks).map(|batch| batch.state.id.clone()).collect();
        for id in owing {
            match self.ask_for_tasks(&id).await {
                Ok(()) => {}
                Err(error) if is_of_one_call(&error) => result = result.and(Err(error)),
                Err(error) => return Err(error),
            }
        }
        result
    }

    /// Asks for batches one by one.
    async fn look_at_each(&mut self, open: &BTreeSet<String>) -> Result<(), Error> {
        let mut result = Ok(());
        for id in open {
            let within = self.turn().await?;
            let part = Part { offset: 0, limit: self.limit };
            match Arc::clone(&self.source).batches(Some(id), part, within).await {
                Ok(page) => {
                    if page.items.iter().all(|(seen, _)| seen != id) {
                        self.miss_batch(id, false);
                    }
                    self.see_batches(page.items);
                }
                Err(error) if is_missing(&error) => self.miss_batch(id, true),
                Err(error) if is_of_one_call(&error) => result = result.and(Err(error)),
                Err(error) => return Err(error),
            }
        }
        result
    }

    /// Reads the list of batches until all that are missing were seen.
    async fn look_at_list_of(&mut self, mut missing: BTreeSet<String>) -> Result<(), Error> {
        let mut pages = Pages::new(self.limit);
        while !missing.is_empty() {
            let within = self.turn().await?;
            let page = Arc::clone(&self.source).batches(None, pages.next(), within).await;
            let Some((items, is_end)) = self.page(&mut pages, page)? else { continue };
            for (id, _) in &items {
                missing.remove(id);
            }
            self.see_batches(items);
            if is_end {
                break;
            }
        }
        for id in missing {
            self.miss_batch(&id, false);
        }
        Ok(())
    }

    /// Takes over the tasks of a batch, once there are any.
    async fn ask_for_tasks(&mut self, id: &str) -> Result<(), Error> {
        let (mut pages, mut found) = (Pages::new(self.limit), Vec::new());
        loop {
            let within = self.turn().await?;
            let page = Arc::clone(&self.source).of_batch(id, pages.next(), within).await;
            let Some((mut items, is_end)) = self.page(&mut pages, page)? else { continue };
            found.append(&mut items);
            if is_end {
                break;
            }
        }
        if !found.is_empty() {
            for batch in self.batches.iter_mut().filter(|batch| batch.state.id == id) {
                batch.hand_over();
            }
        }
        for seen in found {
            if !self.places.contains_key(&seen.id) {
                self.places.insert(seen.id.clone(), self.tasks.len());
                self.tasks.push(Task::new(TaskState { id: seen.id.clone(), ..TaskState::default() }));
            }
            self.see(seen);
        }
        Ok(())
    }

    fn see_batches(&mut self, seen: Vec<(String, String)>) {
        for (id, status) in seen {
            let now = self.timer.now();
            let goal = self.wanted.goal;
            let batch = self.batches.iter_mut().find(|batch| batch.state.id == id);
            let events = batch.map(|batch| batch.see(now, status, goal)).unwrap_or_default();
            self.say_all(events);
        }
    }

    /// The service knows no such batch.
    fn miss_batch(&mut self, id: &str, is_certain: bool) {
        let (now, is_named_by_service) = (self.timer.now(), self.is_named_by_service);
        let batch = self.batches.iter_mut().find(|batch| batch.state.id == id);
        if let Some(event) = batch.and_then(|batch| batch.miss(now, is_certain, is_named_by_service)) {
            self.say(event);
        }
    }
}
