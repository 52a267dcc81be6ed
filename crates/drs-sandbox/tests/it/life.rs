//! From a batch to an ended task, over HTTP.

use drs_sandbox::{AfterCommit, Sandbox, Speed};
use serde_json::{Value, json};

use crate::caller::{Caller, batch, quiet};

#[tokio::test]
async fn a_batch_becomes_running_tasks() {
    let sandbox = quiet().start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let id = caller.create(&["orders", "stock"]).await;
    let list = format!("/batch-async-jobs?async_job_id={id}");
    let status = |answer: Value| answer["jobs"][0]["status"].clone();
    assert_eq!(status(caller.call("GET", &list, &Value::Null).await.body), "ASYNC_JOB_VALIDATING");
    let commit = format!("/batch-async-jobs/{id}/commit");
    let early = caller.call("POST", &commit, &Value::Null).await;
    assert_eq!((early.status, &early.body["job"]["status"]), (200, &json!("ASYNC_JOB_VALIDATING")));
    caller.pass(60).await;
    assert_eq!(status(caller.call("GET", &list, &Value::Null).await.body), "AUTO_PARAM_VALIDATE_SUCCESS");
    let commit = caller.call("POST", &commit, &Value::Null).await;
    assert_eq!(commit.body["job"]["status"], "COMMIT_SUCCESS");
    let members = caller.call("GET", &format!("/batch-async-jobs/{id}?limit=10"), &Value::Null).await.body;
    assert_eq!(members["total_count"], 2);
    assert_eq!(members["jobs"][0]["status"], "CREATING");
    assert!(!members.to_string().contains("password"), "no secret comes back");
    caller.pass(400).await;
    let tasks = caller.call("GET", "/jobs?job_type=sync&limit=100", &Value::Null).await.body;
    assert_eq!((&tasks["total_count"], &tasks["jobs"][0]["status"]), (&json!(2), &json!("CONFIGURATION")));
    assert_eq!(tasks["jobs"][0]["billing_tag"], true);

    let task = tasks["jobs"][0]["id"].as_str().unwrap();
    let test = caller.act(task, "network", &Value::Null).await;
    assert_eq!(test.status, 202);
    caller.pass(60).await;
    let query = test.body["query_id"].as_str().unwrap();
    let results = caller.detail(task, &format!("network&query_id={query}")).await;
    assert_eq!(results["network_results"][1]["status"], "success", "{results}");
    let check = caller.act(task, "precheck", &json!({"precheck_mode": "forStartJob"})).await;
    caller.pass(60).await;
    let query = check.body["query_id"].as_str().unwrap();
    let result = caller.detail(task, &format!("precheck&query_id={query}")).await;
    assert_eq!(result["precheck_result"]["total_passed_rate"], "100%");
    assert_eq!(caller.act(task, "start", &Value::Null).await.body, json!({"status": "success"}));
    caller.pass(900).await;
    let progress = caller.detail(task, "progress").await;
    let percent: u64 = progress["progress_info"]["progress"].as_str().unwrap().parse().unwrap();
    assert!((1..100).contains(&percent), "{progress}");
    caller.pass(7_200).await;
    let progress = caller.detail(task, "progress").await["progress_info"].clone();
    assert_eq!(
        (&progress["transfer_status"], &progress["incr_trans_delay_millis"]),
        (&json!("INCRE_TRANSFER_STARTED"), &json!("800"))
    );

    let end = caller.call("POST", &format!("/jobs/{task}/stop"), &json!({"is_force_stop": false})).await;
    assert_eq!(end.body, json!({"status": "success"}));
    let early = caller.call("DELETE", &format!("/jobs/{task}"), &Value::Null).await;
    assert_eq!((early.status, &early.body["error_code"]), (400, &json!("DRS.10000001")));
    caller.pass(600).await;
    assert_eq!(caller.call("DELETE", &format!("/jobs/{task}"), &Value::Null).await.status, 200);
    let gone = caller.call("GET", &format!("/jobs/{task}?type=detail"), &Value::Null).await;
    assert_eq!((gone.status, &gone.body["error_code"]), (400, &json!("DRS.10000010")));
    assert!(sandbox.invariants().violations.is_empty());
}

#[tokio::test]
async fn names_in_use_are_refused() {
    let sandbox = quiet().start().await.unwrap();
    let caller = Caller::new(&sandbox);
    caller.build(&["orders"]).await;
    let name = json!({"name": "ORDERS", "type": "trans"});
    let answer = caller.call("POST", "/jobs/name-validation", &name).await;
    assert_eq!((answer.status, &answer.body["error_code"]), (422, &json!("DRS.M00277")));
    let second = caller.create(&["Orders"]).await;
    caller.pass(60).await;
    let members = caller.call("GET", &format!("/batch-async-jobs/{second}"), &Value::Null).await.body;
    let reason = &members["jobs"][0]["precheck_result"]["precheck_results"][0]["failed_reason"];
    assert_eq!(reason, "A task of this name exists.");
    let id = members["jobs"][0]["id"].clone();
    let item = |id: &Value| json!({"type": "all", "params": {"job_id": id, "base_info": {"name": "orders-2"}}});
    let repair = json!({"jobs": [item(&id), item(&json!("unknown"))]});
    let answer = caller.call("PUT", &format!("/batch-async-jobs/{second}"), &repair).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    assert_eq!(
        (&answer.body["jobs"][0]["status"], &answer.body["jobs"][1]["status"]),
        (&json!("Success"), &json!("failed"))
    );
    caller.pass(60).await;
    assert_eq!(sandbox.batches()[1].status, "AUTO_PARAM_VALIDATE_SUCCESS");
}

#[tokio::test]
async fn what_is_not_a_request_is_refused_with_its_mistakes() {
    let sandbox = quiet().start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let mut body = batch(&["orders"]);
    body["jobs"][0]["base_info"]["job_typ"] = "sync".into();
    body["jobs"][0]["source_endpoint"][0]["endpoint"]["db_pasword"] = "canary-secret".into();
    let answer = caller.call("POST", "/jobs/batch-async-create", &body).await;
    let message = answer.body["error_msg"].as_str().unwrap();
    assert_eq!((answer.status, &answer.body["error_code"]), (400, &json!("DRS.10000009")));
    assert!(message.contains("DRS-S002") && message.contains("/jobs/0/base_info/job_typ"), "{message}");
    assert!(!message.contains("canary-secret"), "{message}");
    for (path, code) in [
        ("/jobs", "DRS.10000009"),
        ("/jobs?job_type=sync&limit=1001", "DRS.10000009"),
        ("/jobs/x?type=detail", "DRS.10000010"),
    ] {
        let answer = caller.call("GET", path, &Value::Null).await;
        assert_eq!((answer.status, &answer.body["error_code"]), (400, &json!(code)), "{path}");
    }
}

#[tokio::test]
async fn lists_have_pages_filters_and_an_order() {
    let sandbox = quiet().start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let names: Vec<String> = (0..25).map(|number| format!("task-{number:02}")).collect();
    let ids = caller.build(&names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let mut seen = Vec::new();
    for offset in [0, 10, 20] {
        let page = caller
            .call(
                "GET",
                &format!("/jobs?job_type=sync&sort_key=name&sort_dir=asc&offset={offset}&limit=10"),
                &Value::Null,
            )
            .await
            .body;
        assert_eq!(page["total_count"], 25);
        seen.extend(page["jobs"].as_array().unwrap().iter().map(|job| job["name"].as_str().unwrap().to_owned()));
    }
    assert_eq!(seen, names);
    let by_ids =
        caller.call("GET", &format!("/jobs?job_type=sync&name={},{}", ids[3], ids[4]), &Value::Null).await.body;
    assert_eq!(by_ids["total_count"], 2);
    for query in ["job_type=migration", "job_type=sync&status=CREATING", "job_type=sync&instance_ids=none"] {
        assert_eq!(caller.call("GET", &format!("/jobs?{query}"), &Value::Null).await.body["total_count"], 0, "{query}");
    }
}

#[tokio::test]
async fn instant_time_jumps_to_where_somebody_is_needed() {
    let sandbox =
        Sandbox::builder().speed(Speed::Instant).strict(false).after_commit(AfterCommit::Start).start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let batch = caller.create(&["orders"]).await;
    let commit = caller.call("POST", &format!("/batch-async-jobs/{batch}/commit"), &Value::Null).await;
    assert_eq!(commit.body["job"]["status"], "COMMIT_SUCCESS");
    let id = sandbox.tasks()[0].id.clone();
    assert_eq!(caller.status(&id).await, "INCRE_TRANSFER_STARTED");
}

#[tokio::test]
async fn verdicts_are_given_for_each_of_several_tasks() {
    let sandbox = quiet().after_commit(AfterCommit::Start).start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let id = caller.build(&["orders"]).await.remove(0);
    let actions =
        json!({"jobs": [{"job_id": id, "action_name": "reset"}, {"job_id": "unknown", "action_name": "stop"}]});
    let answer = caller.call("POST", "/jobs/action", &actions).await;
    assert_eq!(answer.status, 200);
    let codes: Vec<_> = answer.body["jobs"].as_array().unwrap().iter().map(|job| job["error_code"].clone()).collect();
    assert_eq!(codes, ["DRS.10000001", "DRS.10020102"]);
    let stop = json!({"jobs": [{"job_id": id}, {"job_id": "unknown"}]});
    caller.pass(600).await;
    let answer = caller.call("POST", "/jobs/batch-stop", &stop).await.body;
    assert_eq!((&answer["jobs"][0]["status"], &answer["jobs"][1]["status"]), (&json!("success"), &json!("failed")));
    let policy = json!({"jobs": [{"job_id": "unknown"}]});
    let path = format!("/v3/{}/jobs/batch-sync-policy", sandbox.project_id());
    let answer = caller.ask("POST", &path, &policy).await;
    assert_eq!((answer.status, &answer.body["results"][0]["error_code"]), (400, &json!("DRS.M00289")));
}
