//! Synchronizations into StarRocks.

use serde_json::{Value, json};

use crate::caller::{Caller, quiet};

#[tokio::test]
async fn a_synchronization_is_set_up_started_paused_and_deleted() {
    let sandbox = quiet().start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let project = sandbox.project_id();
    let path = format!("/v3/{project}/instances/a18f0b6b2d5e4f3c9d7e8a1b2c3d4e5fin17/starrocks/databases/replication");
    let task = json!({"task_name": "shop_to_starrocks"});
    let config = json!({"task_name": "shop_to_starrocks", "source_database_name": "shop", "target_database_name": "copy",
                        "db_configs": [{"param_name": "snapshot_with_lock", "value": "true"}]});
    let stage = async || caller.ask("GET", &path, &Value::Null).await.body["replications"][0]["stage"].clone();
    let begun = caller.ask("PUT", &path, &config).await;
    assert_eq!(
        (begun.status, &begun.body["source_db_config_check_results"][0]["check_result"]),
        (200, &json!("success")),
        "{begun:?}"
    );
    assert_eq!(stage().await, "Wait");
    let workflow = format!("/v3/{project}/jobs?id={}", begun.body["job_id"].as_str().unwrap());
    assert_eq!(caller.ask("GET", &workflow, &Value::Null).await.body["job"]["status"], "Running");
    let busy = caller.ask("POST", &format!("{path}/pause"), &task).await;
    assert_eq!((busy.status, &busy.body["error_code"]), (409, &json!("DBS.200047")));
    caller.pass(60).await;
    assert_eq!(caller.ask("GET", &workflow, &Value::Null).await.body["job"]["status"], "Completed");
    let create = json!({"source_instance_id": "2f4e8c1a7b3d4056a9e1c0d7f5b26834in07", "source_database": "shop", "target_database": "copy", "task_name": "shop_to_starrocks"});
    let mut seen = Vec::new();
    for (method, call, body, seconds) in
        [("POST", "", &create, 300), ("POST", "/pause", &task, 300), ("POST", "/resume", &task, 7_200)]
    {
        let answer = caller.ask(method, &format!("{path}{call}"), body).await;
        assert_eq!(answer.status, 200, "{call} {answer:?}");
        caller.pass(seconds).await;
        seen.push(stage().await);
    }
    assert_eq!(seen, ["Full", "Paused", "Incremental"]);
    let shown = caller.ask("GET", &format!("{path}/configuration?task_name=shop_to_starrocks"), &Value::Null).await;
    assert_eq!(shown.body["target_database_name"], "copy");
    let deleted = caller.ask("DELETE", &path, &task).await;
    assert_eq!(deleted.status, 200);
    assert_eq!(stage().await, Value::Null);
    let again = caller.ask("GET", &format!("{path}/configuration?task_name=shop_to_starrocks"), &Value::Null).await;
    assert_eq!(again.body["error_code"], "DBS.270022");
}
