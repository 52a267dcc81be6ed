//! Actions on tasks, and changes of their settings.

use serde_json::Value;

use super::task::Deed;
use super::{Action, CheckKind, Life, Moment, Refusal, Reply, Status, World};

/// Changes that are allowed as long as a task lives.
const ALWAYS: [&str; 6] = ["name", "description", "notify", "expired_days", "speed_limit", "tuning_param"];

impl World {
    /// Does something with a task.
    pub(super) fn act(&mut self, task: &str, action: &Action) -> Result<Reply, Refusal> {
        let index = self.find(task)?;
        let status = self.tasks[index].status().ok_or(Refusal::NoSuchTask)?;
        let result =
            if status.allows(&action.name) { self.allowed(index, status, action) } else { Err(Refusal::WrongState) };
        self.done(index, action.word(), result.is_ok());
        result
    }

    fn allowed(&mut self, index: usize, status: Status, action: &Action) -> Result<Reply, Refusal> {
        match action.name.as_str() {
            "network" => return Ok(Reply::Query(self.begin_check(index, CheckKind::Network, &action.params))),
            "precheck" => return Ok(Reply::Query(self.begin_check(index, CheckKind::Precheck, &action.params))),
            "cloud_connection" => {
                return Ok(Reply::Query(self.begin_check(index, CheckKind::CloudConnection, &action.params)));
            }
            "diagnosis" => return Ok(Reply::Query(self.begin_check(index, CheckKind::Diagnosis, &action.params))),
            "create_compare" => {
                self.begin_check(index, CheckKind::Compare, &action.params);
            }
            "skip_precheck" => {
                let list = action.params.pointer("/skip_precheck_info/skipped_precheck_list").and_then(Value::as_array);
                let items = list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
                self.tasks[index].skipped.extend(items);
            }
            "start" => self.start(index, status, &action.params)?,
            "restart" if status.is("INCRE_TRANSFER_STARTED") || action.is_set("is_sync_re_edit") => {
                self.add_child(index, action)?;
            }
            "reset" if !self.has_passed(index) => return Err(Refusal::CheckNotPassed),
            "reset" => {
                self.tasks[index].work.restart();
                self.enter(index, Status::of("STARTJOBING"), Some("reset"));
            }
            "set_writable" => self.tasks[index].is_writable = true,
            "set_readonly" => self.tasks[index].is_writable = false,
            name => {
                if let Some(next) = status.next(Some(name)).next() {
                    self.enter(index, Status::of(next.to), Some(name));
                }
            }
        }
        Ok(Reply::Done)
    }

    /// Starts a task, now or at its time.
    fn start(&mut self, index: usize, status: Status, params: &Value) -> Result<(), Refusal> {
        if !self.tasks[index].has_instance {
            return Err(Refusal::InstanceLost);
        }
        if self.has_failed(index) {
            return Err(Refusal::CheckNotPassed);
        }
        let time = params.get("start_time").and_then(Value::as_str).and_then(Moment::parse_millis);
        let time = time.filter(|time| *time > self.now && status.is("CONFIGURATION"));
        self.tasks[index].starts = time;
        let to = if time.is_some() { "WAITING_FOR_START" } else { "STARTJOBING" };
        self.enter(index, Status::of(to), Some("start"));
        Ok(())
    }

    /// Adds the subtask that edited objects need.
    fn add_child(&mut self, index: usize, action: &Action) -> Result<(), Refusal> {
        let task = &self.tasks[index];
        if !action.is_set("is_sync_re_edit") || !task.is_edited {
            return Err(Refusal::WrongState);
        }
        let (name, batch, spec) = (task.name.clone(), task.batch, task.spec.clone());
        let child = self.add_task(name, batch, spec);
        self.tasks[child].parent = Some(index);
        self.tasks[index].children.push(child);
        self.tasks[index].is_edited = false;
        self.enter(child, Status::of("CHILD_TRANSFER_STARTING"), None);
        Ok(())
    }

    /// Removes a task that is over.
    pub(super) fn delete(&mut self, task: &str) -> Result<Reply, Refusal> {
        let index = self.find(task)?;
        if !self.tasks[index].status().is_some_and(|status| status.allows("delete_job")) {
            self.done(index, "DELETE", false);
            return Err(Refusal::WrongState);
        }
        self.enter(index, Status::of("DELETED"), Some("delete_job"));
        Ok(Reply::Done)
    }

    /// Changes settings of a task.
    pub(super) fn update(&mut self, task: &str, kind: &str, params: &Value) -> Result<Reply, Refusal> {
        let index = self.find(task)?;
        let status = self.tasks[index].status().ok_or(Refusal::NoSuchTask)?;
        let is_over = status.name().starts_with("RELEASE_") || status.allows("delete_job");
        let is_allowed = if ALWAYS.contains(&kind) { !is_over } else { status.allows("update_job") };
        let name = params.pointer("/base_info/name").and_then(Value::as_str).filter(|_| kind == "name");
        let is_taken =
            name.is_some_and(|name| !name.eq_ignore_ascii_case(&self.tasks[index].name) && self.is_taken(name, None));
        let result = match (is_allowed, is_taken) {
            (false, _) => Err(Refusal::WrongState),
            (true, true) => Err(Refusal::NameTaken),
            (true, false) => Ok(Reply::Done),
        };
        self.done(index, if kind == "db_object" { "CHOOSE_OBJECT" } else { "MODIFY_CONFIGURATION" }, result.is_ok());
        if result.is_ok() {
            self.change(index, kind, params);
        }
        result
    }

    /// Stores settings of a task, and lets go of what they put right.
    pub(super) fn change(&mut self, index: usize, kind: &str, params: &Value) {
        let task = &mut self.tasks[index];
        for (member, value) in params.as_object().into_iter().flatten() {
            match (task.spec.get_mut(member).and_then(Value::as_object_mut), value.as_object()) {
                (Some(known), Some(new)) if member == "base_info" => known.extend(new.clone()),
                _ if member == "job_id" => {}
                _ => task.spec[member.as_str()] = value.clone(),
            }
        }
        task.is_edited |= kind == "db_object" && task.is("INCRE_TRANSFER_STARTED");
        task.has_instance |= kind == "re_create";
        if let Some(name) = task.base("name").filter(|name| *name != task.name).map(str::to_owned) {
            self.names.entry(task.name.to_lowercase()).or_default().retain(|known| *known != index);
            self.names.entry(name.to_lowercase()).or_default().push(index);
            task.name = name;
        }
        let has_endpoints = params.get("source_endpoint").is_some() || params.get("target_endpoint").is_some();
        let is_cured = |life: &Life| match life {
            Life::ConnectFails(_) => has_endpoints.then_some(()),
            Life::PrecheckFails(_) => matches!(kind, "all" | "policy" | "db_object" | "tuning_param").then_some(()),
            _ => None,
        };
        let cured: Vec<String> = self.fates(index, is_cured).map(|(text, ())| text).collect();
        self.tasks[index].spent.extend(cured);
    }

    /// Notes that somebody did something with a task.
    pub(super) fn done(&mut self, index: usize, name: &str, succeeded: bool) {
        let at = self.now;
        self.tasks[index].deeds.push(Deed { at, name: name.to_owned(), succeeded });
    }
}
