//! Calls that list tasks, or ask what there can be.

use drs_contract::Operation;
use serde_json::{Value, json};

use super::words::job_action;
use super::{Desk, error, refused};
use crate::machine::{Refusal, Status, Task};

impl Desk<'_> {
    pub(super) fn list_tasks(&mut self) -> (u16, Value) {
        let at = self.listed_at();
        let listed = self.world.tasks.iter().filter(|task| task.parent.is_none());
        let mut found: Vec<(&Task, Status)> = listed
            .filter_map(|task| Some((task, task.listed_at(at)?)))
            .filter(|(task, status)| self.is_wanted(task, *status))
            .collect();
        let key = |task: &Task, status: Status| match self.query("sort_key") {
            Some("name") => task.name.to_lowercase(),
            Some("status") => status.name().to_owned(),
            Some("net_type") => task.base("net_type").unwrap_or_default().to_owned(),
            Some("job_direction") => task.base("job_direction").unwrap_or_default().to_owned(),
            Some("pay_mode") => task.base("charging_mode").unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        match self.query("sort_key") {
            None | Some("create_time") => found.sort_by_key(|(task, _)| task.created),
            Some(_) => found.sort_by_cached_key(|(task, status)| key(task, *status)),
        }
        if self.query("sort_dir") != Some("asc") {
            found.reverse();
        }
        let total = found.len();
        match self.page(found) {
            Ok(page) => {
                let jobs: Vec<_> = page.iter().map(|(task, status)| self.entry(task, *status, at)).collect();
                (200, json!({"total_count": total, "jobs": jobs}))
            }
            Err(answer) => answer,
        }
    }

    fn is_wanted(&self, task: &Task, status: Status) -> bool {
        let has = |name: &str, value: Option<&str>| {
            self.query(name).is_none_or(|wanted| wanted.is_empty() || Some(wanted) == value)
        };
        let is_named = self.query("name").is_none_or(|wanted| {
            wanted.split(',').any(|id| id == task.id) || task.name.to_lowercase().contains(&wanted.to_lowercase())
        });
        let endpoints = ["source_endpoint", "target_endpoint"].map(|side| task.spec[side].as_array());
        let mut endpoints = endpoints.into_iter().flatten().flatten().map(|endpoint| &endpoint["endpoint"]);
        let is_of_instances = self.call.query["instance_ids"]
            .as_array()
            .is_none_or(|ids| endpoints.clone().any(|endpoint| ids.contains(&endpoint["instance_id"])));
        let is_of_address = self.query("instance_ip").is_none_or(|ip| endpoints.any(|endpoint| endpoint["ip"] == ip));
        let has_status = self.query("status").is_none_or(|wanted| wanted.split(',').any(|word| word == status.name()));
        has("job_type", Some(task.base("job_type").unwrap_or("sync")))
            && has("engine_type", task.base("engine_type"))
            && has("net_type", task.base("net_type"))
            && has("enterprise_project_id", Some(task.base("enterprise_project_id").unwrap_or("0")))
            && is_named
            && is_of_instances
            && is_of_address
            && has_status
    }

    fn entry(&self, task: &Task, status: Status, at: crate::machine::Moment) -> Value {
        let base = |name: &str, usual: &str| task.base(name).unwrap_or(usual).to_owned();
        let mut entry = json!({
            "id": task.id,
            "name": task.name,
            "status": status.name(),
            "description": base("description", ""),
            "create_time": task.created.to_string(),
            "engine_type": base("engine_type", ""),
            "net_type": base("net_type", "eip"),
            "charging_mode": base("charging_mode", "on_demand"),
            "billing_tag": task.has_instance && !matches!(status.name(), "CREATING" | "CREATE_FAILED" | "RELEASE_RESOURCE_COMPLETE"),
            "job_direction": base("job_direction", "up"),
            "job_type": base("job_type", "sync"),
            "task_type": task.task_type(),
            "enterprise_project_id": base("enterprise_project_id", "0"),
            "job_mode": if task.parent.is_some() { "sync_child" } else { "single" },
            "job_mode_role": if task.parent.is_some() { "child" } else { "parent" },
            "is_multi_az": false,
            "node_role": "",
            "node_new_framework": true,
            "job_action": job_action(status),
        });
        if task.parent.is_none() {
            let children = task.children.iter().map(|index| &self.world.tasks[*index]);
            let listed = children.filter_map(|child| Some(self.entry(child, child.listed_at(at)?, at)));
            entry["children"] = listed.collect::<Vec<_>>().into();
        }
        entry
    }

    pub(super) fn show_actions(&mut self) -> (u16, Value) {
        if let Some(status) = self.world.task(self.path("job_id")).and_then(Task::status) {
            return (200, json!({"job_action": job_action(status)}));
        }
        let (code, message) = Refusal::NoSuchTask.text();
        error(422, code, message)
    }

    pub(super) fn show_timeline(&mut self) -> (u16, Value) {
        let Some(task) = self.world.task(self.path("job_id")) else { return refused(Refusal::NoSuchTask) };
        let user = &self.world.batches[task.batch].user;
        let entries: Vec<Value> = task
            .deeds
            .iter()
            .map(|deed| {
                let status = if deed.succeeded { "success" } else { "failed" };
                json!({"name": deed.name, "status": status, "operation_time": deed.at.to_string(), "user_name": user})
            })
            .collect();
        let count = entries.len();
        match self.page(entries) {
            Ok(page) => (200, json!({"count": count, "timelines": page})),
            Err(answer) => answer,
        }
    }

    pub(super) fn show_quotas(&mut self) -> (u16, Value) {
        let quota = self.world.settings.quota;
        let resource = json!({"type": "instances", "min": 0, "max": quota, "quota": quota, "used": self.world.used()});
        (200, json!({"quotas": {"resource": resource}}))
    }

    pub(super) fn validate_name(&mut self) -> (u16, Value) {
        let name = self.body["name"].as_str().unwrap_or_default();
        if !self.world.is_taken(name, None) {
            return (200, json!({"is_valid": true}));
        }
        let (code, message) = Refusal::NameTaken.text();
        error(422, code, message)
    }

    /// One kind of task for each pair of databases that the contract knows.
    pub(super) fn list_links(&mut self) -> (u16, Value) {
        let parameters = Operation::ListJobs.parameters().iter();
        let engines =
            parameters.filter(|parameter| parameter.field.name == "engine_type").flat_map(|engine| engine.field.values);
        let entries: Vec<Value> = engines
            .map(|engine| {
                json!({
                    "engine_type": engine.value,
                    "net_type": "eip",
                    "task_modes": ["FULL_TRANS", "FULL_INCR_TRANS"],
                    "job_direction": "up",
                    "is_support_bind_eip": true,
                })
            })
            .collect();
        let total = entries.len();
        match self.page(entries) {
            Ok(page) => (200, json!({"total_count": total, "support_links": page})),
            Err(answer) => answer,
        }
    }

    /// Objects are stored at once, so every change is stored.
    pub(super) fn show_saving(&mut self) -> (u16, Value) {
        match self.world.task(self.path("job_id")) {
            Some(_) => (200, json!({"id": self.query("query_id"), "status": "success"})),
            None => refused(Refusal::NoSuchTask),
        }
    }
}
