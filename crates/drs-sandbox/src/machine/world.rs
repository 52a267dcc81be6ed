//! The world: everything there is, and how an event and time change it.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use serde::{Deserialize, Serialize};

use super::event::Move;
use super::ledger::{Draft, Ledger};
use super::{
    Batch, Effects, Event, Ids, Life, LifeRule, Moment, Refusal, Replication, Reply, Settings, Status, Task, Workflow,
};

/// Everything there is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct World {
    pub(crate) settings: Settings,
    pub(crate) rules: Vec<LifeRule>,
    pub(crate) ids: Ids,
    /// The moment up to which everything has happened.
    pub(crate) now: Moment,
    /// In the order of their creation.
    pub(crate) batches: Vec<Batch>,
    /// In the order of their creation.
    pub(crate) tasks: Vec<Task>,
    pub(crate) batch_ids: BTreeMap<String, usize>,
    pub(crate) task_ids: BTreeMap<String, usize>,
    /// Tasks by their names in lower case.
    pub(crate) names: BTreeMap<String, Vec<usize>>,
    /// Synchronizations into StarRocks, by instance and name.
    pub(crate) replications: BTreeMap<String, Replication>,
    pub(crate) workflows: BTreeMap<String, Workflow>,
    /// What comes by itself, in the order of time. An entry may be out of date.
    pub(crate) steps: BTreeSet<(Moment, Subject)>,
    /// What comes if nobody does anything, likewise.
    pub(crate) expiries: BTreeSet<(Moment, usize)>,
    /// Transitions that the contract does not know; always empty.
    pub(crate) undocumented: Vec<String>,
    /// What was acknowledged to callers.
    pub(super) ledger: Ledger,
    #[serde(skip)]
    pub(super) moves: Vec<Move>,
    #[serde(skip)]
    pub(super) fired: Vec<String>,
}

/// What a step is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Subject {
    Batch(usize),
    Task(usize),
    /// A moment after which something reads differently.
    Reading,
}

impl World {
    pub(crate) fn new(settings: Settings, now: Moment) -> Self {
        Self {
            ids: Ids::new(settings.seed),
            settings,
            rules: Vec::new(),
            now,
            batches: Vec::new(),
            tasks: Vec::new(),
            batch_ids: BTreeMap::new(),
            task_ids: BTreeMap::new(),
            names: BTreeMap::new(),
            replications: BTreeMap::new(),
            workflows: BTreeMap::new(),
            steps: BTreeSet::new(),
            expiries: BTreeSet::new(),
            undocumented: Vec::new(),
            ledger: Ledger::default(),
            moves: Vec::new(),
            fired: Vec::new(),
        }
    }

    /// This world, with other settings from now on.
    pub(crate) fn with(mut self, settings: Settings) -> Self {
        self.ids.reseed(settings.seed);
        self.settings = settings;
        self
    }

    /// Lets time pass until `now`, then does what the event asks for. Time never goes back.
    pub(crate) fn apply(&mut self, now: Moment, event: Event) -> Effects {
        self.advance(Moment::from(now.0));
        let draft = Draft::of(&event);
        let reply = match event {
            Event::Tick => Ok(Reply::Done),
            Event::Create { items, user, domain } => self.create(items, user, domain),
            Event::Repair { batch, task, kind, params } => self.repair(&batch, task.as_deref(), &kind, &params),
            Event::Commit { batch } => self.commit(&batch),
            Event::Act { task, action } => self.act(&task, &action),
            Event::Update { task, kind, params } => self.update(&task, &kind, &params),
            Event::Delete { task } => self.delete(&task),
            Event::Replicate(event) => self.replicate(event),
            Event::Rules(rules) => {
                self.rules = rules;
                Ok(Reply::Done)
            }
        };
        let moves = mem::take(&mut self.moves);
        self.keep_ledger(draft, &reply, &moves);
        Effects { reply, moves, fired: mem::take(&mut self.fired) }
    }

    /// When the next thing comes by itself, deadlines aside.
    pub(crate) fn next_step(&self) -> Option<Moment> {
        let is_due = |(at, subject): &&(Moment, Subject)| match subject {
            Subject::Batch(index) => self.batches[*index].due == Some(*at),
            Subject::Task(index) => self.tasks[*index].step.as_ref().is_some_and(|step| step.at == *at),
            Subject::Reading => *at > self.now,
        };
        self.steps.iter().find(is_due).map(|(at, _)| *at)
    }

    /// Does everything that comes by itself until `now`, in the order of time.
    fn advance(&mut self, now: Moment) {
        loop {
            let step = self.steps.first().copied().filter(|(at, _)| *at <= now);
            let expiry = self.expiries.first().copied().filter(|(at, _)| *at <= now);
            match (step, expiry) {
                (Some(step), expiry) if expiry.is_none_or(|(at, _)| step.0 <= at) => {
                    self.steps.remove(&step);
                    self.now = self.now.max(step.0);
                    self.take_step(step);
                }
                (_, Some(expiry)) => {
                    self.expiries.remove(&expiry);
                    self.now = self.now.max(expiry.0);
                    self.expire(expiry);
                }
                _ => break,
            }
        }
        self.now = self.now.max(now);
    }

    fn take_step(&mut self, (at, subject): (Moment, Subject)) {
        match subject {
            Subject::Batch(index) if self.batches[index].due == Some(at) => self.step_batch(index),
            Subject::Task(index) if self.tasks[index].step.as_ref().is_some_and(|step| step.at == at) => {
                self.step_task(index);
            }
            _ => {}
        }
    }

    /// Lets a task enter a state, if the contract knows the transition.
    pub(super) fn enter(&mut self, index: usize, to: Status, by: Option<&str>) -> bool {
        let task = &self.tasks[index];
        let from = task.status();
        let is_known = from.map_or_else(|| is_first(to), |from| from.leads_to(to, by));
        if !is_known {
            let from = from.map_or("nothing", Status::name);
            let by = by.unwrap_or("itself");
            self.undocumented.push(format!("task {}: {from} to {} by {by}", task.id, to.name()));
            return false;
        }
        let at = self.now;
        self.moves.push(Move { at, id: task.id.clone(), from, to, by: by.map(str::to_owned) });
        self.tasks[index].phases.push((at, to));
        self.entered(index, to);
        true
    }

    /// Lets a batch enter a state, if the contract knows the transition.
    pub(super) fn enter_batch(&mut self, index: usize, to: Status, by: Option<&str>) -> bool {
        let batch = &self.batches[index];
        let from = batch.phases.last().map(|(_, status)| *status);
        if let Some(from) = from.filter(|from| !from.leads_to(to, by)) {
            self.undocumented.push(format!("batch {}: {} to {}", batch.id, from.name(), to.name()));
            return false;
        }
        let at = self.now;
        self.moves.push(Move { at, id: batch.id.clone(), from, to, by: by.map(str::to_owned) });
        self.batches[index].phases.push((at, to));
        true
    }

    /// Notes that something reads differently from a moment on.
    pub(super) fn note(&mut self, at: Moment) {
        self.steps.insert((at, Subject::Reading));
    }

    /// Place of a task that callers may know of.
    pub(super) fn find(&self, id: &str) -> Result<usize, Refusal> {
        let index = self.task_ids.get(id).copied().filter(|index| self.tasks[*index].exists());
        index.ok_or(Refusal::NoSuchTask)
    }

    /// Task of an id, if callers may know of it.
    pub(crate) fn task(&self, id: &str) -> Option<&Task> {
        self.find(id).ok().map(|index| &self.tasks[index])
    }

    /// Batch of an id.
    pub(crate) fn batch(&self, id: &str) -> Option<&Batch> {
        self.batch_ids.get(id).map(|index| &self.batches[*index])
    }

    /// Rules about a task that `select` takes, and which have had no effect yet.
    pub(super) fn fates<T>(
        &self,
        index: usize,
        select: impl Fn(&Life) -> Option<T>,
    ) -> impl Iterator<Item = (String, T)> {
        let task = &self.tasks[index];
        let number = task.batch as u64 + 1;
        self.rules.iter().filter(|rule| !task.spent.contains(&rule.text)).filter_map(move |rule| {
            let chance = self.ids.number(&rule.text, &number.to_string(), 100);
            let found = select(&rule.life)?;
            rule.whom.covers(&task.name, number, chance).then(|| (rule.text.clone(), found))
        })
    }

    /// The first of them.
    pub(super) fn fate<T>(&self, index: usize, select: impl Fn(&Life) -> Option<T>) -> Option<(String, T)> {
        self.fates(index, select).next()
    }

    /// Lets a rule have its one effect on a task.
    pub(super) fn spend(&mut self, index: usize, text: String) {
        self.fired.push(text.clone());
        self.tasks[index].spent.insert(text);
    }
}

/// Whether a task may begin with this state.
fn is_first(status: Status) -> bool {
    status.is("CREATING") || status.is("CHILD_TRANSFER_STARTING")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::Action;
    use super::{Event, Moment, Settings, Status, World};

    #[test]
    fn a_pause_in_the_incremental_phase_leads_back_to_it() {
        let mut world = World::new(Settings::new(7), Moment(0));
        world.place(json!({"base_info": {"name": "orders"}}), "INCRE_TRANSFER_STARTED");
        for (at, action) in [(1_000, "stop"), (2_000, "restart")] {
            let event = Event::Act { task: world.tasks[0].id.clone(), action: Action::new(action) };
            world.apply(Moment(at), event).reply.unwrap();
        }
        world.apply(Moment(600_000), Event::Tick);
        assert!(world.tasks[0].is("INCRE_TRANSFER_STARTED"), "{:?}", world.tasks[0].phases);
        assert!(world.violations().is_empty());
    }

    #[test]
    fn a_transition_that_the_contract_does_not_know_is_not_made_and_is_a_violation() {
        let mut world = World::new(Settings::new(7), Moment(0));
        world.place(json!({"base_info": {"name": "orders"}}), "CONFIGURATION");
        assert!(!world.enter(0, Status::of("INCRE_TRANSFER_STARTED"), Some("start")));
        assert!(world.tasks[0].is("CONFIGURATION"));
        let rules: Vec<_> = world.violations().into_iter().map(|violation| violation.rule).collect();
        assert_eq!(rules, ["transitions-are-documented"]);
    }
}
