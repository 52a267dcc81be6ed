//! Questions to the service, none of which changes anything.

use std::collections::BTreeSet;
use std::time::Duration;

use drs_contract::Operation;
use serde_json::Value;

use super::core::Run;
use super::error::RunError;
use super::question::Question;
use super::record::TaskId;
use super::seen::{Listed, Member, Task};
use crate::error::Error;
use crate::watch::{self, Page, Pages, is_missing};

/// How long a question is repeated that is not answered.
const PATIENCE: Duration = Duration::from_mins(5);

/// How long an attempt to get an answer may take.
const ATTEMPT: Duration = Duration::from_mins(1);

/// How many times it is asked at least, where time passes faster than calls.
const MIN_ASKS: u32 = 5;

/// How long is waited before it is.
const PAUSE: Duration = Duration::from_secs(5);

/// Kinds of tasks.
const KINDS: [&str; 4] = ["migration", "sync", "cloudDataGuard", "replay"];

impl Run {
    /// Batches from the newest on, until they are older than a moment.
    pub(super) async fn batches_since(&mut self, since: Option<jiff::Timestamp>) -> Result<Vec<Listed>, RunError> {
        let mut found: Vec<Listed> = Vec::new();
        let mut pages = Pages::new(self.limit);
        loop {
            let question =
                Question::new(Operation::ListAsyncJobs).query("sort_key", "create_time").query("sort_dir", "desc");
            let (page, is_last) = self.page(&question, &mut pages).await?;
            let mut is_older = false;
            for entry in &page {
                let Some(id) = text(entry, "async_job_id") else { continue };
                let created = text(entry, "create_time");
                let moment = created.as_deref().and_then(|created| created.parse::<jiff::Timestamp>().ok());
                is_older |= since.is_some_and(|since| moment.is_some_and(|moment| moment < since));
                // A batch may be on two pages if others were created in between.
                if !is_older && found.iter().all(|known| known.id != id) {
                    let user = text(entry, "user_name");
                    found.push(Listed { id, status: text(entry, "status").unwrap_or_default(), created, user });
                }
            }
            if is_last || is_older {
                return Ok(found);
            }
        }
    }

    /// State of a batch; nothing if the list does not have it.
    pub(super) async fn batch_status(&mut self, id: &str) -> Result<Option<String>, RunError> {
        let question = Question::new(Operation::ListAsyncJobs).query("async_job_id", id);
        let (page, _) = self.page(&question, &mut Pages::new(self.limit)).await?;
        let entry = page.iter().find(|entry| text(entry, "async_job_id").as_deref() == Some(id));
        Ok(entry.and_then(|entry| text(entry, "status")))
    }

    /// Tasks of a batch.
    pub(super) async fn members(&mut self, id: &str) -> Result<Vec<Member>, RunError> {
        let mut found = Vec::new();
        let mut pages = Pages::new(self.limit);
        loop {
            let question = Question::new(Operation::ListAsyncJobDetail).path("async_job_id", id);
            let (page, is_last) = self.page(&question, &mut pages).await?;
            found.extend(page.iter().map(member));
            if is_last {
                return Ok(found);
            }
        }
    }

    /// Ids of the tasks of a batch, as far as it says them.
    pub(super) async fn member_ids(&mut self, id: &str) -> Result<Vec<TaskId>, RunError> {
        let members = self.members(id).await?;
        Ok(members.into_iter().filter_map(|member| Some(TaskId { id: member.id?, name: member.name })).collect())
    }

    /// Tasks that have one of these names, in whatever case, of all kinds.
    pub(super) async fn tasks_named(&mut self, names: &BTreeSet<String>) -> Result<Vec<Task>, RunError> {
        let mut found = Vec::new();
        for kind in KINDS {
            match self.tasks_of(kind, names, &mut found).await {
                Err(RunError::Call(error)) if is_refused(&error) => {
                    let what = format!("whether tasks of kind `{kind}` have the same names is unknown: {error}");
                    return Err(RunError::Undecided { what, candidates: Vec::new(), source: Some(Box::new(error)) });
                }
                result => result?,
            }
        }
        Ok(found)
    }

    /// The same without the kinds that the service refuses to list, unless it refuses all.
    pub(super) async fn listed_tasks_named(&mut self, names: &BTreeSet<String>) -> Result<Vec<Task>, RunError> {
        let (mut found, mut refusals) = (Vec::new(), Vec::new());
        for kind in KINDS {
            match self.tasks_of(kind, names, &mut found).await {
                Err(RunError::Call(error)) if is_refused(&error) => refusals.push((kind, error)),
                result => result?,
            }
        }
        if refusals.len() == KINDS.len()
            && let Some((_, error)) = refusals.pop()
        {
            return Err(error.into());
        }
        for (kind, error) in refusals {
            self.warn(format!("whether tasks of kind `{kind}` have the same names is unknown: {error}"));
        }
        Ok(found)
    }

    /// Adds the tasks of a kind that have one of these names.
    async fn tasks_of(
        &mut self,
        kind: &'static str,
        names: &BTreeSet<String>,
        found: &mut Vec<Task>,
    ) -> Result<(), RunError> {
        let question = Question::new(Operation::ListJobs).query("job_type", kind);
        let mut pages = Pages::new(self.limit);
        loop {
            let (page, is_last) = self.page(&question, &mut pages).await?;
            for entry in &page {
                let (Some(id), Some(name)) = (text(entry, "id"), text(entry, "name")) else { continue };
                if names.contains(&name.to_lowercase()) && found.iter().all(|known| known.id != id) {
                    found.push(Task { id, name, status: text(entry, "status").unwrap_or_default() });
                }
            }
            if is_last {
                return Ok(());
            }
        }
    }

    /// State of a task; nothing if the service does not know it. An answer without a state is none, and is asked for again.
    pub(super) async fn task_status(&mut self, id: &str) -> Result<Option<String>, RunError> {
        let question = Question::new(Operation::ShowJobDetail).path("job_id", id).query("type", "detail");
        for _ in 0..MIN_ASKS {
            match self.answer(&question).await {
                Ok(body) => match body.pointer("/job").and_then(|job| text(job, "status")) {
                    Some(status) => return Ok(Some(status)),
                    None => self.wait_until(self.timer.now() + PAUSE).await,
                },
                Err(RunError::Call(error)) if is_missing(&error) => return Ok(None),
                Err(error) => return Err(error),
            }
            self.may_go_on("the state of a task was asked for")?;
        }
        let what = format!("the service answers without saying in which state task {id} is");
        Err(RunError::Undecided { what, candidates: Vec::new(), source: None })
    }

    /// The next page of a list, and whether it is the last one. A list that cannot be read to its end is an error: what is not seen
    /// may be what is looked for.
    async fn page(&mut self, question: &Question, pages: &mut Pages) -> Result<(Vec<Value>, bool), RunError> {
        let body = loop {
            let part = pages.next();
            let question = question.clone().query("offset", &part.offset.to_string());
            match self.answer(&question.query("limit", &part.limit.to_string())).await {
                Err(RunError::Call(Error::Refused { refusal, .. })) if refusal.status == 400 && pages.shorten() => {}
                answer => break answer?,
            }
        };
        self.limit = pages.limit();
        let items = body.get("jobs").and_then(Value::as_array).cloned();
        let total = body.get("total_count").and_then(Value::as_u64).and_then(|total| usize::try_from(total).ok());
        // What says nothing of a list does not say that it is empty.
        let items = items.or_else(|| total.map(|_| Vec::new())).ok_or_else(|| question.unanswered("jobs"))?;
        let page = Page { items, total };
        let is_last = pages.read(&page);
        if pages.is_cut() {
            let excerpt = "a list that comes to no end".to_owned();
            let operation = question.id();
            return Err(Error::Unexpected { operation, status: 200, excerpt, request_id: None }.into());
        }
        Ok((page.items, is_last))
    }

    /// The answer to a question, which is repeated if it gets none.
    pub(super) async fn answer(&mut self, question: &Question) -> Result<Value, RunError> {
        let give_up = self.timer.now() + PATIENCE;
        let mut asks = 0_u32;
        loop {
            let left = self.deadline.map_or(ATTEMPT, |deadline| deadline.saturating_sub(self.timer.now()).min(ATTEMPT));
            if left.is_zero() {
                return Err(RunError::Deadline("the service was asked"));
            }
            asks = asks.saturating_add(1);
            let client = self.client.within(self.timer.allowance(left));
            let error = match question.call(&client).send().await {
                Ok(answer) => {
                    self.is_answered = true;
                    self.last_good = Some(self.timer.now());
                    return Ok(answer.body);
                }
                Err(error) => error,
            };
            // Nothing is to be taken up again, and there may be nobody at all.
            let is_in_vain = matches!(error, Error::NotSent { .. }) && !self.is_answered && !self.has_begun();
            // What cannot be read may have been cut off on its way.
            let may_pass = error.is_retryable() || matches!(error, Error::Decode { .. }) && asks < MIN_ASKS;
            let now = self.timer.now();
            if !may_pass || is_in_vain || (now >= give_up && asks >= MIN_ASKS) || self.control.is_stopped() {
                return Err(error.into());
            }
            let last_good_s = self.last_good.map(|at| now.saturating_sub(at).as_secs());
            self.say(watch::EventKind::PollError { message: error.to_string(), in_a_row: asks, last_good_s });
            self.wait_until(now + PAUSE).await;
        }
    }
}

/// Whether the service has understood the question and does not answer it.
fn is_refused(error: &Error) -> bool {
    matches!(error, Error::Refused { refusal, .. } if (400..500).contains(&refusal.status))
}

fn member(entry: &Value) -> Member {
    let base = entry.get("base_info").unwrap_or(&Value::Null);
    let mut marks = text(base, "description").unwrap_or_default();
    for tag in base.get("tags").and_then(Value::as_array).into_iter().flatten() {
        marks.push_str(&format!(
            " {}={}",
            text(tag, "key").unwrap_or_default(),
            text(tag, "value").unwrap_or_default()
        ));
    }
    let mut findings = Vec::new();
    let checks = entry.pointer("/precheck_result/precheck_results").and_then(Value::as_array);
    for check in checks.into_iter().flatten() {
        let reason = text(check, "failed_reason").or_else(|| text(check, "raw_error_msg"));
        findings.extend(reason.map(|reason| (text(check, "error_code"), reason)));
    }
    for check in entry.get("network_results").and_then(Value::as_array).into_iter().flatten() {
        findings.extend(text(check, "error_msg").map(|reason| (text(check, "error_code"), reason)));
    }
    Member { id: text(entry, "id"), name: text(base, "name").unwrap_or_default(), marks, findings }
}

/// A member that is a text and says something.
fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}
