//! Calls about the sandbox itself.

use serde_json::{Value, json};

use crate::caller::{Caller, quiet};

#[tokio::test]
async fn the_state_is_told_in_a_fixed_form() {
    let sandbox = quiet().fault("list_jobs#1:stale(1m)").start().await.unwrap();
    let caller = Caller::new(&sandbox);
    caller.build(&["orders"]).await;
    caller.create(&["stock", "users"]).await;
    caller.call("GET", "/jobs?job_type=sync", &Value::Null).await;
    let mut said = String::new();
    for path in ["health", "state", "invariants", "faults"] {
        let answer = caller.ask("GET", &format!("/-/{path}"), &Value::Null).await;
        said += &format!("GET /-/{path}\n{}\n", serde_json::to_string_pretty(&answer.body).unwrap());
    }
    let requests = caller.ask("GET", "/-/requests", &Value::Null).await.body;
    let last = requests.as_array().unwrap().last().unwrap();
    said += &format!("GET /-/requests, the last\n{}\n", serde_json::to_string_pretty(last).unwrap());
    insta::assert_snapshot!(said.replace(sandbox.project_id(), "PROJECT"));
    assert!(!requests.to_string().contains("PASSWORD"), "secrets are not kept");
    assert_eq!(requests[0]["body"]["jobs"][0]["base_info"]["name"], "orders");
}

#[tokio::test]
async fn behaviours_say_how_they_are_known() {
    let sandbox = quiet().start().await.unwrap();
    let answer = Caller::new(&sandbox).ask("GET", "/-/behaviours", &Value::Null).await.body;
    let all = answer.as_array().unwrap();
    assert_eq!(all.len(), drs_sandbox::BEHAVIOURS.len());
    for behaviour in all {
        let evidence = behaviour["evidence"].as_str().unwrap();
        assert!(matches!(evidence, "documented" | "inferred") && !behaviour["source"].as_str().unwrap().is_empty());
    }
}

#[tokio::test]
async fn time_is_advanced_by_to_and_until_the_next_change() {
    let sandbox = quiet().start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let advance = async |body: Value| caller.ask("POST", "/-/advance", &body).await;
    assert_eq!(advance(json!({"by": "90s"})).await.body["now"], "2026-03-02T08:01:30Z");
    assert_eq!(advance(json!({"to": "2026-03-02T09:00:00Z"})).await.body["now"], "2026-03-02T09:00:00Z");
    assert_eq!(advance(json!({"next": true})).await.body["now"], "2026-03-02T09:00:00Z", "nothing is going to happen");
    caller.create(&["orders"]).await;
    assert_eq!(advance(json!({"next": true})).await.body["now"], "2026-03-02T09:00:30Z");
    assert_eq!(sandbox.batches()[0].status, "AUTO_PARAM_VALIDATE_SUCCESS");
    for wrong in [json!({}), json!({"by": "soon"}), json!({"by": "1s", "to": "2026-03-02T09:00:00Z"}), json!({"to": 5})]
    {
        assert_eq!(advance(wrong.clone()).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn faults_are_replaced_while_it_runs() {
    let sandbox = quiet().start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let set = async |body: Value| caller.ask("POST", "/-/faults", &body).await;
    assert_eq!(set(json!(["list:status(503)"])).await.body, json!(["list:status(503)"]));
    assert_eq!(caller.call("GET", "/jobs?job_type=sync", &Value::Null).await.status, 503);
    let wrong = set(json!(["list:statsu(503)"])).await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.body["error"].as_str().unwrap().contains("did you mean `status`"), "{wrong:?}");
    assert_eq!(
        caller.ask("GET", "/-/faults", &Value::Null).await.body,
        json!(["list:status(503)"]),
        "nothing has changed"
    );
    set(json!([])).await;
    assert_eq!(caller.call("GET", "/jobs?job_type=sync", &Value::Null).await.status, 200);
    assert_eq!(set(json!({"faults": []})).await.status, 400);
}

#[tokio::test]
async fn a_reset_begins_again() {
    let sandbox = quiet().fault("create#1:late(1m)").start().await.unwrap();
    let caller = Caller::new(&sandbox);
    let first = caller.create(&["orders"]).await;
    caller.ask("POST", "/-/faults", &json!([])).await;
    caller.pass(5_000).await;
    let answer = caller.ask("POST", "/-/reset", &Value::Null).await;
    assert_eq!(answer.body["now"], "2026-03-02T08:00:00Z");
    assert!(sandbox.batches().is_empty() && sandbox.requests().is_empty());
    assert_eq!(caller.ask("GET", "/-/faults", &Value::Null).await.body, json!(["create#1:late(1m)"]));
    assert_eq!(caller.create(&["orders"]).await, first, "ids follow from the seed");
    assert_eq!(caller.ask("GET", "/-/unknown", &Value::Null).await.status, 404);
}

/// A page in a browser reaches every port of its machine, under whatever name it gives to it.
#[tokio::test]
async fn pages_in_a_browser_do_not_reach_the_sandbox_itself() {
    let sandbox = quiet().start().await.unwrap();
    let caller = Caller::new(&sandbox);
    caller.create(&["orders"]).await;
    let mut said = String::new();
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-origin"),
        ("sec-fetch-site", "none"),
        ("host", "evil.example"),
        ("host", "evil.example:80"),
        ("host", "localhost"),
    ] {
        let response = caller.request("POST", "/-/snapshot", &[(name, value)], "").await.unwrap();
        let status = response.status().as_u16();
        let body: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
        said += &format!("{name}: {value}: {status} {}\n", body["error"]);
    }
    caller.request("POST", "/-/reset", &[("origin", "https://evil.example")], "").await.unwrap();
    assert_eq!(sandbox.batches().len(), 1, "nothing was reset");
    insta::assert_snapshot!(said, @r#"
    origin: https://evil.example: 403 "a page in a browser asks for this, and only whoever runs the sandbox may"
    origin: null: 403 "a page in a browser asks for this, and only whoever runs the sandbox may"
    sec-fetch-site: cross-site: 403 "a page in a browser asks for this, and only whoever runs the sandbox may"
    sec-fetch-site: same-origin: 403 "a page in a browser asks for this, and only whoever runs the sandbox may"
    sec-fetch-site: none: 200 null
    host: evil.example: 403 "a call about the sandbox itself has `localhost` or an IP address as its `Host`, since a page may give any other name to this machine"
    host: evil.example:80: 403 "a call about the sandbox itself has `localhost` or an IP address as its `Host`, since a page may give any other name to this machine"
    host: localhost: 200 null
    "#);
}
