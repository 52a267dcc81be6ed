//! Answers that are no value.

use std::fmt::Write as _;
use std::time::Duration;

use drs_client::{Client, Error, types};
use insta::assert_snapshot;
use tokio::net::TcpListener;

use crate::peer::Response;
use crate::{JOB, TOKEN, example, exchange};

pub(crate) async fn update(client: Client) -> Result<types::UpdateJobResponse, Error> {
    client.update_job(&JOB.parse().unwrap(), &example("update_job", "name")).await
}

/// The error of `update_job` when the peer gives this response.
pub(crate) async fn error(response: Response) -> Error {
    let (result, _) = exchange(response, update).await;
    let error = result.unwrap_err();
    let shown = format!("{error} {error:?} {error:#?}");
    assert!(!shown.contains(TOKEN), "{shown}");
    error
}

#[tokio::test]
async fn refusals_of_every_form() {
    let mut shown = String::new();
    for (status, body) in [
        (400, r#"{"error_code": "DRS.M00201", "error_msg": "Parameter is empty."}"#),
        (401, r#"{"error": {"code": 401, "message": "The token must be updated.", "title": "Unauthorized"}}"#),
        (403, r#"{"code": "Common.0011", "message": "no right", "encoded_authorization_message": "XOpl"}"#),
        (404, r#"{"errorCode": "SVCSTG.1", "errorMsg": "no", "requestId": "r-2"}"#),
        (422, r#"{"error_code": 277}"#),
        (429, r#"{"error_msg": "Too many requests", "error_code": "APIG.0308", "request_id": "r-1"}"#),
        (500, r#"{"error_code": "DBS.200022", "error_msg": "实例不存在。"}"#),
        (200, r#"{"error_code": "DRS.M05066", "error_msg": "failed under status 200"}"#),
        (200, r#"{"error_code": 5066, "error_msg": "a code that is a number"}"#),
    ] {
        let error = error(Response::json(status, body)).await;
        assert!(matches!(error, Error::Refused { .. }), "{error:?}");
        writeln!(shown, "{error}").unwrap();
    }
    assert_snapshot!(shown, @r"
    the service refuses `update_job` with status 400: DRS.M00201: Parameter is empty.
    the service refuses `update_job` with status 401: 401: The token must be updated.
    the service refuses `update_job` with status 403: Common.0011: no right
    the service refuses `update_job` with status 404: SVCSTG.1: no
    the service refuses `update_job` with status 422: 277
    the service refuses `update_job` with status 429: APIG.0308: Too many requests
    the service refuses `update_job` with status 500: DBS.200022: 实例不存在。
    the service refuses `update_job` with status 200: DRS.M05066: failed under status 200
    the service refuses `update_job` with status 200: 5066: a code that is a number
    ");
}

#[tokio::test]
async fn a_refusal_has_the_request_id_of_the_header() {
    let response = Response::with(403, "X-Request-Id: f00d", r#"{"error_code": "DRS.1", "error_msg": "no"}"#);
    let Error::Refused { status: 403, code, message, request_id, .. } = error(response).await else { panic!() };
    assert_eq!((code.as_deref(), message.as_deref(), request_id.as_deref()), (Some("DRS.1"), Some("no"), Some("f00d")));
}

#[tokio::test]
async fn a_refused_batch_has_its_items() {
    let body = r#"{"results": [{"id": "a", "status": "failed", "error_code": "DRS.M00289", "error_msg": "no such task"}], "count": 1}"#;
    let request = example("batch_set_policy", "minimal");
    let (result, _) = exchange(Response::json(400, body), async |client| client.batch_set_policy(&request).await).await;
    let error = result.unwrap_err();
    assert_snapshot!(error, @"the service refuses `batch_set_policy` with status 400: DRS.M00289: no such task");
    let Error::Refused { items, .. } = error else { panic!() };
    assert_eq!(items[0].id.as_deref(), Some("a"));
}

#[tokio::test]
async fn answers_that_the_contract_does_not_know() {
    let mut shown = String::new();
    let page = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><p>nginx</p></body></html>";
    let untitled = "<html><body><h1>Not here</h1><p>Ask <b>your</b> administrator.\x1b[31m</p></body></html>";
    for (status, body) in [
        (502, page),
        (400, page),
        (404, untitled),
        (404, "{}"),
        (500, ""),
        (503, "upstream connect error"),
        (400, r#"{"error_code": "#),
        (418, r#"{"detail": {"note": ["teapot"], "password": "hunter2"}}"#),
        (204, ""),
        (202, r#"{"status": "success"}"#),
    ] {
        let error = error(Response::json(status, body)).await;
        assert!(matches!(error, Error::Unexpected { .. }), "{error:?}");
        assert_eq!(error.status(), Some(status));
        writeln!(shown, "{error}").unwrap();
    }
    assert_snapshot!(shown, @r#"
    an unexpected answer to `update_job` with status 502: 502 Bad Gateway
    an unexpected answer to `update_job` with status 400: 502 Bad Gateway
    an unexpected answer to `update_job` with status 404: Not here Ask your administrator.\u{1b}[31m
    an unexpected answer to `update_job` with status 404: {}
    an unexpected answer to `update_job` with status 500
    an unexpected answer to `update_job` with status 503: upstream connect error
    an unexpected answer to `update_job` with status 400: {"error_code":
    an unexpected answer to `update_job` with status 418: {"detail":{"note":["teapot"],"password":"***"}}
    an unexpected answer to `update_job` with status 204
    an unexpected answer to `update_job` with status 202: {"status":"success"}
    "#);
}

#[tokio::test]
async fn a_long_body_is_cut() {
    let Error::Unexpected { excerpt, .. } = error(Response::json(500, &"数据 ".repeat(100_000))).await else {
        panic!()
    };
    assert_eq!(excerpt.chars().count(), 201);
}

#[tokio::test]
async fn successes_that_cannot_be_read() {
    let mut shown = String::new();
    for body in [
        "",
        "<html>hello</html>",
        r#"{"status": "success""#,
        r#"{"status": "success"} trailing"#,
        r#"{"status": ["hunter2"]}"#,
        r#"{"name": {"password": "hunter2"}}"#,
        r#"["hunter2"]"#,
        "null",
    ] {
        let error = error(Response::json(200, body)).await;
        assert!(matches!(error, Error::Decode { .. }), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
        writeln!(shown, "{error}").unwrap();
    }
    let query = example("show_job_detail", "minimal");
    let body = r#"{"job": {"logs": [{"level": "INFO"}, {"level": 5}]}}"#;
    let (result, _) =
        exchange(Response::json(200, body), async |client| client.show_job_detail(&JOB.parse().unwrap(), &query).await)
            .await;
    shown += &result.unwrap_err().to_string();
    assert_snapshot!(shown, @r"
    the answer to `update_job` with status 200 cannot be read at `.`: it ends too early
    the answer to `update_job` with status 200 cannot be read at `.`: it is not JSON at line 1 column 1
    the answer to `update_job` with status 200 cannot be read at `.`: it ends too early
    the answer to `update_job` with status 200 cannot be read at `.`: something follows its end
    the answer to `update_job` with status 200 cannot be read at `status`: it is of another form
    the answer to `update_job` with status 200 cannot be read at `name`: expected a string
    the answer to `update_job` with status 200 cannot be read at `.`: expected struct UpdateJobResponse with 5 elements
    the answer to `update_job` with status 200 cannot be read at `.`: expected struct UpdateJobResponse
    the answer to `show_job_detail` with status 200 cannot be read at `job.logs[1].level`: expected a string
    ");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").await.unwrap();
    for status in [301, 302, 307, 308] {
        let location = format!("Location: http://{}/stolen", elsewhere.local_addr().unwrap());
        let error = error(Response::with(status, &location, "")).await;
        assert!(matches!(error, Error::Unexpected { .. }), "{error:?}");
        assert_eq!(error.status(), Some(status));
    }
    assert!(tokio::time::timeout(Duration::from_millis(50), elsewhere.accept()).await.is_err());
}
