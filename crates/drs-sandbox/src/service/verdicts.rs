//! Actions on tasks, alone and in lists, and the verdicts on them.

use serde_json::{Value, json};

use super::{Desk, refused, without_secrets};
use crate::machine::{Action, Event, Refusal, Reply};

/// A verdict on something that was refused.
pub(super) fn failed(id: Option<&str>, name: Option<&str>, refusal: Refusal) -> Value {
    let (code, message) = refusal.text();
    let code = if refusal == Refusal::NoSuchTask { "DRS.10020102" } else { code };
    let mut verdict = json!({"status": "failed", "error_code": code, "error_msg": message});
    for (member, value) in [("id", id), ("name", name)] {
        if let Some(value) = value {
            verdict[member] = value.into();
        }
    }
    verdict
}

impl Desk<'_> {
    fn name_of(&self, task: &str) -> Option<String> {
        self.world.task(task).map(|task| task.name.clone())
    }

    fn event(task: &str, item: &Value) -> Event {
        let name = item["action_name"].as_str().unwrap_or_default().to_owned();
        let params = without_secrets(&item["action_params"]);
        Event::Act { task: task.to_owned(), action: Action { name, params } }
    }

    pub(super) fn act(&mut self) -> (u16, Value) {
        let id = self.path("job_id").to_owned();
        let event = Self::event(&id, &self.body["job"]);
        self.acknowledge(&id, event)
    }

    pub(super) fn end(&mut self) -> (u16, Value) {
        let id = self.path("job_id").to_owned();
        let event = Event::Act { task: id.clone(), action: Action::new("stop_job_action") };
        self.acknowledge(&id, event)
    }

    /// Lets an event happen to one task. A refusal because of its state is a verdict and not an error.
    fn acknowledge(&mut self, id: &str, event: Event) -> (u16, Value) {
        let name = self.name_of(id);
        match self.apply(event) {
            Ok(Reply::Query(query)) => (202, json!({"query_id": query})),
            Ok(_) => (200, json!({"status": "success"})),
            Err(Refusal::NoSuchTask) => refused(Refusal::NoSuchTask),
            Err(refusal) => (200, failed(Some(id), name.as_deref(), refusal)),
        }
    }

    pub(super) fn act_on_several(&mut self) -> (u16, Value) {
        let items: Vec<Value> = self.body["jobs"].as_array().cloned().unwrap_or_default();
        let verdicts: Vec<Value> = items
            .iter()
            .map(|item| {
                let id = item["job_id"].as_str().unwrap_or_default();
                self.judge(id, Self::event(id, item))
            })
            .collect();
        let has_begun = !verdicts.is_empty() && verdicts.iter().all(|verdict| verdict.get("query_id").is_some());
        (if has_begun { 202 } else { 200 }, json!({"jobs": verdicts}))
    }

    pub(super) fn end_several(&mut self) -> (u16, Value) {
        let items: Vec<Value> = self.body["jobs"].as_array().cloned().unwrap_or_default();
        let ids = items.iter().map(|item| item["job_id"].as_str().unwrap_or_default());
        let verdicts: Vec<Value> = ids
            .map(|id| self.judge(id, Event::Act { task: id.to_owned(), action: Action::new("stop_job_action") }))
            .collect();
        (200, json!({"jobs": verdicts}))
    }

    /// Lets an event happen to one of several tasks.
    fn judge(&mut self, id: &str, event: Event) -> Value {
        let name = self.name_of(id);
        match self.apply(event) {
            Ok(Reply::Query(query)) => json!({"id": id, "name": name, "query_id": query}),
            Ok(_) => json!({"id": id, "name": name, "status": "success"}),
            Err(refusal) => failed(Some(id), name.as_deref(), refusal),
        }
    }

    pub(super) fn delete(&mut self) -> (u16, Value) {
        let task = self.path("job_id").to_owned();
        match self.apply(Event::Delete { task }) {
            Ok(_) => (200, json!({})),
            Err(refusal) => refused(refusal),
        }
    }

    pub(super) fn update_task(&mut self) -> (u16, Value) {
        let id = self.path("job_id").to_owned();
        let kind = self.body["job"]["type"].as_str().unwrap_or_default().to_owned();
        let params = without_secrets(&self.body["job"]["params"]);
        match self.apply(Event::Update { task: id.clone(), kind, params }) {
            Ok(_) => (200, json!({"id": id, "name": self.name_of(&id), "status": "success"})),
            Err(Refusal::WrongState) => {
                let message = "The current task status does not allow this change.";
                let verdict = json!({"id": id, "name": self.name_of(&id), "status": "failed", "error_code": "DRS.10000013", "error_msg": message});
                (200, verdict)
            }
            Err(refusal) => refused(refusal),
        }
    }

    /// The v3 call: its verdicts and codes are its own.
    pub(super) fn set_policies(&mut self) -> (u16, Value) {
        let items: Vec<Value> = self.body["jobs"].as_array().cloned().unwrap_or_default();
        let mut results = Vec::new();
        for item in items {
            let id = item["job_id"].as_str().unwrap_or_default().to_owned();
            let params = json!({"sync_policy": without_secrets(&item)});
            results.push(match self.apply(Event::Update { task: id.clone(), kind: "policy".to_owned(), params }) {
                Ok(_) => json!({"id": id, "status": "success"}),
                Err(refusal) => {
                    let code = if refusal == Refusal::NoSuchTask { "DRS.M00289" } else { "DRS.M00304" };
                    json!({"id": id, "status": "failed", "error_code": code, "error_msg": refusal.text().1})
                }
            });
        }
        let has_success = results.iter().any(|result| result["status"] == "success");
        (if has_success { 200 } else { 400 }, json!({"count": results.len(), "results": results}))
    }
}
