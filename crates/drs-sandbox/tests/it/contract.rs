//! Every answer against the contract: its schema, no member that the contract does not know, no word outside of its lists.

use std::collections::{BTreeMap, BTreeSet};

use drs_contract::{EXAMPLES, Example, Location, Operation, Service};
use drs_sandbox::AfterCommit;
use serde_json::{Value, json};

use crate::caller::{Answer, Caller, quiet};

const DESCRIPTION: &str = include_str!("../../../../dist/openapi-3.1.json");
const INSTANCE: &str = "a18f0b6b2d5e4f3c9d7e8a1b2c3d4e5fin17";

struct Contract {
    description: Value,
    /// Validators by operation and status, which are slow to make.
    validators: BTreeMap<(&'static str, u16), jsonschema::Validator>,
}

impl Contract {
    fn new() -> Self {
        Self { description: serde_json::from_str(DESCRIPTION).unwrap(), validators: BTreeMap::new() }
    }

    /// Schema of the answers of an operation with a status.
    fn schema(&self, operation: Operation, status: u16) -> &Value {
        let method = operation.method().to_lowercase();
        let responses = &self.description["paths"][operation.path()][method]["responses"];
        let keys = [status.to_string(), format!("{}XX", status / 100)];
        let response = keys.iter().find_map(|key| responses.get(key));
        &response.unwrap_or_else(|| panic!("{operation} has no answer {status}"))["content"]["application/json"]["schema"]
    }

    /// What is wrong with an answer.
    fn check(&mut self, operation: Operation, answer: &Answer) -> Vec<String> {
        let key = (operation.id(), answer.status);
        if !self.validators.contains_key(&key) {
            let schema = self.schema(operation, answer.status);
            let whole = json!({"allOf": [schema], "components": self.description["components"]});
            self.validators.insert(key, jsonschema::validator_for(&whole).unwrap());
        }
        let schema = self.schema(operation, answer.status);
        let mut found: Vec<String> = self.validators[&key]
            .iter_errors(&answer.body)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        self.walk(&[schema], &answer.body, "", &mut found);
        found
    }

    /// The schema and all that it refers to or consists of.
    fn parts<'a>(&'a self, schema: &'a Value, parts: &mut Vec<&'a Value>) {
        parts.push(schema);
        if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix('#')) {
            self.parts(self.description.pointer(name).unwrap(), parts);
        }
        for part in ["allOf", "anyOf", "oneOf"].iter().filter_map(|key| schema[*key].as_array()).flatten() {
            self.parts(part, parts);
        }
    }

    fn walk(&self, schemas: &[&Value], value: &Value, place: &str, found: &mut Vec<String>) {
        let mut parts = Vec::new();
        for schema in schemas {
            self.parts(schema, &mut parts);
        }
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    let known: Vec<&Value> = parts.iter().filter_map(|part| part["properties"].get(name)).collect();
                    let open: Vec<&Value> = parts
                        .iter()
                        .filter_map(|part| part.get("additionalProperties"))
                        .filter(|open| open.is_object())
                        .collect();
                    let next = if known.is_empty() { open } else { known };
                    let place = format!("{place}/{name}");
                    if next.is_empty() {
                        found.push(format!("{place}: no such member"));
                    } else {
                        self.walk(&next, member, &place, found);
                    }
                }
            }
            Value::Array(items) => {
                let next: Vec<&Value> = parts.iter().filter_map(|part| part.get("items")).collect();
                for (index, item) in items.iter().enumerate() {
                    self.walk(&next, item, &format!("{place}/{index}"), found);
                }
            }
            Value::String(text) => {
                let lists = parts.iter().filter_map(|part| part["x-extensible-enum"].as_array());
                if lists.into_iter().any(|list| !list.contains(&json!(text))) {
                    found.push(format!("{place}: `{text}` is not in the list"));
                }
            }
            _ => {}
        }
    }
}

/// Things that exist.
struct Ids<'a> {
    project: &'a str,
    task: &'a str,
    batch: &'a str,
    workflow: &'a str,
}

/// The call that an example makes, with the ids of things that exist.
fn call(operation: Operation, text: &str, ids: &Ids<'_>) -> (String, Value) {
    let Ids { project, task, batch, workflow } = *ids;
    let mut path = operation.path().to_owned();
    for parameter in operation.parameters().iter().filter(|parameter| parameter.location == Location::Path) {
        let value = match parameter.field.name {
            "project_id" => project,
            "job_id" => task,
            "async_job_id" => batch,
            _ => INSTANCE,
        };
        path = path.replace(&format!("{{{}}}", parameter.field.name), value);
    }
    let mut document: Value = serde_json::from_str(text).unwrap();
    if operation.has_body() {
        for job in document
            .get_mut("jobs")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
            .filter(|job| job.get("job_id").is_some())
        {
            job["job_id"] = task.into();
        }
        return (path, document);
    }
    if document.get("id").is_some() {
        document["id"] = workflow.into();
    }
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned).replace(',', "%2C");
    let pairs = document.as_object().unwrap().iter().flat_map(|(name, value)| match value {
        Value::Array(items) => items.iter().map(|item| format!("{name}={}", text(item))).collect(),
        value => vec![format!("{name}={}", text(value))],
    });
    (format!("{path}?{}", pairs.collect::<Vec<_>>().join("&")), Value::Null)
}

#[tokio::test]
async fn every_answer_to_every_example_is_in_the_contract() {
    let mut contract = Contract::new();
    let mut seen = BTreeMap::new();
    for after_commit in [AfterCommit::Start, AfterCommit::Configuration] {
        let sandbox = quiet().after_commit(after_commit).start().await.unwrap();
        let caller = Caller::new(&sandbox);
        let project = sandbox.project_id();
        let batch = caller.create(&["stock", "users"]).await;
        let mut examples: Vec<_> =
            EXAMPLES.iter().filter(|example| example.operation != Operation::DeleteJob).collect();
        let edit = json!({"job": {"type": "db_object", "params": {"db_object": {"object_scope": "all"}}}});
        let mut workflow = String::new();
        // Whatever comes late meets a task that something else has ended, so each step begins with other calls.
        for step in 0..6 {
            let task = caller.build(&[&format!("orders-{step}")]).await.remove(0);
            let sixth = examples.len() / 6;
            examples.rotate_left(sixth);
            // What deletes comes last, or the calls behind it would have nothing to be about.
            let (last, first): (Vec<&Example>, Vec<&Example>) = examples
                .iter()
                .copied()
                .partition(|example| example.operation == Operation::DeleteStarRocksDataReplication);
            for example in first.into_iter().chain(last) {
                if example.operation.service() == Service::Taurusdb {
                    caller.pass(60).await;
                }
                let ids = Ids { project, task: &task, batch: &batch, workflow: &workflow };
                let (path, body) = call(example.operation, example.text, &ids);
                let answer = caller.ask(example.operation.method(), &path, &body).await;
                let found = contract.check(example.operation, &answer);
                assert!(
                    found.is_empty(),
                    "{} {} at step {step}: {found:#?}\n{answer:#?}",
                    example.operation,
                    example.name
                );
                let statuses: &mut BTreeSet<u16> = seen.entry(example.operation.id()).or_default();
                statuses.insert(answer.status);
                if example.operation == Operation::ModifyDataSync && answer.status == 200 {
                    workflow = answer.body["job_id"].as_str().unwrap().to_owned();
                }
            }
            caller.call("PUT", &format!("/jobs/{task}"), &edit).await;
            caller.pass(900 * step).await;
        }
    }
    let never: Vec<_> = seen.iter().filter(|(_, statuses)| statuses.iter().all(|status| *status >= 300)).collect();
    assert!(never.is_empty(), "some of the calls never succeed: {never:?}");
    let missing: Vec<_> = Operation::ALL.iter().filter(|operation| !seen.contains_key(operation.id())).collect();
    assert!(missing.iter().all(|operation| operation.is_bare() || **operation == Operation::DeleteJob), "{missing:?}");
}

#[tokio::test]
async fn answers_to_calls_without_parameters_are_in_the_contract() {
    let mut contract = Contract::new();
    let sandbox = quiet().start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let task = caller.build(&["orders"]).await.remove(0);
    let batch = sandbox.batches()[0].async_job_id.clone();
    for operation in Operation::ALL.into_iter().filter(|operation| operation.is_bare()) {
        for (task, batch) in [(task.as_str(), batch.as_str()), ("unknown", "unknown")] {
            let ids = Ids { project: sandbox.project_id(), task, batch, workflow: "unknown" };
            let (path, body) = call(operation, "{}", &ids);
            let answer = caller.ask(operation.method(), &path, &body).await;
            let found = contract.check(operation, &answer);
            assert!(found.is_empty(), "{operation}: {found:#?}\n{answer:#?}");
        }
    }
}

#[tokio::test]
async fn results_of_everything_that_is_begun_are_in_the_contract() {
    let mut contract = Contract::new();
    let sandbox = quiet()
        .after_commit(AfterCommit::Start)
        .fault("task=*:precheck-fails(dstDbDiskSize)")
        .fault("task=*:connect-fails(source)")
        .start()
        .await
        .unwrap();
    let caller = Caller::new(&sandbox);
    let task = caller.build(&["orders"]).await.remove(0);
    for (action, kind) in [("network", "network"), ("precheck", "precheck"), ("cloud_connection", "cloud_connection")] {
        let example = action.replace('_', "-");
        let example = EXAMPLES
            .iter()
            .find(|known| known.operation == Operation::ExecuteJobAction && known.name == example)
            .unwrap();
        let begun =
            caller.call("POST", &format!("/jobs/{task}/action"), &serde_json::from_str(example.text).unwrap()).await;
        let query = begun.body["query_id"].as_str().unwrap_or_else(|| panic!("{action}: {begun:?}")).to_owned();
        for seconds in [0, 5, 60] {
            caller.pass(seconds).await;
            let answer = caller.call("GET", &format!("/jobs/{task}?type={kind}&query_id={query}"), &Value::Null).await;
            assert_eq!(answer.status, 200);
            let found = contract.check(Operation::ShowJobDetail, &answer);
            assert!(found.is_empty(), "{action}: {found:#?}\n{answer:#?}");
        }
    }
}

#[tokio::test]
async fn what_a_request_leaves_out_its_answer_leaves_out() {
    let mut contract = Contract::new();
    let sandbox = quiet().start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let path = Operation::ModifyDataSync.path().replace("{project_id}", sandbox.project_id());
    let path = path.replace("{instance_id}", INSTANCE);
    let nodes = json!({"source_instance_id": "9a3c5e7f1b2d4068a9c4e6f80b1d3f57in07", "source_node_id": "4d6f8a0c2e1b4397b5d7f9a1c3e50628no07"});
    let mut empty = nodes.clone();
    empty["tables_configs"] = json!([{}, {"table_name": "orders"}]);
    empty["db_configs"] = json!([{}, {"value": "true"}]);
    for body in [nodes, empty] {
        let answer = caller.ask("PUT", &path, &body).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(contract.check(Operation::ModifyDataSync, &answer), [""; 0], "{answer:?}");
        caller.pass(60).await;
    }
}
