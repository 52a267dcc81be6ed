//! Which faults are recorded: those that had an effect, and no others.

use drs_sandbox::{AfterCommit, Sandbox, Speed};
use serde_json::{Value, json};

use crate::caller::{Caller, http, quiet};

const LIST: &str = "/jobs?job_type=sync";

async fn with(faults: &[&str]) -> Sandbox {
    faults.iter().fold(quiet(), |builder, fault| builder.fault(*fault)).start().await.unwrap()
}

/// Faults that are recorded with the last call.
fn last(sandbox: &Sandbox) -> Vec<String> {
    sandbox.requests().pop().unwrap().faults
}

/// Faults that are recorded with a call to a path under the project.
async fn fired(faults: &[&str], path: &str) -> Vec<String> {
    let sandbox = with(faults).await;
    let caller = Caller::new(&sandbox);
    let path = format!("/v5/{}{path}", sandbox.project_id());
    let _ = caller.request("GET", &path, &[], "").await;
    last(&sandbox)
}

#[tokio::test]
async fn of_faults_that_exclude_each_other_the_first_is_recorded() {
    let cases: [(&[&str], &[&str]); 8] = [
        (&["*:lose-request", "*:reset", "*:status(500)"], &["*:lose-request"]),
        (&["*:status(500)", "*:html", "*:retry-after(3)", "list:stale(5s)"], &["*:status(500)"]),
        (&["*:lose-reply", "*:garbage", "*:drip(100/s)"], &["*:lose-reply"]),
        (&["*:status(503)", "*:reset-mid-body"], &["*:status(503)", "*:reset-mid-body"]),
        (&["*:empty", "*:bad-chunk"], &["*:empty"]),
        (&["list:stale(5s)", "*:stale(9s)"], &["list:stale(5s)"]),
        (&["*:skew(20m)", "*:skew(40m)"], &["*:skew(20m)"]),
        (&["detail:status(500)", "*#2:status(500)", "*%0:reset"], &[]),
    ];
    for (faults, expected) in cases {
        assert_eq!(fired(faults, LIST).await, expected, "{faults:?}");
    }
}

#[tokio::test]
async fn faults_that_have_nothing_to_act_on_are_not_recorded() {
    for faults in [&["*:unknown-status(PARKED)"][..], &["*:expire-token", "*:lock-ak"], &["*:slow(0s)"]] {
        assert_eq!(fired(faults, LIST).await, [""; 0], "{faults:?}: there are no states, tokens and signatures");
    }
    assert_eq!(fired(&["*:stale(30s)"], "/jobs/none?type=detail").await, [""; 0], "no list");
    let instant = Sandbox::builder().speed(Speed::Instant).strict(false).fault("*:slow(1h)").fault("*:drip(1/s)");
    let instant = instant.start().await.unwrap();
    Caller::new(&instant).call("GET", LIST, &Value::Null).await;
    assert_eq!(last(&instant), [""; 0], "nothing takes time");
}

#[tokio::test]
async fn a_state_that_is_hidden_is_recorded() {
    let sandbox = with(&["*:unknown-status(PARKED)", "*:unknown-status(STRANGE)"]).await;
    let caller = Caller::new(&sandbox);
    let batch = caller.create(&["orders"]).await;
    assert_eq!(last(&sandbox), [""; 0], "no state is in the answer");
    let shown = caller.call("GET", &format!("/batch-async-jobs?async_job_id={batch}"), &Value::Null).await.body;
    assert_eq!(
        (&shown["jobs"][0]["status"], last(&sandbox)),
        (&json!("PARKED"), vec!["*:unknown-status(PARKED)".to_owned()])
    );
}

#[tokio::test]
async fn a_token_runs_out_once_and_is_no_signature() {
    let sandbox =
        Sandbox::builder().speed(Speed::Manual).fault("*:expire-token").fault("*:lock-ak").start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let user = json!({"name": "bot", "password": sandbox.secret_key(), "domain": {"name": "account"}});
    let login = json!({"auth": {"identity": {"methods": ["password"], "password": {"user": user}}}}).to_string();
    let issued = caller.request("POST", "/v3/auth/tokens", &[], &login).await.unwrap();
    let token = issued.headers()["x-subject-token"].to_str().unwrap().to_owned();
    let path = format!("/v5/{}{LIST}", sandbox.project_id());
    for (token, expected) in [(token.as_str(), &["*:expire-token"][..]), (token.as_str(), &[]), ("unknown", &[])] {
        let answer = caller.request("GET", &path, &[("x-auth-token", token)], "").await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), last(&sandbox)),
            (401, expected.iter().map(|it| (*it).to_owned()).collect())
        );
    }
}

#[tokio::test]
async fn tokens_live_by_the_real_clock() {
    let sandbox = Sandbox::builder().speed(Speed::Manual).clock("2020-01-01T00:00:00Z").start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let user = json!({"name": "bot", "password": sandbox.secret_key(), "domain": {"name": "account"}});
    let login = json!({"auth": {"identity": {"methods": ["password"], "password": {"user": user}}}}).to_string();
    let issued = caller.request("POST", "/v3/auth/tokens", &[], &login).await.unwrap();
    let token = issued.headers()["x-subject-token"].to_str().unwrap().to_owned();
    let body: Value = issued.json().await.unwrap();
    let ends: jiff::Timestamp = body["token"]["expires_at"].as_str().unwrap().parse().unwrap();
    let left = ends.as_second() - jiff::Timestamp::now().as_second();
    assert!((86_390..=86_400).contains(&left), "{left}");
    sandbox.advance(std::time::Duration::from_hours(48));
    let path = format!("/v5/{}{LIST}", sandbox.project_id());
    assert_eq!(caller.request("GET", &path, &[("x-auth-token", &token)], "").await.unwrap().status(), 200);
}

#[tokio::test]
async fn faults_in_the_life_of_tasks_are_recorded_where_they_act() {
    let faults = ["task=*:lag(1m)", "task=*:connect-fails(target)", "task=*:fail-in-start"];
    let sandbox = with(&faults).await;
    let caller = Caller::new(&sandbox);
    let id = caller.build(&["orders"]).await.remove(0);
    let only_source = json!({"endpoints": [{"endpoint_role": "so"}]});
    caller.act(&id, "network", &only_source).await;
    assert_eq!(last(&sandbox), [""; 0], "nobody asked for the target");
    caller.act(&id, "network", &Value::Null).await;
    assert_eq!(last(&sandbox), [faults[1]]);

    let sandbox = quiet().fault("task=*:lag(1m)").fault("*:stall(50%)").after_commit(AfterCommit::Start);
    let sandbox = sandbox.start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let mut batch = crate::caller::batch(&["orders"]);
    batch["jobs"][0]["base_info"]["task_type"] = "INCR_TRANS".into();
    let created = caller.call("POST", "/jobs/batch-async-create", &batch).await;
    let batch = created.body["job"]["async_job_id"].as_str().unwrap_or_else(|| panic!("{created:?}"));
    caller.pass(60).await;
    caller.call("POST", &format!("/batch-async-jobs/{batch}/commit"), &Value::Null).await;
    caller.pass(36_000).await;
    caller.call("GET", LIST, &Value::Null).await;
    let mut seen = last(&sandbox);
    seen.sort();
    assert_eq!(seen, ["*:stall(50%)", "task=*:lag(1m)"]);
}

#[tokio::test]
async fn lists_of_the_tasks_of_a_batch_are_stale_too() {
    let sandbox = with(&["list_async_job_detail#1:stale(1h)"]).await;
    let caller = Caller::new(&sandbox);
    caller.build(&["orders"]).await;
    let batch = sandbox.batches()[0].async_job_id.clone();
    let status = async || {
        let answer = caller.call("GET", &format!("/batch-async-jobs/{batch}?limit=10"), &Value::Null).await;
        answer.body["jobs"][0]["status"].clone()
    };
    assert_eq!((status().await, status().await), (Value::Null, json!("CONFIGURATION")));
}

#[tokio::test]
async fn a_call_that_hangs_is_recorded() {
    let sandbox = with(&["list:hang", "list:reset"]).await;
    let path = format!("{}/v5/{}{LIST}", sandbox.endpoint(), sandbox.project_id());
    let client = http().timeout(std::time::Duration::from_millis(100)).build().unwrap();
    assert!(client.get(&path).send().await.unwrap_err().is_timeout());
    assert_eq!(last(&sandbox), ["list:hang"]);
}
