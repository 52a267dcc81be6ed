//! Every fault that happens to calls, as a caller sees it.

use std::time::{Duration, Instant};

use drs_sandbox::{AfterCommit, Sandbox, Speed};
use serde_json::{Value, json};

use crate::caller::{Caller, batch, http, quiet};

/// A sandbox with these faults.
async fn with(faults: &[&str]) -> Sandbox {
    faults.iter().fold(quiet(), |builder, fault| builder.fault(*fault)).start().await.unwrap()
}

/// What a caller sees of the answer to a list: its status and the length of its body, or why there is none.
async fn list(caller: &Caller<'_>) -> String {
    let path = format!("/v5/{}/jobs?job_type=sync", caller.sandbox.project_id());
    let response = match caller.request("GET", &path, &[], "").await {
        Ok(response) => response,
        Err(error) => return describe(&error),
    };
    let status = response.status();
    match response.text().await {
        Ok(text) if text.is_empty() => format!("{status}, no body"),
        Ok(text) => format!("{status}, {}", text.chars().take(20).collect::<String>()),
        Err(error) => format!("{status}, then {}", describe(&error)),
    }
}

fn describe(error: &reqwest::Error) -> String {
    let mut text = String::new();
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        text = error.to_string();
        cause = error.source();
    }
    text
}

#[tokio::test]
async fn connections_break_in_each_of_the_ways() {
    let ways = [
        "lose-reply",
        "lose-request",
        "reset",
        "reset-mid-body",
        "empty",
        "garbage",
        "bad-chunk",
        "html",
        "status(503)",
        "retry-after(3)",
    ];
    let mut seen = String::new();
    for way in ways {
        let sandbox = with(&[&format!("list#1:{way}")]).await;
        let caller = Caller::new(&sandbox);
        seen += &format!("{way}: {}\n", list(&caller).await);
        assert!(list(&caller).await.starts_with("200 OK, {"), "{way} is over after one call");
        assert_eq!(sandbox.requests()[0].faults, [format!("list#1:{way}")]);
    }
    insta::assert_snapshot!(seen);
}

#[tokio::test]
async fn a_lost_reply_was_carried_out_and_a_lost_request_was_not() {
    for (way, batches) in [
        ("lose-reply", 1),
        ("lose-request", 0),
        ("reset", 0),
        ("reset-mid-body", 1),
        ("garbage", 1),
        ("status(502)", 0),
        ("html", 0),
        ("bad-chunk", 1),
        ("empty", 1),
    ] {
        let sandbox = with(&[&format!("create#1:{way}")]).await;
        let caller = Caller::new(&sandbox);
        let path = format!("/v5/{}/jobs/batch-async-create", sandbox.project_id());
        let _ = caller.request("POST", &path, &[], &batch(&["orders"]).to_string()).await;
        assert_eq!(sandbox.batches().len(), batches, "{way}");
    }
}

#[tokio::test]
async fn calls_wait_for_the_virtual_clock() {
    let sandbox = with(&["list#1:slow(10m)"]).await;
    let caller = Caller::new(&sandbox);
    let quotas = async || {
        caller.ask("GET", &format!("/v3/{}/quotas", sandbox.project_id()), &Value::Null).await;
        sandbox.requests()
    };
    let others = async {
        // The call has arrived once another one gets a number behind its own.
        let mut answered = quotas().await;
        while answered.last().unwrap().number == answered.len() as u64 {
            answered = quotas().await;
        }
        sandbox.advance(Duration::from_secs(599));
        quotas().await
    };
    let listed = async {
        let seen = list(&caller).await;
        (seen, sandbox.now())
    };
    let advance = async {
        let answered = others.await;
        sandbox.advance(Duration::from_secs(1));
        answered
    };
    let ((seen, now), answered) = tokio::join!(listed, advance);
    assert!(seen.starts_with("200 OK"), "{seen}");
    assert_eq!(now, "2026-03-02T08:10:00Z");
    assert!(
        answered.iter().all(|entry| entry.operation == Some("show_quotas")),
        "it waits for 10 minutes: {answered:?}"
    );
}

#[tokio::test]
async fn drops_of_an_answer_take_time() {
    let sandbox =
        Sandbox::builder().strict(false).speed(Speed::Times(1_000.0)).fault("list#1:drip(1/s)").start().await.unwrap();
    let begun = Instant::now();
    let seen = list(&Caller::new(&sandbox)).await;
    assert!(seen.starts_with("200 OK, {"), "{seen}");
    assert!(begun.elapsed() > Duration::from_millis(80), "200 bytes at 1000 a second: {:?}", begun.elapsed());
}

#[tokio::test]
async fn a_call_that_hangs_is_given_up_by_the_caller() {
    let sandbox = with(&["list#1:hang"]).await;
    let path = format!("{}/v5/{}/jobs?job_type=sync", sandbox.endpoint(), sandbox.project_id());
    let client = http().timeout(Duration::from_millis(100)).build().unwrap();
    assert!(client.get(&path).send().await.unwrap_err().is_timeout());
    assert!(list(&Caller::new(&sandbox)).await.starts_with("200 OK"));
}

#[tokio::test]
async fn limits_are_those_of_virtual_time() {
    let sandbox = with(&["*:throttle(2/s)"]).await;
    let caller = Caller::new(&sandbox);
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(list(&caller).await);
    }
    sandbox.advance(Duration::from_secs(1));
    seen.push(list(&caller).await);
    let statuses: Vec<&str> = seen.iter().map(|seen| &seen[..3]).collect();
    assert_eq!(statuses, ["200", "200", "429", "200"]);
    let limited = quiet().rate(1).start().await.unwrap();
    let caller = Caller::new(&limited);
    assert!(list(&caller).await.starts_with("200") && list(&caller).await.starts_with("429"));
}

#[tokio::test]
async fn lists_are_late_and_stale() {
    let sandbox = with(&["create#1:late(60s)", "list_jobs:stale(30s)"]).await;
    let caller = Caller::new(&sandbox);
    let id = caller.create(&["orders"]).await;
    let count = async |path: &str| caller.call("GET", path, &Value::Null).await.body["total_count"].clone();
    assert_eq!(count("/batch-async-jobs").await, 0);
    caller.pass(60).await;
    assert_eq!(count("/batch-async-jobs").await, 1);
    caller.call("POST", &format!("/batch-async-jobs/{id}/commit"), &Value::Null).await;
    caller.pass(61).await;
    assert_eq!(count("/jobs?job_type=sync").await, 0, "the list is 30 seconds old, and the task appears after 60");
    caller.pass(30).await;
    assert_eq!(count("/jobs?job_type=sync").await, 1);
}

#[tokio::test]
async fn a_state_of_no_list_is_answered_once() {
    let sandbox = with(&["detail#1:unknown-status(PARKED)"]).await;
    let caller = Caller::new(&sandbox);
    let id = caller.build(&["orders"]).await.remove(0);
    assert_eq!(caller.status(&id).await, "PARKED");
    assert_eq!(caller.status(&id).await, "CONFIGURATION");
}

#[tokio::test]
async fn tasks_fail_where_faults_say() {
    let cases = [
        ("task=o*:fail-in-create", "CREATE_FAILED"),
        ("*:fail-in-start", "START_JOB_FAILED"),
        ("batch=1:fail-in-full(40%)", "FULL_TRANSFER_FAILED"),
        ("create:fail-in-incremental", "INCRE_TRANSFER_FAILED"),
        ("create%100:stall(70%)", "FULL_TRANSFER_STARTED"),
        ("task=orders:connect-fails(target)", "CONFIGURATION"),
        ("task=orders:precheck-fails(dstDbDiskSize)", "CONFIGURATION"),
    ];
    for (fault, expected) in cases {
        let sandbox = quiet().fault(fault).after_commit(AfterCommit::Start).start().await.unwrap();
        let caller = Caller::new(&sandbox);
        let id = caller.build(&["orders"]).await.remove(0);
        caller.pass(36_000).await;
        assert_eq!(caller.status(&id).await, expected, "{fault}");
        let progress = caller.detail(&id, "progress").await["progress_info"]["progress"].clone();
        match expected {
            "FULL_TRANSFER_FAILED" => assert_eq!(progress, "40"),
            "FULL_TRANSFER_STARTED" => assert_eq!(progress, "70"),
            _ => {}
        }
        if expected.ends_with("FAILED") {
            let log = caller.detail(&id, "log&log_level=Error&limit=100").await;
            assert_eq!(log["total_count"], 1, "{fault}: {log}");
        }
    }
}

#[tokio::test]
async fn checks_fail_and_are_repaired() {
    let sandbox = with(&[
        "batch=1:check-fails",
        "task=orders:connect-fails(source)",
        "task=orders:precheck-fails(dstDbDiskSize)",
        "task=orders:lag(1m)",
    ])
    .await;
    let caller = Caller::new(&sandbox);
    let batch = caller.create(&["orders"]).await;
    caller.pass(60).await;
    assert_eq!(sandbox.batches()[0].status, "ASYNC_JOB_VALIDATE_FAILED");
    let repair = json!({"jobs": [{"type": "precheck", "params": {}}]});
    assert_eq!(
        caller.call("PUT", &format!("/batch-async-jobs/{batch}"), &repair).await.body["jobs"][0]["status"],
        "Success"
    );
    caller.pass(60).await;
    caller.call("POST", &format!("/batch-async-jobs/{batch}/commit"), &Value::Null).await;
    caller.pass(400).await;
    let id = sandbox.tasks()[0].id.clone();
    let test = caller.act(&id, "network", &Value::Null).await.body["query_id"].clone();
    caller.pass(60).await;
    let results = caller.detail(&id, &format!("network&query_id={}", test.as_str().unwrap())).await;
    assert_eq!(
        (&results["network_results"][0]["status"], &results["network_results"][1]["status"]),
        (&json!("failed"), &json!("success"))
    );
    caller.act(&id, "precheck", &Value::Null).await;
    caller.pass(60).await;
    assert_eq!(caller.act(&id, "start", &Value::Null).await.body["status"], "failed");
    let endpoints = crate::caller::batch(&["orders"])["jobs"][0].clone();
    let update = json!({"job": {"type": "network", "params": {"source_endpoint": endpoints["source_endpoint"], "target_endpoint": endpoints["target_endpoint"]}}});
    assert_eq!(caller.call("PUT", &format!("/jobs/{id}"), &update).await.body["status"], "success");
    let skip =
        json!({"skip_precheck_info": {"skipped_precheck_list": ["dstDbDiskSize"], "skip_reason": "enlarged later"}});
    caller.act(&id, "precheck", &Value::Null).await;
    caller.act(&id, "skip_precheck", &skip).await;
    caller.pass(60).await;
    assert_eq!(caller.act(&id, "start", &Value::Null).await.body["status"], "success");
    caller.pass(36_000).await;
    assert_eq!(caller.detail(&id, "progress").await["progress_info"]["incr_trans_delay"], "60");
}
