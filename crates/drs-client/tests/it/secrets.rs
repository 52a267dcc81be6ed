//! A secret that goes in comes out on the wire and nowhere else.

use std::fmt::Debug;

use drs_client::{Error, Operation, types};
use insta::assert_snapshot;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::peer::Response;
use crate::{JOB, TOKEN, example, examples, exchange};

const NAMES: [&str; 4] = ["db_password", "password", "ssl_cert_key", "ssl_cert_password"];

/// Puts a canary in the place of each secret; returns how many there were.
fn plant(value: &mut Value) -> usize {
    match value {
        Value::Array(items) => items.iter_mut().map(plant).sum(),
        Value::Object(members) => {
            let mut count = 0;
            for (name, member) in members {
                if NAMES.contains(&name.as_str()) {
                    *member = "canary-secret".into();
                    count += 1;
                } else {
                    count += plant(member);
                }
            }
            count
        }
        _ => 0,
    }
}

fn is_hidden<T: Serialize + DeserializeOwned + Debug>(folder: &str) -> usize {
    let mut planted = 0;
    for (name, mut json) in examples(folder) {
        let secrets = plant(&mut json);
        let value: T = serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
        planted += secrets;
        assert_eq!(serde_json::to_value(&value).unwrap(), json, "{name}");
        for shown in [format!("{value:?}"), format!("{value:#?}")] {
            assert!(!shown.contains("canary"), "{name}: {shown}");
        }
    }
    planted
}

#[test]
fn debug_of_a_request_shows_no_secret() {
    let mut planted = 0;
    macro_rules! hidden {
        ($($method:ident($($parameter:literal)*) $($request:ident)?,)*) => {
            $($(planted += is_hidden::<types::$request>(concat!("examples/", stringify!($method)));)?)*
        };
    }
    with_calls!(hidden);
    assert!(planted > 55);
}

#[test]
fn every_kind_of_secret_is_in_the_examples() {
    let mut all = examples("examples/batch_create_jobs_async");
    all.extend(examples("examples/update_job"));
    let text = all.iter().map(|(_, json)| json.to_string()).collect::<String>();
    for name in NAMES {
        assert!(text.contains(&format!("{name:?}:")), "{name}");
    }
}

#[test]
fn debug_of_a_response_shows_no_secret() {
    let json = r#"{"job": {"source_endpoint": [{"endpoint": {"db_password": "canary-secret", "db_user": "u"}}]}}"#;
    let response: types::ShowJobDetailResponse = serde_json::from_str(json).unwrap();
    let shown = format!("{response:?}");
    assert!(shown.contains("Secret(***)") && !shown.contains("canary"), "{shown}");
}

#[test]
fn debug_of_a_builder_shows_no_secret() {
    let builder = types::BaseEndpoint::builder().db_password("canary-secret");
    assert!(!format!("{builder:?}").contains("canary"));
}

#[tokio::test]
async fn debug_of_a_raw_call_and_of_its_answer_shows_no_body() {
    let body = r#"{"job": {"source_endpoint": [{"db_password": "canary-secret"}]}}"#;
    let ((call, answer), _) = exchange(Response::with(200, "X-Request-Id: f00d", body), async |client| {
        let call = client.call_raw(Operation::UpdateJob).path("job_id", JOB).body(body);
        let shown = format!("{call:?}\n{call:#?}");
        let call = client.call_raw(Operation::ShowJobDetail).path("job_id", JOB).query("type", "detail");
        let answer = call.send().await.unwrap();
        assert!(answer.body.to_string().contains("canary"));
        (shown, format!("{answer:?}\n{answer:#?}"))
    })
    .await;
    assert!(!call.contains("canary") && !answer.contains("canary"), "{call} {answer}");
    assert_snapshot!(
        call.lines().next().unwrap(),
        @r#"RawCall { operation: UpdateJob, path: {"job_id": "19557d51-1ee6-4507-97a6-8f69164jb201"}, query: [], body_bytes: Some(64), .. }"#
    );
    assert_snapshot!(
        answer.lines().next().unwrap(),
        @r#"RawResponse { status: 200, request_id: Some("f00d"), body_bytes: 61, .. }"#
    );
}

/// Servers and proxies repeat what they were sent. None of it may reach an error.
#[tokio::test]
async fn what_comes_back_of_a_request_is_hidden_in_errors() {
    let secret = r#"hun"ter<2> &ü"#;
    let mut request: types::BatchAsyncCreateJobReq = example("batch_create_jobs_async", "minimal");
    request.jobs[0].source_endpoint[0].endpoint.db_password = secret.into();
    let in_json = serde_json::to_string(secret).unwrap();
    let in_json = in_json.trim_matches('"');
    for (status, body) in [
        (400, format!(r#"{{"error_code": "DRS.1", "error_msg": "bad value {in_json} for token {TOKEN}"}}"#)),
        (400, format!(r#"{{"error_code": "{TOKEN}", "error_msg": "x", "request_id": "{TOKEN}"}}"#)),
        (400, format!(r#"{{"results": [{{"id": "{TOKEN}", "error_code": "a", "error_msg": "{in_json}"}}]}}"#)),
        (400, format!("<html><title>hun&quot;ter&lt;2&gt; &amp;ü and {TOKEN}</title></html>")),
        (500, format!("db_password={secret} X-Auth-Token: {TOKEN}")),
        (500, "q=hun%22ter%3C2%3E+%26%C3%BC".to_owned()),
        (418, format!(r#"{{"echo": "{in_json}"}}"#)),
        (418, r#"{"echo": "\u0068\u0075n\u0022ter<2> \u0026\u00fc", "other": "c\u0061nary-token"}"#.to_owned()),
        (400, r#"{"error_code": "DRS.1", "error_msg": "\u0068\u0075n\u0022ter<2> \u0026\u00fc"}"#.to_owned()),
        (202, format!(r#"{{"job": ["{in_json}", "{TOKEN}"]}}"#)),
        (202, format!(r#"{{"job": {{"async_job_id": {{"{TOKEN}": 1}}}}}}"#)),
        (202, format!(r#"{{"error_code": "DRS.1", "error_msg": "{in_json}"}}"#)),
        (202, format!("{secret} {TOKEN}")),
    ] {
        let (result, sent) =
            exchange(Response::json(status, &body), async |client| client.batch_create_jobs_async(&request).await)
                .await;
        assert!(sent.body.contains(in_json), "the secret is sent");
        assert_eq!(sent.header("x-auth-token"), Some(TOKEN));
        let error = result.unwrap_err();
        let shown = format!("{error}\n{error:?}\n{error:#?}");
        for piece in ["hun", "ter<2>", "ter&lt;", TOKEN, "canary"] {
            assert!(!shown.contains(piece), "{piece} in {shown}");
        }
    }
}

#[tokio::test]
async fn no_part_of_a_client_shows_the_token() {
    let (shown, _) = exchange(Response::json(200, "{}"), async |client| {
        client.update_job(&JOB.parse().unwrap(), &example("update_job", "name")).await.unwrap();
        format!("{client:?} {:#?}", client.clone())
    })
    .await;
    assert!(!shown.contains(TOKEN), "{shown}");
    let error = Error::Configuration { message: "x".to_owned(), source: None };
    assert_eq!(error.to_string(), "x");
}
