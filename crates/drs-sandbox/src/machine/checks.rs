//! Checks of tasks: begun, and what they find.

use serde_json::Value;

use super::{Check, CheckItem, CheckKind, Life, Side, World};

/// Items of a precheck: name, group, and whether it may be skipped.
const ITEMS: [(&str, &str, bool); 8] = [
    ("srcDbConnection", "connection", false),
    ("dstDbConnection", "connection", false),
    ("srcDbVersion", "source", false),
    ("srcBinlogFormatCheck", "source", false),
    ("srcUserPermission", "source", false),
    ("dstDbDiskSize", "destination", true),
    ("dstUserPermission", "destination", false),
    ("objectNameConflict", "objects", true),
];

impl World {
    /// Begins a check of a task, and returns the id that its result is read with.
    pub(super) fn begin_check(&mut self, index: usize, kind: CheckKind, params: &Value) -> String {
        let items = match kind {
            CheckKind::Network => self.connections(index, params),
            CheckKind::Precheck => self.precheck_items(index),
            CheckKind::CloudConnection => {
                let name = params.pointer("/replay_config/db_instance_id").and_then(Value::as_str).unwrap_or("source");
                vec![CheckItem::passed(name, "connection", false)]
            }
            CheckKind::Diagnosis | CheckKind::Compare => Vec::new(),
        };
        let id = self.ids.uuid("query");
        let ends = self.now.after(self.length(index, kind.duration_name()));
        self.note(ends);
        if kind == CheckKind::Precheck {
            self.tasks[index].precheck = Some(id.clone());
        }
        let check = Check { kind, begun: self.now, ends, items };
        self.tasks[index].checks.insert(id.clone(), check);
        id
    }

    /// Runs what a task goes through that starts by itself.
    pub(super) fn check_by_itself(&mut self, index: usize) {
        self.begin_check(index, CheckKind::Network, &Value::Null);
        self.begin_check(index, CheckKind::Precheck, &Value::Null);
    }

    /// Whether the last precheck of a task is over and has passed.
    pub(super) fn has_passed(&self, index: usize) -> bool {
        self.last_precheck(index).is_some_and(|check| check.is_over(self.now)) && !self.has_failed(index)
    }

    /// Whether the last precheck of a task has failed.
    pub(super) fn has_failed(&self, index: usize) -> bool {
        let skipped = &self.tasks[index].skipped;
        let fails = |item: &CheckItem| item.failure.is_some() && !(item.can_be_skipped && skipped.contains(&item.name));
        self.last_precheck(index).is_some_and(|check| check.items.iter().any(fails))
    }

    fn last_precheck(&self, index: usize) -> Option<&Check> {
        let task = &self.tasks[index];
        task.checks.get(task.precheck.as_ref()?)
    }

    /// Which sides of a task cannot be connected to, and the rules that say so.
    fn unreachable(&self, index: usize) -> Vec<(String, Side)> {
        let side = |life: &Life| if let Life::ConnectFails(side) = life { Some(*side) } else { None };
        self.fates(index, side).collect()
    }

    fn connections(&mut self, index: usize, params: &Value) -> Vec<CheckItem> {
        let unreachable = self.unreachable(index);
        let spec = &self.tasks[index].spec;
        let given = params.get("endpoints").and_then(Value::as_array);
        let stored = [spec.get("source_endpoint"), spec.get("target_endpoint")];
        let stored: Vec<&Value> = stored.into_iter().flatten().filter_map(Value::as_array).flatten().collect();
        let endpoints: Vec<&Value> =
            given.filter(|given| !given.is_empty()).map_or(stored, |given| given.iter().collect());
        let is_tried = |side: &Side| endpoints.iter().any(|endpoint| side_of(endpoint) == *side);
        let unreachable: Vec<_> = unreachable.into_iter().filter(|(_, side)| is_tried(side)).collect();
        let connection = |endpoint: &&Value| {
            let text = |pointer: &str| endpoint.pointer(pointer).and_then(Value::as_str);
            let side = side_of(endpoint);
            let name = text("/endpoint/ip").or_else(|| text("/endpoint/instance_id")).unwrap_or("127.0.0.1");
            let failure = format!("The host does not answer on port {}.", text("/endpoint/db_port").unwrap_or("3306"));
            CheckItem {
                failure: unreachable.iter().any(|(_, known)| *known == side).then_some(failure),
                ..CheckItem::passed(name, "connection", false)
            }
        };
        let connections = endpoints.iter().map(connection).collect();
        self.fired.extend(unreachable.into_iter().map(|(text, _)| text));
        connections
    }

    fn precheck_items(&mut self, index: usize) -> Vec<CheckItem> {
        let mut items: Vec<_> = ITEMS.iter().map(|(name, group, skip)| CheckItem::passed(name, group, *skip)).collect();
        for (text, side) in self.unreachable(index) {
            self.fired.push(text);
            let place = usize::from(side == Side::Target);
            items[place].failure = Some("The database cannot be reached.".to_owned());
        }
        let item = |life: &Life| if let Life::PrecheckFails(item) = life { Some(item.clone()) } else { None };
        let failures: Vec<_> = self.fates(index, item).collect();
        for (text, name) in failures {
            self.fired.push(text);
            if !items.iter().any(|item| item.name == name) {
                items.push(CheckItem::passed(&name, "objects", true));
            }
            let failing = items.iter_mut().find(|item| item.name == name);
            if let Some(item) = failing {
                item.failure = Some(format!("The check {name} did not pass."));
            }
        }
        items
    }
}

/// The database that an endpoint is.
fn side_of(endpoint: &Value) -> Side {
    let role = endpoint.get("endpoint_role").and_then(Value::as_str);
    if role == Some("ta") { Side::Target } else { Side::Source }
}
