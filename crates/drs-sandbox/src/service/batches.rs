//! Calls about batches.

use serde_json::{Value, json};

use super::{Desk, error, refused, without_secrets};
use crate::machine::{Batch, Event, Reply};

impl Desk<'_> {
    pub(super) fn create(&mut self) -> (u16, Value) {
        let items = self.body["jobs"].as_array().into_iter().flatten().map(without_secrets).collect();
        let event = Event::Create { items, user: self.call.user.clone(), domain: self.call.domain.clone() };
        match self.apply(event) {
            Ok(Reply::Batch(id)) => (202, json!({"job": {"async_job_id": id}})),
            Ok(_) => (202, json!({})),
            Err(refusal) => refused(refusal),
        }
    }

    pub(super) fn list_batches(&mut self) -> (u16, Value) {
        let at = self.listed_at();
        let has = |name: &str, value: &str| self.query(name).is_none_or(|wanted| wanted.is_empty() || wanted == value);
        let is_listed = |batch: &&Batch| {
            batch.listed <= at
                && has("async_job_id", &batch.id)
                && has("status", batch.status_at(at).name())
                && has("domain_name", &batch.domain)
                && has("user_name", &batch.user)
        };
        let mut found: Vec<&Batch> = self.world.batches.iter().filter(is_listed).collect();
        if self.query("sort_dir") != Some("asc") {
            found.reverse();
        }
        let total = found.len();
        let page = match self.page(found) {
            Ok(page) => page,
            Err(answer) => return answer,
        };
        let entry = |batch: &&Batch| {
            json!({
                "async_job_id": batch.id,
                "status": batch.status_at(at).name(),
                "domain_name": batch.domain,
                "user_name": batch.user,
                "create_time": batch.created.to_string(),
            })
        };
        (200, json!({"total_count": total, "jobs": page.iter().map(entry).collect::<Vec<_>>()}))
    }

    pub(super) fn show_batch(&mut self) -> (u16, Value) {
        let at = self.listed_at();
        let Some(batch) = self.world.batch(self.path("async_job_id")) else {
            return refused(crate::machine::Refusal::NoSuchBatch);
        };
        let members: Vec<_> = batch.tasks.iter().enumerate().rev().collect();
        let total = members.len();
        let page = match self.page(members) {
            Ok(page) => page,
            Err(answer) => return answer,
        };
        let has_failed = batch.phases.iter().any(|(began, it)| *began <= at && it.is("ASYNC_JOB_VALIDATE_FAILED"));
        let entry = |(position, index): &(usize, &usize)| {
            let task = &self.world.tasks[**index];
            let mut entry = super::detail::settings(task);
            let status = task.status_at(at);
            if let Some(status) = status {
                entry["status"] = status.name().into();
            }
            let reasons: Vec<_> = batch.findings.iter().filter(|(found, _)| found == position).collect();
            if status.is_none() && has_failed && !reasons.is_empty() {
                entry["precheck_result"] = failed_check(reasons.iter().map(|(_, reason)| reason.as_str()));
            }
            entry
        };
        (200, json!({"total_count": total, "jobs": page.iter().map(entry).collect::<Vec<_>>()}))
    }

    pub(super) fn commit(&mut self) -> (u16, Value) {
        let batch = self.path("async_job_id").to_owned();
        match self.apply(Event::Commit { batch: batch.clone() }) {
            Ok(Reply::Commit(status, text)) => {
                (200, json!({"job": {"async_job_id": batch, "status": status.name(), "msg": text}}))
            }
            Ok(_) => (200, json!({})),
            Err(refusal) => refused(refusal),
        }
    }

    pub(super) fn repair(&mut self) -> (u16, Value) {
        let batch = self.path("async_job_id").to_owned();
        if self.world.batch(&batch).is_none() {
            return refused(crate::machine::Refusal::NoSuchBatch);
        }
        let items: Vec<Value> = self.body["jobs"].as_array().cloned().unwrap_or_default();
        let mut verdicts = Vec::new();
        for item in items {
            let params = without_secrets(&item["params"]);
            let task = params["job_id"].as_str().map(str::to_owned);
            let kind = item["type"].as_str().unwrap_or_default().to_owned();
            let event = Event::Repair { batch: batch.clone(), task: task.clone(), kind, params };
            verdicts.push(match self.apply(event) {
                Ok(Reply::Task { id, name }) => json!({"id": id, "name": name, "status": "Success"}),
                Ok(_) => json!({"status": "Success"}),
                Err(refusal) => super::verdicts::failed(task.as_deref(), None, refusal),
            });
        }
        if verdicts.is_empty() {
            return error(400, "DRS.10000009", "The request names no task.");
        }
        (202, json!({"jobs": verdicts}))
    }
}

/// What the check of parameters found, where a detail has room for it.
fn failed_check<'a>(reasons: impl Iterator<Item = &'a str>) -> Value {
    let item = |reason: &str| json!({"item": "parameterCheck", "result": "FAILED", "failed_reason": reason, "is_support_skip": false, "is_skipped": false});
    json!({
        "result": false,
        "process": "100%",
        "total_passed_rate": "0%",
        "precheck_results": reasons.map(item).collect::<Vec<_>>(),
    })
}
