//! Following the tasks that came of the batches: until they are created, then until they reach the goal.

use std::collections::BTreeSet;
use std::time::Duration;

use super::check::Subject;
use super::core::Run;
use super::error::RunError;
use super::outcome::Outcome;
use super::plan::Start;
use super::state::START;
use crate::watch::{self, End, EventKind, Goal, Item, Reason, TaskRef};

/// How long the creation of tasks may take, unless the run has a deadline of its own.
const CREATION: Duration = Duration::from_mins(30);

/// What is followed: ids of tasks, and of batches whose tasks are not known.
#[derive(Clone, Debug, Default)]
struct Followed {
    tasks: Vec<String>,
    batches: Vec<String>,
}

impl Run {
    /// Follows all tasks, and starts those that are to be started.
    pub(super) async fn follow(&mut self, outcome: &mut Outcome) -> Result<(), RunError> {
        let followed = self.followed();
        if followed.tasks.is_empty() && followed.batches.is_empty() {
            return Ok(());
        }
        let until = self.left(Some(CREATION));
        let plan = self.watch().tasks(followed.tasks).batches(followed.batches).goal(Goal::Created);
        let created = self.follow_until_end(plan.deadline(until), true).await?;
        let is_last = self.options.goal == Some(Goal::Created) || created.end == Some(End::Deadline);
        outcome.failed.extend(created.failed);
        if self.has_checks() {
            self.check_and_start(&created.reached).await?;
        }
        let is_refused = |item: &Item| self.refused.contains_key(&item.id);
        let (refused, good): (Vec<Item>, Vec<Item>) = created.reached.into_iter().partition(is_refused);
        outcome.failed.extend(refused.into_iter().map(|item| Item { reason: Some(Reason::Failed), ..item }));
        if is_last {
            outcome.end = created.end;
            // What is created is only on its way to a goal that is further.
            if self.options.goal.is_none_or(|goal| goal == Goal::Created) {
                outcome.reached.extend(good);
            } else {
                outcome.timed_out.extend(good);
            }
            outcome.waiting.extend(created.waiting);
            outcome.timed_out.extend(created.timed_out);
            return Ok(());
        }
        let good: Vec<Item> = good.into_iter().filter(|item| !item.is_batch).collect();
        if good.is_empty() {
            return Ok(());
        }
        let mut plan = self.watch().tasks(good.into_iter().map(|item| item.id));
        if let Some(goal) = self.options.goal {
            plan = plan.goal(goal);
        }
        if let Some(lag) = self.options.max_lag {
            plan = plan.max_lag(lag);
        }
        let ended = self.follow_until_end(plan.deadline(self.left(None)), false).await?;
        outcome.end = ended.end;
        outcome.reached.extend(ended.reached);
        outcome.failed.extend(ended.failed);
        outcome.waiting.extend(ended.waiting);
        outcome.timed_out.extend(ended.timed_out);
        Ok(())
    }

    fn followed(&self) -> Followed {
        let mut followed = Followed::default();
        for file in &self.files {
            let known: BTreeSet<&String> = file.state.tasks.keys().collect();
            let committed = file.state.chunks.iter().filter(|chunk| chunk.is_committed);
            let mut names: Vec<&String> = file.state.existing.iter().collect();
            for chunk in committed {
                names.extend(&chunk.names);
                if !chunk.names.iter().all(|name| known.contains(name)) {
                    followed.batches.extend(chunk.batch.clone());
                }
            }
            followed.tasks.extend(names.into_iter().filter_map(|name| file.state.tasks.get(name).cloned()));
        }
        followed
    }

    /// Waits until the end of a wait; starts each task once it is created, if that is what is waited for.
    async fn follow_until_end(
        &mut self,
        mut wait: watch::Watch,
        is_creation: bool,
    ) -> Result<watch::Outcome, RunError> {
        self.look(&wait);
        while let Some(events) = wait.advance().await {
            for event in events {
                self.take(event.kind, is_creation).await?;
            }
            self.look(&wait);
        }
        Ok(wait.until_done().await?)
    }

    /// Hands on what has happened, and starts a task that is created.
    async fn take(&mut self, kind: EventKind, is_creation: bool) -> Result<(), RunError> {
        let created = match &kind {
            EventKind::TaskReached(task) if is_creation => Some(task.clone()),
            _ => None,
        };
        let is_goal = self.options.goal == Some(Goal::Created) || !is_creation;
        // What is checked has reached it only when it has passed.
        let is_to_tell = is_goal && !(is_creation && self.has_checks());
        let Some(task) = created else {
            self.forward(kind);
            return Ok(());
        };
        self.created(&task).await?;
        if is_to_tell || self.refused.contains_key(&task.task) {
            self.say_created(task);
        }
        Ok(())
    }

    async fn created(&mut self, task: &TaskRef) -> Result<(), RunError> {
        self.learn(task)?;
        if self.options.start == Start::Never || self.has_checks() {
            return Ok(());
        }
        if let Some(Subject { place, task, name }) = self.own(&task.task) {
            self.start(place, &task, &name).await?;
        }
        Ok(())
    }

    /// Checks all tasks that are created, and starts those that have passed, if they are to be started.
    async fn check_and_start(&mut self, created: &[Item]) -> Result<(), RunError> {
        let own: Vec<Subject> = created.iter().filter_map(|item| self.own(&item.id)).collect();
        self.check_all(&own).await?;
        for item in created.iter().filter(|item| !item.is_batch) {
            if self.options.goal == Some(Goal::Created) || self.refused.contains_key(&item.id) {
                self.say_created(TaskRef::new(&item.id, item.name.clone(), item.status.clone()));
            }
        }
        for Subject { place, task, name } in own {
            if self.may_be_started(place, &task) {
                self.start(place, &task, &name).await?;
                if self.refused.contains_key(&task) {
                    let status = self.states.get(&task).cloned();
                    self.say_created(TaskRef::new(task, Some(name), status));
                }
            }
        }
        Ok(())
    }

    /// Whether a task has passed all its checks, or was started before: only then is its start sent, or looked after.
    fn may_be_started(&self, place: usize, task: &str) -> bool {
        let state = &self.files[place].state;
        let has_passed = || self.options.checks.iter().all(|check| state.has_passed(task, check.as_str()));
        !self.refused.contains_key(task) && (state.action(task, START).is_some() || has_passed())
    }

    /// A task that this run has created. What existed before is only followed.
    fn own(&self, id: &str) -> Option<Subject> {
        self.files.iter().enumerate().find_map(|(place, file)| {
            let (name, id) = file.state.tasks.iter().find(|(_, known)| *known == id)?;
            let subject = Subject { place, task: id.clone(), name: name.clone() };
            (!file.state.existing.contains(name)).then_some(subject)
        })
    }
}
