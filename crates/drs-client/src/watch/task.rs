//! One task on its way to the goal: what each look at it means.

use std::time::Duration;

use drs_contract::Machine;
use drs_events::watch::{EventKind, TaskRef};
use drs_events::{Cause, Goal, Progress, Reason};

use super::course::{is_transfer, named};
use super::misses::{Misses, Missing};
use super::progress::History;
use super::source::Seen;
use super::state::{Standing, TaskState};
use super::time::{Moment, Timer};
use super::verdict::{self, Verdict};

/// How long a failure that was there before an action may be an old answer.
const STALE: Duration = Duration::from_mins(1);

/// How many looks in a row say that a lag is small enough, or is not.
const LOOKS: u32 = 3;

/// From how many points on, and after which time, progress is worth telling.
const STEP: (f64, Duration) = (5.0, Duration::from_mins(5));

/// What is wanted of all tasks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub(super) goal: Option<Goal>,
    /// In milliseconds.
    pub(super) max_lag: Option<u64>,
}

/// A task that is waited for.
#[derive(Clone, Debug, Default)]
pub(super) struct Task {
    pub(super) state: TaskState,
    since: Duration,
    seen: Option<Duration>,
    /// When it was asked about closely, whatever the answer was.
    pub(super) asked: Option<Duration>,
    /// When its progress was seen.
    detailed: Option<Duration>,
    history: History,
    reported: Option<(Moment, Option<f64>)>,
    stale: Option<(String, Duration)>,
    misses: Misses,
    /// Whether somebody has acted on it.
    was_acted_on: bool,
    on_time: u32,
    late: u32,
    is_late: bool,
}

impl Task {
    pub(super) fn new(state: TaskState) -> Self {
        Self { state, ..Self::default() }
    }

    /// Somebody has just acted on the task, which was in this state before.
    pub(super) fn acted(&mut self, before: &str) {
        self.stale = Some((before.to_owned(), STALE));
        self.was_acted_on = true;
    }

    /// The task is in this state, or is said to be.
    pub(super) fn see(&mut self, now: Duration, seen: Seen, wanted: Wanted) -> Vec<EventKind> {
        let is_first = self.seen.is_none() && self.state.status.is_none();
        // What was judged once is so until something is different.
        let mut is_to_judge = self.seen.is_none() || self.stale.is_some() || seen.task_type != self.state.task_type;
        self.seen = Some(now);
        self.misses = Misses::default();
        for (known, new) in [
            (&mut self.state.name, seen.name),
            (&mut self.state.task_type, seen.task_type),
            (&mut self.state.kind, seen.kind),
        ] {
            *known = new.or_else(|| known.take());
        }
        let Some(status) = seen.status else { return Vec::new() };
        let is_new = self.state.status.as_ref().is_none_or(|before| !before.eq_ignore_ascii_case(&status));
        let before = self.state.status.replace(status);
        let mut events = Vec::new();
        is_to_judge |= is_new;
        if is_new {
            self.enter(now);
            events.push(match before {
                None if is_first => EventKind::TaskFound(self.name()),
                before => EventKind::TaskState { task: self.name(), before },
            });
        }
        if is_to_judge && !self.state.standing.is_settled() {
            events.extend(self.judge(now, wanted));
        }
        events
    }

    /// The service knows no such task. One that was seen is gone; of one that was not, the service may not know yet.
    /// `is_named_by_service` is whether it has named the task in a reply.
    pub(super) fn miss(&mut self, now: Duration, wanted: Wanted, is_named_by_service: bool) -> Vec<EventKind> {
        let was_seen = self.state.status.is_some() || self.was_acted_on;
        let missing = if was_seen { Missing::Over } else { self.misses.add(now, !is_named_by_service) };
        match missing {
            Missing::First => {
                let id = drs_diag::escape(&self.state.id);
                let message = format!("the service knows no task with the id `{id}`, and is asked again");
                vec![EventKind::Warning { message }]
            }
            Missing::Again => Vec::new(),
            Missing::Over if !was_seen && !is_named_by_service => {
                self.state.standing = Standing::Failed(Reason::NotFound);
                let (task, reason) = (self.name(), Reason::NotFound);
                vec![EventKind::TaskFailed { task, reason, cause: Cause::default() }]
            }
            Missing::Over if wanted.goal == Some(Goal::Ended) => {
                self.state.standing = Standing::Reached;
                vec![EventKind::TaskGone(self.name()), EventKind::TaskReached(self.name())]
            }
            Missing::Over => {
                self.state.standing = Standing::Failed(Reason::Gone);
                let (task, reason) = (self.name(), Reason::Gone);
                let failed = EventKind::TaskFailed { task, reason, cause: Cause::default() };
                vec![EventKind::TaskGone(self.name()), failed]
            }
        }
    }

    /// The task has come so far within its phase.
    pub(super) fn progress(&mut self, timer: &Timer, progress: Progress, wanted: Wanted) -> Vec<EventKind> {
        let now = timer.now();
        self.detailed = Some(now);
        let is_incremental = self.is_in("INCRE_TRANSFER_STARTED");
        let progress = self.history.add(now, progress, !is_incremental);
        self.state.progress = Some(progress.clone());
        let mut events = Vec::new();
        if self.is_worth_telling(timer, &progress) {
            self.reported = Some((timer.moment(), progress.percent));
            events.push(EventKind::TaskProgress { task: self.name(), progress: progress.clone() });
        }
        if is_incremental && let Some(lag) = progress.lag_ms {
            events.extend(self.lag(lag, wanted));
        }
        if let Some(quiet) = self.history.has_stalled(now).filter(|_| self.is_moving_data()) {
            events.push(EventKind::TaskStalled { task: self.name(), quiet_s: quiet.as_secs() });
        }
        events
    }

    /// Whether there is progress to be asked for.
    pub(super) fn is_moving_data(&self) -> bool {
        let state = self.state.status.as_deref().and_then(|status| named(Machine::Task, status));
        state.is_some_and(is_transfer)
    }

    /// How long it has been in its state.
    pub(super) fn in_state(&self, now: Duration) -> Duration {
        now.saturating_sub(self.since).saturating_add(Duration::from_secs(self.state.in_state_s))
    }

    /// Where it is, with all ages as of now.
    pub(super) fn shown(&self, now: Duration) -> TaskState {
        let age = |at: Option<Duration>| at.map(|at| now.saturating_sub(at).as_secs());
        TaskState {
            in_state_s: self.in_state(now).as_secs(),
            seen_s: age(self.seen),
            progress_seen_s: age(self.detailed),
            ..self.state.clone()
        }
    }

    fn name(&self) -> TaskRef {
        let TaskState { id, name, status, .. } = self.state.clone();
        TaskRef::new(id, name, status)
    }

    fn is_in(&self, name: &str) -> bool {
        self.state.status.as_ref().is_some_and(|status| status.eq_ignore_ascii_case(name))
    }

    /// Forgets what belongs to the state before.
    fn enter(&mut self, now: Duration) {
        self.since = now;
        self.state.in_state_s = 0;
        self.history.restart(now);
        self.reported = None;
        self.on_time = 0;
        if !self.state.standing.is_settled() {
            self.state.standing = Standing::Moving;
        }
    }

    fn judge(&mut self, now: Duration, wanted: Wanted) -> Vec<EventKind> {
        let status = self.state.status.clone().unwrap_or_default();
        let task_type = self.state.task_type.as_deref();
        let goal = wanted.goal.unwrap_or_else(|| verdict::usual_goal(task_type));
        let verdict = verdict::of_task(goal, &status, task_type);
        self.stale.take_if(|(before, until)| now >= *until || !before.eq_ignore_ascii_case(&status));
        if self.stale.is_some() && verdict == Verdict::Failed(Reason::Failed) {
            return Vec::new();
        }
        let event = match verdict {
            // The lag decides.
            Verdict::Reached if goal == Goal::CaughtUp => return Vec::new(),
            Verdict::Reached => {
                self.state.standing = Standing::Reached;
                EventKind::TaskReached(self.name())
            }
            Verdict::Failed(reason) => {
                self.state.standing = Standing::Failed(reason);
                EventKind::TaskFailed { task: self.name(), reason, cause: Cause::default() }
            }
            Verdict::Waiting if self.state.standing != Standing::Waiting => {
                self.state.standing = Standing::Waiting;
                EventKind::TaskWaiting { task: self.name(), allows: allowed(Machine::Task, &status) }
            }
            Verdict::Unknown => unknown(Machine::Task, &status),
            Verdict::Waiting | Verdict::GoOn => return Vec::new(),
        };
        vec![event]
    }

    fn is_worth_telling(&self, timer: &Timer, progress: &Progress) -> bool {
        let Some((at, percent)) = self.reported else { return true };
        let has_moved = match (percent, progress.percent) {
            (Some(before), Some(after)) => (after - before).abs() >= STEP.0,
            (before, after) => before.is_some() != after.is_some(),
        };
        has_moved || timer.may_repeat(at, STEP.1)
    }

    fn lag(&mut self, lag: u64, wanted: Wanted) -> Vec<EventKind> {
        let is_small = lag <= wanted.max_lag.unwrap_or_default();
        (self.on_time, self.late) =
            if is_small { (self.on_time.saturating_add(1), 0) } else { (0, self.late.saturating_add(1)) };
        let mut events = Vec::new();
        let is_late = self.late >= LOOKS || (self.is_late && self.on_time < LOOKS);
        if wanted.max_lag.is_some() && is_late != self.is_late {
            self.is_late = is_late;
            events.push(EventKind::TaskLag { task: self.name(), lag_ms: lag, is_late });
        }
        if wanted.goal == Some(Goal::CaughtUp) && self.on_time >= LOOKS && !self.state.standing.is_settled() {
            self.state.standing = Standing::Reached;
            events.push(EventKind::TaskReached(self.name()));
        }
        events
    }
}

/// Actions and operations that a state allows.
pub(super) fn allowed(machine: Machine, status: &str) -> Vec<String> {
    named(machine, status).into_iter().flat_map(|state| state.actions).map(|action| (*action).to_owned()).collect()
}

/// A word that the contract does not know is said, and waited out.
pub(super) fn unknown(machine: Machine, status: &str) -> EventKind {
    let message =
        format!("the contract does not know the state `{status}` of a {}, so the wait goes on", machine.as_str());
    EventKind::Warning { message }
}
