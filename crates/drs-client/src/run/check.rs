//! Tests of connections and prechecks of tasks that are created and not started: begun, followed to their results, written down.

use std::time::Duration;

use drs_contract::Operation;
use drs_events::run::{Op, RunEvent};
use drs_events::{Cause, Check, Finding};
use serde_json::{Value, json};

use super::act::{because_of, is_startable};
use super::core::Run;
use super::create::is_certain;
use super::error::RunError;
use super::question::Question;
use super::record::{ActionIntent, ActionReply, Broken, Checked, Record};
use super::state::START;
use crate::checks;
use crate::error::Error;
use crate::watch::{self, Reason, TaskRef};

/// How long all checks of a kind may take, unless the run has a deadline of its own.
const LIMIT: Duration = Duration::from_mins(30);

/// How long between two looks at results: first, and at most.
const PAUSES: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(30));

/// After how many calls of which nobody knows what became no other one is made: to check twice does no harm.
const MAX_LOST: u32 = 3;

/// How long a check may be under way that nobody has seen begin.
const UNDER_WAY: Duration = Duration::from_mins(10);

/// A task that is checked.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// The place of its file.
    pub(super) place: usize,
    pub(super) task: String,
    pub(super) name: String,
}

impl Run {
    /// Whether tasks are checked before they are started.
    pub(super) fn has_checks(&self) -> bool {
        !self.options.checks.is_empty()
    }

    /// Checks tasks that are created. Those that do not pass are refused.
    pub(super) async fn check_all(&mut self, subjects: &[Subject]) -> Result<(), RunError> {
        let mut checks = self.options.checks.clone();
        checks.sort_unstable();
        checks.dedup();
        for check in checks {
            let mut open = Vec::new();
            for subject in subjects {
                if self.refused.contains_key(&subject.task) || self.is_checked(subject, check).await? {
                    continue;
                }
                if let Some(query_id) = self.begin_check(subject, check).await? {
                    open.push((subject.clone(), query_id));
                }
            }
            self.follow_checks(check, open).await?;
        }
        Ok(())
    }

    /// Whether a task has passed, or there is nothing to be checked because it has started.
    async fn is_checked(&mut self, subject: &Subject, check: Check) -> Result<bool, RunError> {
        self.may_go_on("tasks were checked")?;
        let state = &self.files[subject.place].state;
        if state.has_passed(&subject.task, check.as_str()) {
            return Ok(true);
        }
        let is_started_here = state.action(&subject.task, START).is_some();
        match self.task_status(&subject.task).await? {
            Some(status) if is_startable(&status) => Ok(false),
            _ => {
                if !is_started_here {
                    self.warn_unchecked(&subject.name);
                }
                Ok(true)
            }
        }
    }

    /// Begins a check, and returns what its result is read with; nothing if the service refuses it, which is a result.
    async fn begin_check(&mut self, subject: &Subject, check: Check) -> Result<Option<String>, RunError> {
        let Subject { place, task, name } = subject.clone();
        let action = check.as_str();
        if let Some(query_id) = self.files[place].state.action(&task, action).and_then(|it| it.query_id.clone()) {
            // An earlier run has begun it, and has not seen its result.
            match self.answer(&question(&task, check, &query_id)).await {
                Ok(_) => return Ok(Some(query_id)),
                Err(RunError::Call(Error::Refused { .. })) => {}
                Err(error) => return Err(error),
            }
        }
        // A check that nobody has seen begin may be under way, and then the service refuses another one.
        let mut may_run = self.files[place].state.action(&task, action).is_some_and(|last| last.is_pending);
        let until = self.timer.now() + UNDER_WAY;
        let mut lost = 0;
        loop {
            self.may_go_on("tasks were checked")?;
            let Some(status) = self.task_status(&task).await? else { return Ok(None) };
            if !is_startable(&status) {
                self.warn_unchecked(&name);
                return Ok(None);
            }
            let body = self.body_of_check(place, &name, check)?;
            let last = self.files[place].state.action(&task, action);
            let attempt = last.map_or(1, |last| last.intent.attempt.saturating_add(1));
            let (id, sent_at) = (task.clone(), self.sent_at());
            let intent = ActionIntent { task: id, action: action.to_owned(), attempt, status, sent_at };
            self.record(place, Record::ActionIntent(intent))?;
            let reply = {
                let control = self.control.clone();
                let _flight = control.begin(Op::Action);
                let client = self.client_in_time();
                let call = client.call_raw(Operation::ExecuteJobAction).path("job_id", &task);
                call.body(body).send().await
            };
            let error = match reply {
                Ok(answer) => {
                    let query_id = answer.body.get("query_id").and_then(Value::as_str).map(str::to_owned);
                    let (task, action) = (task.clone(), action.to_owned());
                    let reply = ActionReply { task, action, query_id: query_id.clone(), is_seen: false };
                    self.record(place, Record::ActionReply(reply))?;
                    if query_id.is_none() {
                        let reason = "the answer has no id that a result is read with";
                        self.not_begun(subject, check, Cause::new(None, reason), reason.to_owned());
                    }
                    return Ok(query_id);
                }
                Err(error) => error,
            };
            let (op, reason, request_id) = (Op::Action, error.to_string(), error.request_id().map(str::to_owned));
            let code = error.code().map(str::to_owned);
            let (of, action) = (Some(task.clone()), Some(action.to_owned()));
            let mut broken =
                Broken { op, chunk: 0, attempt, task: of, action, reason: reason.clone(), at: None, code, request_id };
            if may_run && matches!(error, Error::Refused { .. }) && self.timer.now() < until {
                self.wait_until(self.timer.now() + PAUSES.0).await;
                continue;
            }
            if is_certain(&error) || matches!(error, Error::Partial { .. }) {
                self.record(place, Record::Refused(broken))?;
                if !matches!(error, Error::Refused { .. } | Error::Partial { .. }) {
                    return Err(error.into());
                }
                // It may have started by itself since it was looked at.
                if self.task_status(&task).await?.is_some_and(|status| !is_startable(&status)) {
                    self.warn_unchecked(&name);
                } else {
                    self.not_begun(subject, check, because_of(&error), reason);
                }
                return Ok(None);
            }
            broken.at = Some(self.sent_at());
            self.record(place, Record::Lost(broken))?;
            self.say(RunEvent::CallLost { op, chunk: 0, reason });
            may_run = true;
            lost += 1;
            if lost >= MAX_LOST {
                return Err(error.into());
            }
        }
    }

    fn body_of_check(&self, place: usize, name: &str, check: Check) -> Result<bytes::Bytes, RunError> {
        let file = &self.files[place].request;
        match check {
            Check::Network => {
                let at = file.state.tasks.iter().position(|task| task.name == name).unwrap_or_default();
                file.requests.connection_test(at).map_err(RunError::Argument)
            }
            Check::Precheck => {
                let params = json!({"precheck_mode": "forStartJob"});
                let body = json!({"job": {"action_name": "precheck", "action_params": params}});
                Ok(body.to_string().into())
            }
        }
    }

    /// Looks at results until each is there.
    async fn follow_checks(&mut self, check: Check, mut open: Vec<(Subject, String)>) -> Result<(), RunError> {
        let until = self.timer.now() + LIMIT;
        let mut pause = PAUSES.0;
        while !open.is_empty() {
            let mut left = Vec::new();
            for (subject, query_id) in open {
                self.may_go_on("tasks were checked")?;
                let answer = self.answer(&question(&subject.task, check, &query_id)).await?;
                let job = &answer["job"];
                if checks::is_over(job) {
                    self.checked(subject, check, query_id, job)?;
                } else {
                    left.push((subject, query_id));
                }
            }
            open = left;
            if open.is_empty() {
                break;
            }
            let now = self.timer.now();
            if now >= until && self.deadline.is_none() {
                return Err(RunError::Deadline("tasks were checked"));
            }
            self.wait_until(now + pause).await;
            pause = pause.mul_f64(1.5).min(PAUSES.1);
        }
        Ok(())
    }

    /// Writes down a result, and tells it.
    fn checked(&mut self, subject: Subject, check: Check, query_id: String, job: &Value) -> Result<(), RunError> {
        let Subject { place, task, name } = subject;
        let (has_passed, findings) = (checks::has_passed(job), checks::findings(job));
        let (id, action) = (task.clone(), check.as_str().to_owned());
        let read_with = Some(query_id.clone());
        self.record(place, Record::Checked(Checked { task: id, action, query_id, has_passed }))?;
        if !has_passed {
            let mut cause = because_of_findings(check, &findings);
            cause.query_id = read_with;
            self.refused.insert(task.clone(), cause);
        }
        self.say(RunEvent::TaskChecked { task, name, check, has_passed, findings });
        Ok(())
    }

    fn warn_unchecked(&mut self, name: &str) {
        let name = drs_diag::escape(name);
        self.warn(format!("`{name}` does not wait to be started, so it is not checked"));
    }

    fn not_begun(&mut self, subject: &Subject, check: Check, cause: Cause, reason: String) {
        let code = cause.code.clone();
        self.refused.insert(subject.task.clone(), cause);
        let (task, name, action) = (subject.task.clone(), subject.name.clone(), check.as_str().to_owned());
        self.say(RunEvent::TaskAction { task, name, action, refused: Some(reason), code });
    }

    /// Tells of a task whether it has reached its creation, now that it was checked.
    pub(super) fn say_created(&mut self, task: TaskRef) {
        let refused = self.refused.get(&task.task).cloned();
        self.say(match refused {
            Some(cause) => watch::EventKind::TaskFailed { task, reason: Reason::Failed, cause },
            None => watch::EventKind::TaskReached(task),
        });
    }
}

/// Why a check did not pass: what it has found first.
fn because_of_findings(check: Check, findings: &[Finding]) -> Cause {
    let errors: Vec<&Finding> = findings.iter().filter(|finding| !finding.is_warning()).collect();
    let Some(first) = errors.first() else {
        return Cause::new(None, format!("{} did not pass", check.as_str()));
    };
    let more = if errors.len() > 1 { format!(" (and {} more)", errors.len() - 1) } else { String::new() };
    watch::said(first.code.as_deref(), &format!("{first}{more}"))
}

/// The question for a result.
fn question(task: &str, check: Check, query_id: &str) -> Question {
    let question = Question::new(Operation::ShowJobDetail).path("job_id", task);
    question.query("type", check.as_str()).query("query_id", query_id)
}
