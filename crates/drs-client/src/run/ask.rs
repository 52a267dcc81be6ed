//! Questions to the service, none of which changes anything.

use std::collections::BTreeSet;
use std::time::Duration;

use bytes::Bytes;
use drs_contract::Operation;
use serde_json::Value;

use super::core::Run;
use super::error::RunError;
use super::record::TaskId;
use super::seen::{Listed, Member, Task};
use crate::client::Client;
use crate::error::Error;
use crate::raw::RawCall;
use crate::watch::is_missing;

/// How many entries of a list are asked for at once.
const PAGE: usize = 100;

/// How long a question is repeated that is not answered.
const PATIENCE: Duration = Duration::from_mins(5);

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
        let mut offset = 0;
        loop {
            let question =
                Question::new(Operation::ListAsyncJobs).query("sort_key", "create_time").query("sort_dir", "desc");
            let (page, is_last) = self.page(question, &mut offset).await?;
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
        let (page, _) = self.page(question, &mut 0).await?;
        let entry = page.iter().find(|entry| text(entry, "async_job_id").as_deref() == Some(id));
        Ok(entry.and_then(|entry| text(entry, "status")))
    }

    /// Tasks of a batch.
    pub(super) async fn members(&mut self, id: &str) -> Result<Vec<Member>, RunError> {
        let mut found = Vec::new();
        let mut offset = 0;
        loop {
            let question = Question::new(Operation::ListAsyncJobDetail).path("async_job_id", id);
            let (page, is_last) = self.page(question, &mut offset).await?;
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

    /// Tasks that have one of these names, in whatever case.
    pub(super) async fn tasks_named(&mut self, names: &BTreeSet<String>) -> Result<Vec<Task>, RunError> {
        let mut found: Vec<Task> = Vec::new();
        for kind in KINDS {
            let mut offset = 0;
            loop {
                let question = Question::new(Operation::ListJobs).query("job_type", kind);
                let (page, is_last) = self.page(question, &mut offset).await?;
                for entry in &page {
                    let (Some(id), Some(name)) = (text(entry, "id"), text(entry, "name")) else { continue };
                    if names.contains(&name.to_lowercase()) && found.iter().all(|known| known.id != id) {
                        found.push(Task { id, name, status: text(entry, "status").unwrap_or_default() });
                    }
                }
                if is_last {
                    break;
                }
            }
        }
        Ok(found)
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

    /// One page of a list, and whether it is the last one.
    async fn page(&mut self, question: Question, offset: &mut usize) -> Result<(Vec<Value>, bool), RunError> {
        let question = question.query("offset", &offset.to_string()).query("limit", &PAGE.to_string());
        let body = self.answer(&question).await?;
        let entries = body.get("jobs").and_then(Value::as_array).cloned().unwrap_or_default();
        let total = body.get("total_count").and_then(Value::as_u64).and_then(|total| usize::try_from(total).ok());
        *offset = offset.saturating_add(entries.len());
        let is_last = entries.is_empty() || total.is_some_and(|total| *offset >= total);
        Ok((entries, is_last))
    }

    /// The answer to a question, which is repeated if it gets none.
    pub(super) async fn answer(&mut self, question: &Question) -> Result<Value, RunError> {
        let give_up = self.timer.now() + PATIENCE;
        let mut asks = 0_u32;
        loop {
            asks = asks.saturating_add(1);
            let error = match question.call(&self.client).send().await {
                Ok(answer) => return Ok(answer.body),
                Err(error) => error,
            };
            let may_pass = error.is_retryable() || matches!(error, Error::Decode { .. } | Error::Unexpected { .. });
            let now = self.timer.now();
            if !may_pass || (now >= give_up && asks >= MIN_ASKS) || self.is_over() {
                return Err(error.into());
            }
            self.timer.sleep_until(now + PAUSE).await;
        }
    }
}

/// A call that changes nothing.
#[derive(Clone, Debug)]
pub(super) struct Question {
    operation: Operation,
    path: Vec<(&'static str, String)>,
    query: Vec<(&'static str, String)>,
    body: Option<Bytes>,
}

impl Question {
    pub(super) fn new(operation: Operation) -> Self {
        Self { operation, path: Vec::new(), query: Vec::new(), body: None }
    }

    pub(super) fn path(mut self, name: &'static str, value: &str) -> Self {
        self.path.push((name, value.to_owned()));
        self
    }

    pub(super) fn query(mut self, name: &'static str, value: &str) -> Self {
        self.query.push((name, value.to_owned()));
        self
    }

    pub(super) fn body(mut self, body: &Value) -> Self {
        self.body = Some(body.to_string().into());
        self
    }

    fn call<'c>(&self, client: &'c Client) -> RawCall<'c> {
        let mut call = client.call_raw(self.operation);
        for (name, value) in &self.path {
            call = call.path(*name, value);
        }
        for (name, value) in &self.query {
            call = call.query(*name, value);
        }
        match &self.body {
            Some(body) => call.body(body.clone()),
            None => call,
        }
    }
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
        findings.extend(text(check, "failed_reason").or_else(|| text(check, "raw_error_msg")));
    }
    for check in entry.get("network_results").and_then(Value::as_array).into_iter().flatten() {
        findings.extend(text(check, "error_msg"));
    }
    Member { id: text(entry, "id"), name: text(base, "name").unwrap_or_default(), marks, findings }
}

/// A member that is a text and says something.
fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}
