//! What comes by itself: which state follows, and when.

use super::task::{Expiry, Step};
use super::world::Subject;
use super::{AfterCommit, Life, Moment, Status, World};

/// After how long without a start the instance of a task is lost: three days.
const CONFIGURATION_LIMIT: u64 = 259_200_000;

impl World {
    /// A task's time has come.
    pub(super) fn step_task(&mut self, index: usize) {
        let Some(step) = self.tasks[index].step.take() else { return };
        self.enter(index, step.to, step.by.as_deref());
    }

    /// A deadline of a task has passed.
    pub(super) fn expire(&mut self, (at, index): (Moment, usize)) {
        match self.tasks[index].expiry {
            Some(Expiry::Instance(due)) if due == at => {
                let task = &mut self.tasks[index];
                task.expiry = None;
                task.has_instance = false;
                task.say(at, "Warn", "The task was not started for three days. Its instance was released.");
            }
            Some(Expiry::End(due)) if due == at => {
                self.tasks[index].expiry = None;
                self.enter(index, Status::of("RELEASE_RESOURCE_STARTED"), None);
            }
            _ => {}
        }
    }

    /// Plans what follows a state that a task has just entered.
    pub(super) fn entered(&mut self, index: usize, status: Status) {
        let now = self.now;
        let task = &mut self.tasks[index];
        (task.step, task.expiry) = (None, None);
        if !matches!(status.name(), "FULL_TRANSFER_STARTED" | "INCRE_TRANSFER_STARTED") {
            task.work.halt(now);
        }
        match status.name() {
            "CREATING" => {
                self.plan_or_fail(index, "CONFIGURATION", "CREATE_FAILED", |life| *life == Life::FailInCreate);
            }
            "CONFIGURATION" => self.rest(index),
            "WAITING_FOR_START" => {
                if let Some(starts) = self.tasks[index].starts.take() {
                    self.schedule(index, starts, "STARTJOBING", None);
                }
            }
            "STARTJOBING" => {
                self.tasks[index].is_edited = false;
                let next = self.phase_to_run(index);
                self.plan_or_fail(index, next, "START_JOB_FAILED", |life| *life == Life::FailInStart);
            }
            "FULL_TRANSFER_STARTED" => self.run_full(index),
            "FULL_TRANSFER_COMPLETE" if self.tasks[index].task_type() != "FULL_TRANS" => {
                self.plan(index, "INCRE_TRANSFER_STARTED", None);
            }
            "INCRE_TRANSFER_STARTED" => self.run_incremental(index),
            "RELEASE_RESOURCE_STARTED" => self.plan(index, "RELEASE_RESOURCE_COMPLETE", None),
            "CHILD_TRANSFER_STARTING" => self.plan(index, "CHILD_TRANSFER_STARTED", None),
            "CHILD_TRANSFER_STARTED" => self.plan(index, "CHILD_TRANSFER_COMPLETE", None),
            "CHILD_TRANSFER_COMPLETE" => self.plan(index, "RELEASE_CHILD_TRANSFER_STARTED", None),
            "RELEASE_CHILD_TRANSFER_STARTED" => self.plan(index, "RELEASE_CHILD_TRANSFER_COMPLETE", None),
            _ => {}
        }
        if status.next(None).any(|next| next.to == "RELEASE_RESOURCE_STARTED") {
            let due = now.after(self.tasks[index].patience());
            self.tasks[index].expiry = Some(Expiry::End(due));
            self.expiries.insert((due, index));
        }
        self.describe(index, status);
    }

    /// Plans the state that follows after the usual time.
    fn plan(&mut self, index: usize, to: &str, by: Option<&str>) {
        let name = self.tasks[index].status().map_or("", Status::name);
        let at = self.now.after(self.length(index, name));
        self.schedule(index, at, to, by);
    }

    /// Plans the state that follows at a moment.
    pub(super) fn schedule(&mut self, index: usize, at: Moment, to: &str, by: Option<&str>) {
        self.tasks[index].step = Some(Step { at, to: Status::of(to), by: by.map(str::to_owned) });
        self.steps.insert((at, Subject::Task(index)));
    }

    fn plan_or_fail(&mut self, index: usize, to: &str, failure: &str, is_fate: impl Fn(&Life) -> bool) {
        let fate = self.fate(index, |life| is_fate(life).then_some(()));
        if let Some((text, ())) = fate {
            self.spend(index, text);
            return self.plan(index, failure, None);
        }
        self.plan(index, to, None);
    }

    /// How long a task takes for something: the usual time, a fifth more or less by its name.
    pub(super) fn length(&self, index: usize, what: &str) -> u64 {
        let usual = self.settings.duration(what);
        let percent = 80 + self.ids.number(what, &self.tasks[index].name, 41);
        usual.saturating_mul(percent) / 100
    }

    /// A task is built and rests until somebody acts, or starts by itself if that is what the settings say.
    fn rest(&mut self, index: usize) {
        let due = self.now.after(CONFIGURATION_LIMIT);
        let total = self.length(index, "FULL_TRANSFER_STARTED");
        let task = &mut self.tasks[index];
        task.has_instance = true;
        task.expiry = Some(Expiry::Instance(due));
        task.work.total = total;
        self.expiries.insert((due, index));
        if self.settings.after_commit == AfterCommit::Start {
            self.start_by_itself(index);
        }
    }

    fn start_by_itself(&mut self, index: usize) {
        let is_stopped = |life: &Life| matches!(life, Life::ConnectFails(_) | Life::PrecheckFails(_)).then_some(());
        let is_hindered = self.fate(index, is_stopped).is_some();
        self.check_by_itself(index);
        if is_hindered {
            return;
        }
        let at = self.now.after(self.length(index, "CONFIGURATION"));
        let starts = self.tasks[index].base("start_time").and_then(Moment::parse_millis).filter(|starts| *starts > at);
        self.tasks[index].starts = starts;
        let to = if starts.is_some() { "WAITING_FOR_START" } else { "STARTJOBING" };
        self.schedule(index, at, to, Some("start"));
    }

    /// The phase that a start leads to.
    fn phase_to_run(&self, index: usize) -> &'static str {
        let task = &self.tasks[index];
        let is_full_done = task.work.total > 0 && task.work.done >= task.work.total;
        match task.task_type() {
            "INCR_TRANS" => "INCRE_TRANSFER_STARTED",
            "FULL_TRANS" => "FULL_TRANSFER_STARTED",
            _ if is_full_done => "INCRE_TRANSFER_STARTED",
            _ => "FULL_TRANSFER_STARTED",
        }
    }

    fn run_full(&mut self, index: usize) {
        let now = self.now;
        let total = self.tasks[index].work.total;
        let failure = self.fate(index, |life| if let Life::FailInFull(percent) = life { Some(*percent) } else { None });
        let stall = self.fate(index, |life| if let Life::Stall(percent) = life { Some(*percent) } else { None });
        let part = |percent: u8| total.saturating_mul(percent.into()) / 100;
        let limit = stall.as_ref().or(failure.as_ref()).map(|(_, percent)| part(*percent));
        self.tasks[index].work.run(now, limit);
        let reached = self.tasks[index].work.reaches(limit.unwrap_or(total)).unwrap_or(now);
        match (stall, failure) {
            (Some((text, _)), _) => {
                self.spend(index, text);
                self.note(reached);
            }
            (None, Some((text, _))) => {
                self.spend(index, text);
                self.schedule(index, reached, "FULL_TRANSFER_FAILED", None);
            }
            (None, None) => self.schedule(index, reached, "FULL_TRANSFER_COMPLETE", None),
        }
    }

    fn run_incremental(&mut self, index: usize) {
        let now = self.now;
        let curve = self.fate(index, |life| if let Life::Lag(curve) = life { Some(curve.clone()) } else { None });
        let usual = self.settings.delay_curve.clone();
        let stall = self.fate(index, |life| matches!(life, Life::Stall(_)).then_some(()));
        let failure = self.fate(index, |life| (*life == Life::FailInIncremental).then_some(()));
        let work = &mut self.tasks[index].work;
        self.fired.extend(curve.as_ref().map(|(text, _)| text.clone()));
        work.curve = curve.map_or(usual, |(_, curve)| curve);
        work.follow(now, stall.is_some());
        let calm = now.after(work.calm());
        self.note(calm);
        if let Some((text, ())) = stall {
            self.spend(index, text);
        }
        if let Some((text, ())) = failure {
            self.spend(index, text);
            self.plan(index, "INCRE_TRANSFER_FAILED", None);
        }
    }

    /// Writes what a state means into the log of the task.
    fn describe(&mut self, index: usize, status: Status) {
        let now = self.now;
        let failure = match status.name() {
            "CREATE_FAILED" => Some("The replication instance could not be created: the resources are sold out."),
            "START_JOB_FAILED" => Some("The task could not be started: the replication instance does not answer."),
            "FULL_TRANSFER_FAILED" => Some("A table cannot be written to the destination: the name exists already."),
            "INCRE_TRANSFER_FAILED" => Some("The log of the source is no longer complete; changes are missing."),
            _ => None,
        };
        let task = &mut self.tasks[index];
        match failure {
            Some(message) => task.say(now, "Error", message),
            None => task.say(now, "Info", format!("The task has entered the state {}.", status.name())),
        }
    }
}
