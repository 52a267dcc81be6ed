//! One task, from each of its sides.

use serde_json::{Value, json};

use super::{Desk, error, refused};
use crate::machine::{Refusal, Status, Task};

/// Members of the settings that a detail repeats. The choice of objects is never among them.
const SETTINGS: [&str; 7] = [
    "source_endpoint",
    "target_endpoint",
    "alarm_notify",
    "speed_limit",
    "policy_config",
    "node_info",
    "public_ip_list",
];

/// Id, time and settings of a task.
pub(super) fn settings(task: &Task) -> Value {
    let mut detail = json!({"id": task.id, "create_time": task.created.to_string()});
    let mut base = task.spec["base_info"].clone();
    if !base.is_object() {
        base = json!({});
    }
    base["name"] = task.name.clone().into();
    detail["base_info"] = base;
    for member in SETTINGS {
        if let Some(value) = task.spec.get(member) {
            detail[member] = value.clone();
        }
    }
    if !task.has_instance && task.has_been("CONFIGURATION") {
        detail["node_info"] = Value::Null;
        detail.as_object_mut().map(|members| members.remove("node_info"));
    }
    detail
}

impl Desk<'_> {
    pub(super) fn show_task(&mut self) -> (u16, Value) {
        let Some(task) = self.world.task(self.path("job_id")) else { return refused(Refusal::NoSuchTask) };
        let status = task.status().map_or("", Status::name);
        let head = json!({"id": task.id, "status": status, "create_time": task.created.to_string()});
        let kind = self.query("type").unwrap_or_default();
        let members = match kind {
            "detail" => Ok(settings(task)),
            "overview" => Ok(self.overview(task)),
            "progress" => Ok(self.progress(task)),
            "log" => self.log(task),
            "is_writable" => Ok(json!({"is_writable": if task.is_writable { "success" } else { "pending" }})),
            "network" | "cloud_connection" => self.connections(task),
            "precheck" => self.precheck(task),
            "diagnosis" => self.diagnosis(task),
            "diagnosis_history" => Ok(self.diagnoses(task)),
            "compare" => Ok(self.comparison(task)),
            _ => Ok(json!({})),
        };
        match members {
            Ok(members) => {
                let mut job = head;
                if let (Some(job), Value::Object(members)) = (job.as_object_mut(), members) {
                    job.extend(members);
                }
                (200, json!({"job": job}))
            }
            Err(answer) => answer,
        }
    }

    fn overview(&self, task: &Task) -> Value {
        let mut progress = json!({"create_time": self.now.to_string()});
        let began = |name: &str| task.phases.iter().find(|(_, status)| status.is(name)).map(|(at, _)| at.to_string());
        for (member, state) in [
            ("full_start_time", "FULL_TRANSFER_STARTED"),
            ("full_complete_time", "FULL_TRANSFER_COMPLETE"),
            ("incr_start_time", "INCRE_TRANSFER_STARTED"),
            ("end_time", "RELEASE_RESOURCE_COMPLETE"),
        ] {
            if let Some(at) = began(state) {
                progress[member] = at.into();
            }
        }
        json!({"base_info": settings(task)["base_info"], "migration_object_progress_info": progress})
    }

    fn log(&self, task: &Task) -> Result<Value, (u16, Value)> {
        let level = self.query("log_level");
        let wanted = task.log.iter().filter(|entry| level.is_none_or(|level| level == entry.level));
        let entries: Vec<Value> = wanted
            .map(|entry| json!({"level": entry.level, "message": entry.message, "create_time": entry.at.to_string()}))
            .collect();
        let total = entries.len();
        Ok(json!({"total_count": total, "logs": self.page(entries)?}))
    }

    /// What to answer to a query id that nobody was given.
    pub(super) fn unknown_query() -> (u16, Value) {
        error(400, "DRS.10000009", "The parameter query_id is missing, or nothing was begun with this id.")
    }
}
