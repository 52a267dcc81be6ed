//! Answers that a caller gets as a value: every documented one, and what servers do beside the documents.

use std::fmt::{Debug, Write as _};
use std::time::Duration;

use drs_client::types::{self, KnownJobStatus as Known};
use drs_client::{Client, Error, Open};
use drs_contract::Operation;
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::clock::TestClock;
use crate::peer::{Peer, Response};
use crate::{INSTANCE, JOB, builder, example, examples, exchange};

/// Calls an operation and returns what came back as text.
async fn call(client: &Client, operation: &str) -> Result<Value, Error> {
    fn shown(response: impl serde::Serialize + Debug) -> Value {
        serde_json::to_value(response).unwrap()
    }
    fn segment(parameter: &str) -> &'static str {
        if parameter == "instance_id" { INSTANCE } else { JOB }
    }
    macro_rules! calls {
        ($($method:ident($($parameter:literal)*) $($request:ident)?,)*) => {
            match operation {
                $(stringify!($method) => {
                    client
                        .$method(
                            $(&segment($parameter).parse().unwrap(),)*
                            $(&example::<types::$request>(operation, "minimal"))?
                        )
                        .await
                        .map(shown)
                })*
                _ => panic!("{operation}"),
            }
        };
    }
    with_calls!(calls)
}

/// A documented response of each form that a service error can have.
const FORMS: [&str; 7] = [
    "batch_set_policy/400-results",
    "batch_set_policy/401-gateway",
    "batch_set_policy/403-code-and-message",
    "batch_set_policy/500-nested",
    "modify_data_sync/400-no-such-instance-zh-cn",
    "show_job_detail/401-nested",
    "update_job/200-refused",
];

/// Every text in a value, and every number as one.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(members) => members.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// The status in the name of a documented answer.
fn status(name: &str) -> u16 {
    name.split('-').next().unwrap().parse().unwrap()
}

/// A success comes back member for member; a refusal has its code and its reason, whatever its form.
#[tokio::test]
async fn documented_answers() {
    let (mut errors, mut partial) = (String::new(), 0);
    for operation in Operation::ALL.map(Operation::id) {
        let documented = examples(&format!("responses/{operation}"));
        let responses = documented.iter().map(|(name, json)| Response::json(status(name), &json.to_string()));
        let peer = Peer::start_many(responses.collect()).await;
        let clock = TestClock::new();
        let client = builder(&peer).clock(clock.clone()).build().unwrap();
        for (name, json) in documented {
            // Credentials that were refused once are used again when a lock would be over.
            clock.advance(Duration::from_mins(5));
            match call(&client, operation).await {
                Ok(response) => {
                    assert!(status(&name) < 300, "{operation}/{name}");
                    assert_eq!(response, json, "{operation}/{name}");
                }
                Err(Error::Partial { items, .. }) => {
                    let listed = ["results", "jobs"].iter().find_map(|name| json[name].as_array()).unwrap();
                    assert_eq!(items.len(), listed.len(), "{operation}/{name}");
                    for (item, json) in items.iter().zip(listed) {
                        assert_eq!(item.id.as_deref(), json["id"].as_str(), "{operation}/{name}");
                        assert_eq!(item.is_failed(), json["status"] == "failed", "{operation}/{name}");
                        assert_eq!(item.code.as_deref(), json["error_code"].as_str(), "{operation}/{name}");
                    }
                    partial += 1;
                }
                Err(error) => {
                    assert_eq!(error.status(), Some(status(&name)), "{operation}/{name}");
                    let refusal = error.refusal().unwrap_or_else(|| panic!("{operation}/{name}: {error:?}"));
                    for said in [&refusal.code, &refusal.message].map(|said| said.as_deref().unwrap_or_default()) {
                        assert!(texts(&json).iter().any(|text| text == said), "{operation}/{name}: {error}");
                    }
                    if FORMS.contains(&&*format!("{operation}/{name}")) {
                        writeln!(errors, "{name}: {error}").unwrap();
                    }
                }
            }
        }
    }
    assert!(partial > 0);
    assert_snapshot!(errors, @r"
    400-results: the service refuses `batch_set_policy` with status 400: DRS.M00289: The task does not exist.
    401-gateway: `batch_set_policy` was not authenticated with what was given: status 401: APIGW.0301: Incorrect IAM authentication information: token expired
    403-code-and-message: the service refuses `batch_set_policy` with status 403: 403: This operation is not allowed for the enterprise project.
    500-nested: whether `batch_set_policy` was carried out is unknown: the service refuses `batch_set_policy` with status 500: DRS.M00001: The request could not be processed.
    400-no-such-instance-zh-cn: the service refuses `modify_data_sync` with status 400: DBS.200022: 找不到该实例。
    401-nested: `show_job_detail` was not authenticated with what was given: status 401: 401: The token has expired.
    200-refused: the service refuses `update_job` with status 200: DRS.10000013: The current task status does not allow this change.
    ");
}

/// The response of `show_job_detail` to this body.
async fn detail(body: Value) -> types::JobDetailResp {
    let job = JOB.parse().unwrap();
    let query = example("show_job_detail", "minimal");
    let (result, _) =
        exchange(Response::json(200, &body.to_string()), async |client| client.show_job_detail(&job, &query).await)
            .await;
    result.unwrap().job.unwrap()
}

#[tokio::test]
async fn an_unknown_state_and_unknown_members_are_no_error() {
    let job = detail(json!({"job": {"status": "NEW_STATE", "brand_new": {"a": [1]}, "base_info": {"brand_new": 1}}, "brand_new": null})).await;
    assert_eq!(job.status, Some(Open::Unknown("NEW_STATE".to_owned())));
    assert_eq!(detail(json!({"job": {"status": "PAUSING"}})).await.status, Some(Open::Known(Known::Pausing)));
}

#[tokio::test]
async fn null_is_taken_for_every_member() {
    let job = detail(json!({"job": {
        "status": null, "source_endpoint": null, "instance_features": null, "base_info": {"tags": null, "expired_days": null},
        "total_count": null, "progress_info": {"progress_map": null},
    }}))
    .await;
    assert_eq!(job.source_endpoint, None);
    assert_eq!(job.instance_features, None);
    assert_eq!(job.base_info.unwrap().tags, None);
}

#[tokio::test]
async fn expired_days_may_be_a_number_or_text() {
    for (value, read) in
        [(json!(14), types::TextOrNumber::Number(14)), (json!("14"), types::TextOrNumber::Text("14".to_owned()))]
    {
        let job = detail(json!({"job": {"base_info": {"expired_days": value}}})).await;
        assert_eq!(job.base_info.unwrap().expired_days, Some(read));
    }
}

#[tokio::test]
async fn an_empty_object_is_a_success() {
    for operation in Operation::ALL.map(Operation::id) {
        let statuses = examples(&format!("responses/{operation}")).into_iter().map(|(name, _)| status(&name));
        let status = statuses.min().unwrap();
        let (result, _) = exchange(Response::json(status, "{}"), async |client| call(&client, operation).await).await;
        assert_eq!(result.unwrap(), json!({}), "{operation}");
    }
}

#[tokio::test]
async fn failed_items_of_a_batch_are_an_error_with_every_item() {
    let body = json!({"count": 4, "results": [
        {"id": "a", "status": "Success"},
        {"id": "b", "name": "orders", "status": "failed", "error_code": "DRS.M00304", "error_msg": "no"},
        {"id": "c", "status": "half done"},
        {"id": "d", "error_code": "DRS.M00289"},
    ]});
    let request = example("batch_set_policy", "minimal");
    let (result, _) = exchange(Response::json(200, &body.to_string()), async |client| {
        client.batch_set_policy(&request).await.unwrap_err()
    })
    .await;
    assert!(!result.is_certain_not_run() && !result.is_retryable());
    assert_snapshot!(result, @"`batch_set_policy` failed for 3 of 4: item 1 `orders` `b`: DRS.M00304: no; item 2 `c`: half done; item 3 `d`: DRS.M00289");
    let Error::Partial { items, .. } = result else { panic!() };
    let failed: Vec<_> = items.iter().map(|item| (item.index, item.is_failed())).collect();
    assert_eq!(failed, [(0, false), (1, true), (2, true), (3, true)]);
}

#[tokio::test]
async fn entries_of_a_list_that_is_read_have_no_verdicts() {
    let job = detail(json!({"job": {"status": "CREATE_FAILED"}, "jobs": [{"status": "failed"}]})).await;
    assert_eq!(job.status, Some(Open::Known(Known::CreateFailed)));
}

#[tokio::test]
async fn the_content_type_of_a_response_does_not_matter() {
    let (result, _) = exchange(
        Response::with(200, "Content-Type: text/plain;charset=UTF-8", r#"{"status": "success"}"#),
        async |client| call(&client, "update_job").await,
    )
    .await;
    assert_eq!(result.unwrap(), json!({"status": "success"}));
}
