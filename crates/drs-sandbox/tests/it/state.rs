//! Scenarios, and states in files.

use drs_sandbox::{AfterCommit, Error, SCENARIO_SCHEMA, Sandbox, Speed};
use serde_json::{Value, json};

use crate::caller::{Caller, quiet};

const SCENARIO: &str = "
after_commit: start
names_held_by: batches
quota: 5
durations: {CREATING: 10s, PRECHECK: 1m}
delay_curve: [0s, 5m]
faults: ['batch=2:check-fails']
tasks:
  - {name: orders, status: INCRE_TRANSFER_STARTED}
  - {name: users, status: FULL_TRANSFER_FAILED, task_type: FULL_TRANS}
";

#[tokio::test]
async fn a_scenario_sets_the_stage() {
    let sandbox = quiet().scenario(SCENARIO).start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let tasks: Vec<_> = sandbox.tasks().into_iter().map(|task| format!("{} {}", task.name, task.status)).collect();
    assert_eq!(tasks, ["orders INCRE_TRANSFER_STARTED", "users FULL_TRANSFER_FAILED"]);
    let quota = caller.ask("GET", &format!("/v3/{}/quotas", sandbox.project_id()), &Value::Null).await.body;
    assert_eq!(quota["quotas"]["resource"]["used"], 2);
    let id = sandbox.tasks()[0].id.clone();
    caller.pass(60).await;
    assert_eq!(caller.detail(&id, "progress").await["progress_info"]["incr_trans_delay"], "300");
    caller.create(&["stock"]).await;
    caller.create(&["STOCK"]).await;
    caller.pass(60).await;
    let statuses: Vec<_> = sandbox.batches().into_iter().skip(2).map(|batch| batch.status).collect();
    assert_eq!(statuses, ["ASYNC_JOB_VALIDATE_FAILED", "ASYNC_JOB_VALIDATE_FAILED"], "batches hold names");
    let many = crate::caller::batch(&["a-1234", "b-1234", "c-1234", "d-1234"]);
    assert_eq!(caller.call("POST", "/jobs/batch-async-create", &many).await.status, 400, "the quota is used up");
    assert!(sandbox.invariants().violations.is_empty());
}

#[tokio::test]
async fn the_schema_of_scenarios_is_what_is_read() {
    let schema: Value = serde_json::from_str(SCENARIO_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let scenarios = [
        (
            json!({"after_commit": "configuration", "names_held_by": "tasks", "quota": 0, "durations": {"NETWORK": "1.5s"}}),
            true,
        ),
        (
            json!({"delay_curve": ["0ms", "3d"], "faults": ["*:hang"], "tasks": [{"name": "a", "status": "PAUSING", "job_type": "sync", "engine_type": "x"}]}),
            true,
        ),
        (json!({}), true),
        (json!({"after_commit": "never"}), false),
        (json!({"quota": -1}), false),
        (json!({"durations": {"CREATING": "soon"}}), false),
        (json!({"delays": []}), false),
        (json!({"tasks": [{"name": "a"}]}), false),
        (json!({"tasks": [{"name": "a", "status": "PAUSING", "type": "x"}]}), false),
        (json!({"faults": ["hang"]}), false),
        (json!([]), false),
    ];
    for (scenario, is_right) in scenarios {
        assert_eq!(validator.is_valid(&scenario), is_right, "{scenario}");
        assert_eq!(quiet().scenario(scenario.to_string()).start().await.is_ok(), is_right, "{scenario}");
    }
}

#[tokio::test]
async fn mistakes_are_said() {
    let mut said = String::new();
    for scenario in [
        "a: [",
        "tasks: [{name: a, status: RUNNING}]",
        "durations: {CREATING: soon}",
        "durations: {creating: 1s}",
        "colour: red",
        "tasks: [{name: orders, status: PAUSING}, {name: Orders, status: PAUSING}]",
    ] {
        let error = quiet().scenario(scenario).start().await.unwrap_err();
        said += &format!("{error}\n");
    }
    for builder in [quiet().clock("now"), quiet().fault("list:slow")] {
        said += &format!("{}\n", builder.start().await.unwrap_err());
    }
    insta::assert_snapshot!(said);
}

#[tokio::test]
async fn a_state_is_written_and_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let sandbox = quiet().state_file(&path).fault("list:stale(1s)").start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let id = caller.build(&["orders"]).await.remove(0);
    let taken = caller.ask("POST", "/-/snapshot", &Value::Null).await;
    assert_eq!((taken.status, &taken.body["version"]), (200, &json!(2)));
    let before = sandbox.state();
    drop(sandbox);
    let sandbox = quiet().state_file(&path).start().await.unwrap();
    assert_eq!(sandbox.state(), before);
    let caller = Caller::new(&sandbox);
    assert_eq!(caller.ask("GET", "/-/faults", &Value::Null).await.body, json!(["list:stale(1s)"]));
    caller.act(&id, "start", &Value::Null).await;
    caller.pass(120).await;
    assert_eq!(caller.status(&id).await, "FULL_TRANSFER_STARTED");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut changed: Vec<String> = [
        (r#""tasks":[0]"#, r#""tasks":[5]"#),
        (r#""spec":{"#, r#""spec":5,"was":{"#),
        (r#""children":[]"#, r#""children":[0]"#),
        (r#""parent":null"#, r#""parent":0"#),
        (r#""ASYNC_JOB_VALIDATING""#, r#""CONFIGURATION""#),
    ]
    .into_iter()
    .map(|(from, to)| text.replace(from, to))
    .collect();
    let of_itself = text.replace(r#""children":[]"#, r#""children":[0]"#).replace(r#""parent":null"#, r#""parent":0"#);
    changed.extend([of_itself, r#"{"version": 1}"#.to_owned(), "{".to_owned(), "{}".to_owned()]);
    for wrong in changed {
        assert_ne!(wrong, text);
        std::fs::write(&path, &wrong).unwrap();
        assert!(matches!(quiet().state_file(&path).start().await, Err(Error::State { .. })), "{wrong}");
    }
}

#[tokio::test]
async fn the_log_has_calls_and_states() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.jsonl");
    let sandbox = quiet().log_file(&path).fault("list_jobs:lose-request").start().await.unwrap();
    let caller = Caller::new(&sandbox);
    caller.create(&["orders"]).await;
    caller.pass(60).await;
    let path_of_list = format!("/v5/{}/jobs?job_type=sync", sandbox.project_id());
    caller.request("GET", &path_of_list, &[], "").await.unwrap_err();
    let log = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let said: Vec<String> =
        lines.iter().map(|line| format!("{} {} {}", line["operation"], line["status"], line["to"])).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[tokio::test]
async fn options_go_before_what_a_state_has() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let sandbox = quiet().state_file(&path).after_commit(AfterCommit::Start).start().await.unwrap();
    let caller = Caller::new(&sandbox);
    caller.build(&["orders"]).await;
    let (key, reached) = (sandbox.access_key().to_owned(), sandbox.now());
    sandbox.snapshot().unwrap();

    let begin = || Sandbox::builder().speed(Speed::Manual).strict(false).state_file(&path);
    let kept = begin().start().await.unwrap();
    assert_eq!((kept.access_key(), kept.now()), (key.as_str(), reached.clone()), "what is not asked for is kept");

    let scenario = "{quota: 1, durations: {CREATING: 1s}, tasks: [{name: users, status: CONFIGURATION}]}";
    let asked =
        begin().seed(8).clock("2026-03-03T00:00:00Z").after_commit(AfterCommit::Configuration).scenario(scenario);
    let asked = asked.start().await.unwrap();
    assert_ne!(asked.access_key(), key);
    assert_eq!(asked.now(), "2026-03-03T00:00:00Z");
    let caller = Caller::new(&asked);
    let quota = caller.ask("GET", &format!("/v3/{}/quotas", asked.project_id()), &Value::Null).await.body;
    assert_eq!(quota["quotas"]["resource"]["quota"], 1);
    assert_eq!(asked.tasks().len(), 1, "the state has its tasks already");
    assert_eq!(asked.invariants().violations, []);

    let other = begin().seed(8).after_commit(AfterCommit::Configuration).start().await.unwrap();
    let caller = Caller::new(&other);
    let id = caller.build(&["stock"]).await.remove(0);
    caller.pass(3_600).await;
    assert_eq!(caller.status(&id).await, "CONFIGURATION");

    let past = begin().clock("2026-03-01T00:00:00Z").start().await.unwrap();
    assert_eq!(past.now(), reached, "time does not go back");
}

#[cfg(unix)]
#[tokio::test]
async fn a_snapshot_is_private_and_touches_nothing_beside_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let beside = folder.path().join("state.json.part");
    std::fs::write(&beside, "of somebody else").unwrap();
    let sandbox = quiet().state_file(&path).start().await.unwrap();
    for _ in 0..2 {
        sandbox.snapshot().unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(std::fs::read_to_string(&beside).unwrap(), "of somebody else");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left over");
}

#[tokio::test]
async fn what_a_state_says_is_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let sandbox = quiet().state_file(&path).start().await.unwrap();
    Caller::new(&sandbox).create(&["orders"]).await;
    let text = sandbox.snapshot().unwrap().replace("ASYNC_JOB_VALIDATING", "\\u001b[31mRED");
    std::fs::write(&path, text).unwrap();
    let error = quiet().state_file(&path).start().await.unwrap_err().to_string();
    assert!(error.contains("`\\u{1b}[31mRED`") && !error.contains('\u{1b}'), "{error}");
}

#[tokio::test]
async fn a_batch_is_created_for_as_long_as_a_scenario_says() {
    let sandbox = quiet().scenario("durations: {ASYNC_JOB_CREATING: 20s}").start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let batch = caller.create(&["orders"]).await;
    let mut seen = Vec::new();
    for seconds in [0, 19, 1, 30] {
        caller.pass(seconds).await;
        seen.push(sandbox.batches()[0].status);
    }
    let expected = ["ASYNC_JOB_CREATING", "ASYNC_JOB_CREATING", "ASYNC_JOB_VALIDATING", "AUTO_PARAM_VALIDATE_SUCCESS"];
    assert_eq!(seen, expected);
    let commit = caller.call("POST", &format!("/batch-async-jobs/{batch}/commit"), &Value::Null).await;
    assert_eq!(commit.body["job"]["status"], "COMMIT_SUCCESS");
    assert_eq!(sandbox.invariants().violations, []);
}

#[tokio::test]
async fn clocks_go_no_faster_than_they_can() {
    for wrong in [0.0, -1.0, 1e-300, 1e10, f64::NAN, f64::INFINITY] {
        assert!(matches!(quiet().speed(Speed::Times(wrong)).start().await, Err(Error::Speed(_))), "{wrong}");
    }
    for right in [1e-3, 1e9] {
        let sandbox = quiet().speed(Speed::Times(right)).start().await.unwrap();
        let caller = Caller::new(&sandbox);
        caller.create(&["orders"]).await;
        sandbox.advance(std::time::Duration::MAX);
        assert_eq!(sandbox.batches()[0].status, "AUTO_PARAM_VALIDATE_SUCCESS");
    }
}
