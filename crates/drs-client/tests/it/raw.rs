//! Calls that are put together from texts.

use drs_client::{Error, Operation};
use insta::assert_snapshot;
use serde_json::json;

use crate::peer::Response;
use crate::{JOB, PROJECT, TOKEN, exchange};

#[tokio::test]
async fn a_raw_call_is_sent_like_any_other() {
    let (result, sent) =
        exchange(Response::with(200, "X-Request-Id: f00d", r#"{"job": {"id": "x"}}"#), async |client| {
            client.call_raw(Operation::ShowJobDetail).path("job_id", JOB).query("type", "detail").send().await.unwrap()
        })
        .await;
    assert_eq!((result.status, result.request_id.as_deref()), (200, Some("f00d")));
    assert_eq!(result.body, json!({"job": {"id": "x"}}));
    assert_snapshot!(sent, @r"
    GET /v5/054ba152d480d55b2f5dc0069e7ddef0/jobs/19557d51-1ee6-4507-97a6-8f69164jb201?type=detail
    accept: application/json
    x-auth-token: ***
    user-agent: drs-client
    host: 127.0.0.1
    ");

    let body = r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}"#;
    let (result, sent) = exchange(Response::json(202, "{}"), async |client| {
        client
            .call_raw(Operation::UpdateJob)
            .path("job_id", "a/b c")
            .path("project_id", "other")
            .body(body)
            .send()
            .await
    })
    .await;
    assert_eq!(result.unwrap().body, json!({}));
    assert_eq!((sent.body.as_str(), sent.header("content-type")), (body, Some("application/json")));
    assert_eq!(sent.target, "PUT /v5/other/jobs/a%2Fb%20c");
}

#[tokio::test]
async fn only_what_deletes_may_be_answered_with_nothing() {
    let (result, _) = exchange(Response::json(200, ""), async |client| {
        client.call_raw(Operation::DeleteJob).path("job_id", JOB).send().await
    })
    .await;
    assert_eq!(result.unwrap().body, json!(null));
    for body in ["", "null", "[1]"] {
        let (result, _) = exchange(Response::json(200, body), async |client| {
            client.call_raw(Operation::ShowJobDetail).path("job_id", JOB).query("type", "detail").send().await
        })
        .await;
        assert!(matches!(result, Err(Error::Decode { .. })), "{body}: {result:?}");
    }
}

#[tokio::test]
async fn the_parts_of_a_raw_call_are_checked() {
    let peer = crate::peer::Peer::start(Response::json(200, "{}")).await;
    let client = crate::builder(&peer).build().unwrap();
    let show = || client.call_raw(Operation::ShowJobDetail);
    let mut shown = String::new();
    for call in [
        show().query("type", "detail"),
        show().path("job_id", "..").query("type", "detail"),
        show().path("job_id", JOB).path("job\u{1b}", "x").query("type", "detail"),
        show().path("job_id", JOB).query("typ", "detail"),
        show().path("job_id", JOB).query("type", "detail").body("{}"),
        client.call_raw(Operation::UpdateJob).path("job_id", JOB),
        client.call_raw(Operation::BatchSetPolicy).query("a", "b").body("{}"),
    ] {
        let error = call.send().await.unwrap_err();
        assert!(matches!(error, Error::Argument { .. }), "{error:?}");
        shown += &format!("{error}\n");
    }
    assert_snapshot!(shown);
    #[cfg(feature = "validate")]
    {
        let error = show().path("job_id", JOB).query("type", "detial").send().await.unwrap_err();
        assert!(matches!(error, Error::Invalid { .. }), "{error:?}");
    }
    assert!(peer.is_waiting());
}

#[tokio::test]
async fn a_preview_is_the_request_without_its_secrets() {
    let peer = crate::peer::Peer::start(Response::json(200, "{}")).await;
    let client = crate::builder(&peer).build().unwrap();
    let body =
        r#"{"jobs": [[{"db_password": "canary-1", "db_user": "root"}]], "password": ["canary-2", ["canary-3"]]}"#;
    let preview = client.call_raw(Operation::BatchCreateJobsAsync).body(body).preview().unwrap();
    assert_eq!(
        (preview.method.as_str(), preview.url.as_str()),
        ("POST", &*format!("{}/v5/{PROJECT}/jobs/batch-async-create", peer.url()))
    );
    let shown = format!("{preview:?}");
    assert!(!shown.contains("canary") && !shown.contains(TOKEN), "{shown}");
    assert!(preview.body.contains("root"), "{shown}");
    assert!(peer.is_waiting());
}
