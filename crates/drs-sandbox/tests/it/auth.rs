//! Who is let in, and what is said to the others.

use std::time::Duration;

use drs_sandbox::{Sandbox, Speed};
use serde_json::{Value, json};

use crate::caller::{Caller, sign};

/// The real time as a signature has it, so many seconds off.
fn date(offset: i64) -> String {
    let now = jiff::Timestamp::now().as_second() + offset;
    jiff::Timestamp::from_second(now).unwrap().strftime("%Y%m%dT%H%M%SZ").to_string()
}

async fn list(caller: &Caller<'_>, keys: (&str, &str), date: &str) -> (u16, Value) {
    let path = format!("/v5/{}/jobs?job_type=sync", caller.sandbox.project_id());
    let endpoint = caller.sandbox.endpoint();
    let host = endpoint.strip_prefix("http://").unwrap();
    let headers = sign(keys, host, "GET", &path, "", date);
    let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let response = caller.request("GET", &path, &headers, "").await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

async fn strict(faults: &[&str]) -> Sandbox {
    let builder = Sandbox::builder().seed(7).speed(Speed::Manual);
    faults.iter().fold(builder, |builder, fault| builder.fault(*fault)).start().await.unwrap()
}

#[tokio::test]
async fn signatures_are_checked() {
    let sandbox = strict(&[]).await;
    let caller = Caller::new(&sandbox);
    let keys = (sandbox.access_key(), sandbox.secret_key());
    assert_eq!(list(&caller, keys, &date(0)).await.0, 200);
    let wrong = [
        list(&caller, (keys.0, "wrong"), &date(0)).await,
        list(&caller, ("UNKNOWN", keys.1), &date(0)).await,
        list(&caller, keys, &date(-1_000)).await,
        list(&caller, keys, "yesterday").await,
    ];
    for (status, body) in wrong {
        assert_eq!((status, &body["error_code"]), (401, &json!("APIGW.0301")), "{body}");
    }
    assert_eq!(list(&caller, keys, &date(-600)).await.0, 200, "10 minutes off is near enough");
    let unsigned = caller.ask("GET", &format!("/v5/{}/jobs?job_type=sync", sandbox.project_id()), &Value::Null).await;
    assert_eq!(unsigned.status, 401);
    assert_eq!(unsigned.body["request_id"].as_str().unwrap().len(), 32);
}

#[tokio::test]
async fn a_key_is_locked_after_more_than_five_failures_in_a_row() {
    let sandbox = strict(&[]).await;
    let caller = Caller::new(&sandbox);
    let keys = (sandbox.access_key(), sandbox.secret_key());
    for _ in 0..5 {
        assert_eq!(list(&caller, (keys.0, "wrong"), &date(0)).await.0, 401);
    }
    assert_eq!(list(&caller, keys, &date(0)).await.0, 200, "a success begins the count again");
    for _ in 0..6 {
        list(&caller, (keys.0, "wrong"), &date(0)).await;
    }
    let (status, body) = list(&caller, keys, &date(0)).await;
    assert!(
        status == 403 && body["error_msg"].as_str().unwrap().contains("AK access failed to reach the limit"),
        "{body}"
    );
    sandbox.advance(Duration::from_mins(5));
    assert_eq!(list(&caller, keys, &date(0)).await.0, 200);
}

#[tokio::test]
async fn tokens_are_issued_and_run_out() {
    let sandbox = strict(&["list#2:expire-token"]).await;
    let caller = Caller::new(&sandbox);
    let login = |password: &str| {
        let user = json!({"name": "bot", "password": password, "domain": {"name": "account"}});
        json!({"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": {"project": {"name": "cn-north-4"}}}})
    };
    let refused = caller.ask("POST", "/v3/auth/tokens", &login("wrong")).await;
    assert_eq!((refused.status, &refused.body["error"]["code"]), (401, &json!(401)));
    let body = login(sandbox.secret_key()).to_string();
    let response = caller.request("POST", "/v3/auth/tokens?nocatalog=1", &[], &body).await.unwrap();
    assert_eq!(response.status(), 201);
    let token = response.headers()["x-subject-token"].to_str().unwrap().to_owned();
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["token"]["project"]["id"], sandbox.project_id());

    let path = format!("/v5/{}/jobs?job_type=sync", sandbox.project_id());
    let headers = [("x-auth-token", token.as_str())];
    let projects = caller.request("GET", "/v3/projects?name=cn-north-4", &headers, "").await.unwrap();
    let projects: Value = projects.json().await.unwrap();
    assert_eq!(projects["projects"][0]["id"], sandbox.project_id());
    assert_eq!(caller.request("GET", &path, &headers, "").await.unwrap().status(), 200);
    let old = caller.request("GET", &path, &headers, "").await.unwrap();
    assert_eq!(old.status(), 401);
    assert_eq!(old.json::<Value>().await.unwrap()["error_code"], "APIGW.0307");
    assert_eq!(caller.request("GET", &path, &[("x-auth-token", "other")], "").await.unwrap().status(), 401);
}

#[tokio::test]
async fn other_projects_and_paths_are_not_served() {
    let sandbox = strict(&[]).await;
    let caller = Caller::new(&sandbox);
    let keys = (sandbox.access_key(), sandbox.secret_key());
    let endpoint = sandbox.endpoint();
    let host = endpoint.strip_prefix("http://").unwrap();
    for (path, status, code) in
        [("/v5/other/jobs?job_type=sync", 403, "APIGW.0302"), ("/v9/nothing", 404, "APIGW.0101")]
    {
        let headers = sign(keys, host, "GET", path, "", &date(0));
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let response = caller.request("GET", path, &headers, "").await.unwrap();
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(response.json::<Value>().await.unwrap()["error_code"], code);
    }
}

#[tokio::test]
async fn a_gateway_with_a_wrong_clock_says_its_time() {
    let sandbox = strict(&["list:skew(20m)"]).await;
    let caller = Caller::new(&sandbox);
    let keys = (sandbox.access_key(), sandbox.secret_key());
    assert_eq!(list(&caller, keys, &date(0)).await.0, 401);
    assert_eq!(list(&caller, keys, &date(1_200)).await.0, 200);
    let path = format!("/v5/{}/jobs?job_type=sync", sandbox.project_id());
    let response = caller.request("GET", &path, &[], "").await.unwrap();
    let said = jiff::fmt::rfc2822::parse(response.headers()["date"].to_str().unwrap()).unwrap().timestamp().as_second();
    let ahead = said - jiff::Timestamp::now().as_second();
    assert!((1_190..=1_201).contains(&ahead), "{ahead}");
}
