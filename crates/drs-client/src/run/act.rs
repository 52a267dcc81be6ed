//! Starting tasks: announced, sent once, and looked at if the answer is lost.

use std::time::Duration;

use drs_contract::{Machine, Operation};
use drs_events::Cause;
use drs_events::run::{Op, RunEvent};
use serde_json::{Value, json};

use super::core::Run;
use super::create::{is_certain, refused};
use super::error::RunError;
use super::plan::Start;
use super::question::Question;
use super::record::{ActionIntent, ActionReply, Broken, Record};
use super::send::Change;
use super::state::START;
use crate::error::Error;

/// How long after a call was sent a task may still look as if it had not been.
const UNCHANGED: Duration = Duration::from_mins(1);

/// How long between two looks.
const PAUSE: Duration = Duration::from_secs(5);

/// How many times a task is started before somebody runs it again: once, and once again if nothing was answered and nothing came of it.
const MAX_STARTS: u32 = 2;

impl Run {
    /// Starts a task that waits for it. A refusal is a result and no error.
    pub(super) async fn start(&mut self, place: usize, task: &str, name: &str) -> Result<(), RunError> {
        let params = match self.options.start {
            Start::Never => return Ok(()),
            Start::Auto => json!({}),
            Start::At(millis) => json!({"start_time": millis.to_string()}),
        };
        let mut body = json!({"job": {"action_name": START}});
        if params.as_object().is_some_and(|params| !params.is_empty()) {
            body["job"]["action_params"] = params;
        }
        let pending = self.files[place].state.action(task, START).is_some_and(|action| action.is_pending);
        let mut sent = u32::from(pending);
        // Until when the last attempt may still come to something.
        let mut unchanged = None;
        loop {
            self.may_go_on("tasks were started")?;
            let Some(status) = self.task_status(task).await? else { return Ok(()) };
            let last = self.files[place].state.action(task, START).cloned();
            let pending = last.as_ref().filter(|last| last.is_pending);
            if !is_startable(&status) || last.as_ref().is_some_and(|last| last.is_done) {
                if pending.is_some() {
                    self.started_is_seen(place, task, name)?;
                }
                return Ok(());
            }
            if let Some(pending) = pending {
                let until = *unchanged.get_or_insert_with(|| self.after(&pending.intent.sent_at, UNCHANGED));
                if self.timer.now() < until {
                    let next = (self.timer.now() + PAUSE).min(until);
                    self.wait_until(next).await;
                    continue;
                }
                if sent >= MAX_STARTS || !self.may_start(task).await? {
                    let what =
                        format!("task {task} was started {} times, and nothing came of it", pending.intent.attempt);
                    let candidates = vec![(task.to_owned(), status)];
                    return Err(RunError::Undecided { what, candidates, source: None });
                }
            }
            let attempt = last.map_or(1, |last| last.intent.attempt.saturating_add(u32::from(last.is_pending)).max(1));
            let (task_id, action, sent_at) = (task.to_owned(), START.to_owned(), self.sent_at());
            let intent = ActionIntent { task: task_id.clone(), action: action.clone(), attempt, status, sent_at };
            self.record(place, Record::ActionIntent(intent))?;
            unchanged = None;
            sent += 1;
            let path = Some(("job_id", task.to_owned()));
            let (operation, text) = (Operation::ExecuteJobAction, Some(body.to_string().into()));
            match self.send(Change { op: Op::Action, operation, path, body: text }).await {
                Ok(answer) => {
                    let query_id = answer.body.get("query_id").and_then(Value::as_str).map(str::to_owned);
                    let record = ActionReply { task: task_id, action: action.clone(), query_id, is_seen: false };
                    self.record(place, Record::ActionReply(record))?;
                    self.say_started(task, name, None);
                    return Ok(());
                }
                Err(error) if is_certain(&error) || matches!(error, Error::Partial { .. }) => {
                    self.record(place, refused(Op::Action, 0, attempt, Some(task_id), &error))?;
                    if self.waited_for_room(&error).await {
                        continue;
                    }
                    if !matches!(error, Error::Refused { .. } | Error::Partial { .. }) {
                        return Err(error.into());
                    }
                    // It may have started by itself since it was looked at.
                    let status = self.task_status(task).await?;
                    if status.is_some_and(|status| !is_startable(&status)) {
                        return self.started_is_seen(place, task, name);
                    }
                    self.refused.insert(task.to_owned(), because_of(&error));
                    self.say_started(task, name, Some(&error));
                    return Ok(());
                }
                Err(error) => {
                    let (reason, request_id) = (error.to_string(), error.request_id().map(str::to_owned));
                    let (op, task, at) = (Op::Action, Some(task_id), Some(self.sent_at()));
                    let broken = Broken {
                        op,
                        chunk: 0,
                        attempt,
                        task,
                        action: Some(action),
                        reason: reason.clone(),
                        at,
                        code: None,
                        request_id,
                    };
                    self.record(place, Record::Lost(broken))?;
                    self.say(RunEvent::CallLost { op, chunk: 0, reason });
                }
            }
        }
    }

    fn started_is_seen(&mut self, place: usize, task: &str, name: &str) -> Result<(), RunError> {
        let (task_id, action) = (task.to_owned(), START.to_owned());
        let reply = ActionReply { task: task_id, action, query_id: None, is_seen: true };
        self.record(place, Record::ActionReply(reply))?;
        self.say_started(task, name, None);
        Ok(())
    }

    fn say_started(&mut self, task: &str, name: &str, error: Option<&Error>) {
        let (task, name, action) = (task.to_owned(), name.to_owned(), START.to_owned());
        let (refused, code) = (error.map(ToString::to_string), error.and_then(Error::code).map(str::to_owned));
        self.say(RunEvent::TaskAction { task, name, action, refused, code });
    }

    /// Whether the service says that the task can be started.
    async fn may_start(&mut self, task: &str) -> Result<bool, RunError> {
        let body = self.answer(&Question::new(Operation::ShowActions).path("job_id", task)).await?;
        let actions = body.pointer("/job_action/available_actions").and_then(Value::as_array);
        Ok(actions.is_none_or(|actions| {
            actions.iter().any(|action| action.as_str().is_some_and(|action| action.eq_ignore_ascii_case(START)))
        }))
    }
}

/// Why something was refused.
pub(super) fn because_of(error: &Error) -> Cause {
    let words = error.refusal().and_then(|refusal| refusal.message.clone());
    Cause::new(error.code(), words.unwrap_or_else(|| error.to_string()))
}

/// Whether a task waits to be started: it is built, and has no time for it yet.
pub(super) fn is_startable(status: &str) -> bool {
    let state = Machine::Task.states().find(|state| state.name.eq_ignore_ascii_case(status));
    state.is_some_and(|state| state.name != "WAITING_FOR_START" && state.actions.contains(&START))
}
