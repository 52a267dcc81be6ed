//! Calls about synchronizations into StarRocks.

use drs_contract::Operation;
use serde_json::{Value, json};

use super::{Desk, error, refused, without_secrets};
use crate::machine::{Event, Refusal, Replication, ReplicationChange, ReplicationEvent, Reply, World};

impl Desk<'_> {
    pub(super) fn replications(&mut self) -> (u16, Value) {
        let config = || without_secrets(&self.body);
        match self.call.operation {
            Operation::ModifyDataSync => self.configure(),
            Operation::CreateStarRocksDataReplication => self.replicate(ReplicationChange::Start(config())),
            Operation::PauseStarRocksDataReplication => self.replicate(ReplicationChange::Pause),
            Operation::ResumeStarRocksDataReplication => self.replicate(ReplicationChange::Resume),
            Operation::DeleteStarRocksDataReplication => self.replicate(ReplicationChange::Delete),
            Operation::ListStarRocksDataReplications => self.list_replications(),
            Operation::ListStarRocksDataReplicationConfig => self.show_config(),
            Operation::ShowGaussMySqlJobInfo => self.show_workflow(),
            _ => error(404, "APIGW.0101", "The API does not exist or is not offered in this region."),
        }
    }

    fn change(&self, change: ReplicationChange) -> Event {
        let name = self.body["task_name"].as_str().unwrap_or_default().to_owned();
        Event::Replicate(ReplicationEvent { instance: self.path("instance_id").to_owned(), name, change })
    }

    fn replicate(&mut self, change: ReplicationChange) -> (u16, Value) {
        match self.apply(self.change(change)) {
            Ok(Reply::Query(id)) => (200, json!({"job_id": id})),
            Ok(_) => (200, json!({})),
            Err(refusal) => refused(refusal),
        }
    }

    fn configure(&mut self) -> (u16, Value) {
        let config = without_secrets(&self.body);
        match self.apply(self.change(ReplicationChange::Configure(config.clone()))) {
            Ok(Reply::Query(id)) => {
                let mut answer = copied(&config, &["task_name", "source_database_name", "target_database_name"]);
                answer["job_id"] = id.into();
                answer["tbl_config_check_results"] = tables(&config);
                answer["source_db_config_check_results"] = settings(&config);
                (200, answer)
            }
            Ok(_) => (200, json!({})),
            Err(refusal) => refused(refusal),
        }
    }

    fn list_replications(&mut self) -> (u16, Value) {
        let instance = self.path("instance_id");
        let full = self.world.settings.duration("FULL_TRANSFER_STARTED");
        let found: Vec<&Replication> =
            self.world.replications.values().filter(|known| known.instance == instance).collect();
        let total = found.len();
        let page = match self.page(found) {
            Ok(page) => page,
            Err(answer) => return answer,
        };
        let entry = |known: &&Replication| {
            let (stage, percent) = known.stage(full, self.now);
            json!({
                "source_database": database(&known.config, "source"),
                "target_database": database(&known.config, "target"),
                "task_name": known.name,
                "status": "Yes",
                "stage": stage,
                "percentage": percent.to_string(),
                "catchup_stage": "Wait",
                "catchup_percentage": "0",
                "is_need_repair": "false",
                "is_main_task": "true",
            })
        };
        (200, json!({"total_count": total.to_string(), "replications": page.iter().map(entry).collect::<Vec<_>>()}))
    }

    fn show_config(&mut self) -> (u16, Value) {
        let name = self.query("task_name").unwrap_or_default();
        let key = World::replication_key(self.path("instance_id"), name);
        let Some(known) = self.world.replications.get(&key) else { return refused(Refusal::NoSuchReplication) };
        let config = &known.config;
        let mut answer = json!({
            "target_database_name": database(config, "target"),
            "is_tables_change": false,
            "last_error_of_alter_table": "",
            "database_info": {"database_name": database(config, "source"), "db_config_check_results": settings(config)},
            "table_infos": tables(config),
        });
        for member in ["source_instance_id", "source_node_id", "table_repl_config"] {
            if let Some(value) = config.get(member) {
                answer[member] = value.clone();
            }
        }
        (200, answer)
    }

    fn show_workflow(&mut self) -> (u16, Value) {
        let Some(workflow) = self.query("id").and_then(|id| self.world.workflows.get(id)) else {
            return error(400, "DBS.200022", "The workflow does not exist.");
        };
        let is_over = self.now >= workflow.ends;
        let percent =
            (self.now.since(workflow.begun) * 100).checked_div(workflow.ends.since(workflow.begun)).unwrap_or(100);
        let time = |at: crate::machine::Moment| at.to_string().replace('Z', "+0000");
        (
            200,
            json!({"job": {
                "id": workflow.id,
                "name": workflow.name,
                "created": time(workflow.begun),
                "instance": {"id": workflow.instance, "name": "starrocks"},
                "status": if is_over { "Completed" } else { "Running" },
                "ended": if is_over { time(workflow.ends) } else { String::new() },
                "process": if is_over { String::new() } else { format!("{percent}%") },
            }}),
        )
    }
}

/// The database on one side: calls that configure and calls that start name it differently.
fn database(config: &Value, side: &str) -> Value {
    let names = [format!("{side}_database_name"), format!("{side}_database")];
    names.iter().find_map(|name| config.get(name)).cloned().unwrap_or_else(|| "".into())
}

/// Verdicts on the settings of tables: all are good.
fn tables(config: &Value) -> Value {
    verdicts(&config["tables_configs"], &["table_name", "table_config"])
}

/// Verdicts on the settings of the synchronization: all are good.
fn settings(config: &Value) -> Value {
    verdicts(&config["db_configs"], &["param_name", "value"])
}

fn verdicts(items: &Value, members: &[&str]) -> Value {
    let verdict = |item: &Value| {
        let mut verdict = copied(item, members);
        verdict["check_result"] = "success".into();
        verdict
    };
    items.as_array().into_iter().flatten().map(verdict).collect()
}

/// An object with those of the members that another one has.
fn copied(from: &Value, members: &[&str]) -> Value {
    members.iter().filter_map(|name| Some(((*name).to_owned(), from.get(*name)?.clone()))).collect()
}
