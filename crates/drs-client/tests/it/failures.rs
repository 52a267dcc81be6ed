//! Answers that are no value.

use std::fmt::Write as _;
use std::time::Duration;

use drs_client::{Client, Error, types};
use insta::assert_snapshot;
use tokio::net::TcpListener;

use crate::hostile::kind;
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
        assert_eq!(error.status(), Some(status));
        writeln!(shown, "{}: {error}", kind(&error)).unwrap();
    }
    assert_snapshot!(shown, @r"
    Refused: the service refuses `update_job` with status 400: DRS.M00201: Parameter is empty.
    Auth: `update_job` was not authenticated with what was given: status 401: 401: The token must be updated.
    Refused: the service refuses `update_job` with status 403: Common.0011: no right
    Refused: the service refuses `update_job` with status 404: SVCSTG.1: no
    Refused: the service refuses `update_job` with status 422: 277
    Throttled: `update_job` is one call too many: status 429: APIG.0308: Too many requests
    Unknown(Refused): whether `update_job` was carried out is unknown: the service refuses `update_job` with status 500: DBS.200022: 实例不存在。
    Refused: the service refuses `update_job` with status 200: DRS.M05066: failed under status 200
    Refused: the service refuses `update_job` with status 200: 5066: a code that is a number
    ");
}

#[tokio::test]
async fn a_refusal_has_the_request_id_of_the_header() {
    let response = Response::with(403, "X-Request-Id: f00d", r#"{"error_code": "DRS.1", "error_msg": "no"}"#);
    let error = error(response).await;
    let Error::Refused { refusal, .. } = &error else { panic!("{error:?}") };
    assert_eq!((refusal.status, refusal.message.as_deref()), (403, Some("no")));
    assert_eq!((error.code(), error.request_id()), (Some("DRS.1"), Some("f00d")));
}

#[tokio::test]
async fn a_refused_batch_has_its_items() {
    let body = r#"{"results": [{"id": "a", "status": "failed", "error_code": "DRS.M00289", "error_msg": "no such task"}], "count": 1}"#;
    let request = example("batch_set_policy", "minimal");
    let (result, _) = exchange(Response::json(400, body), async |client| client.batch_set_policy(&request).await).await;
    let error = result.unwrap_err();
    assert_snapshot!(error, @"the service refuses `batch_set_policy` with status 400: DRS.M00289: no such task");
    let items = &error.refusal().unwrap().items;
    assert_eq!((items.len(), items[0].id.as_deref(), items[0].code.as_deref()), (1, Some("a"), Some("DRS.M00289")));
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
        assert_eq!(kind(&error), "Unknown(Unexpected)");
        assert_eq!(error.status(), Some(status));
        writeln!(shown, "{error}").unwrap();
    }
    assert_snapshot!(shown, @r#"
    whether `update_job` was carried out is unknown: an unexpected answer to `update_job` with status 502: 502 Bad Gateway
    whether `update_job` was carried out is unknown: an unexpected answer to `update_job` with status 400: 502 Bad Gateway; the endpoint does not look like the service
    whether `update_job` was carried out is unknown: an unexpected answer to `update_job` with status 404: Not here Ask your administrator.\u{1b}[31m; the endpoint does not look like the service
    whether `update_job` was carried out is unknown: an unexpected answer to `update_job` with status 404: {}; the endpoint does not look like the service
    whether `update_job` was carried out is unknown: an unexpected answer to `update_job` with status 500
    whether `update_job` was carried out is unknown: an unexpected answer to `update_job` with status 503: upstream connect error
    whether `update_job` was carried out is unknown: an unexpected answer to `update_job` with status 400: {"error_code":; the endpoint does not look like the service
    whether `update_job` was carried out is unknown: an unexpected answer to `update_job` with status 418: {"detail":{"note":["teapot"],"password":"***"}}; the endpoint does not look like the service
    whether `update_job` was carried out is unknown: an unexpected answer to `update_job` with status 204
    whether `update_job` was carried out is unknown: an unexpected answer to `update_job` with status 202: {"status":"success"}
    "#);
}

#[tokio::test]
async fn a_long_body_is_cut() {
    let Error::Unknown { source, .. } = error(Response::json(500, &"数据 ".repeat(100_000))).await else { panic!() };
    let Error::Unexpected { excerpt, .. } = *source else { panic!("{source:?}") };
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
        assert_eq!(kind(&error), "Unknown(Decode)");
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
    whether `update_job` was carried out is unknown: the answer to `update_job` with status 200 cannot be read at `.`: it ends too early
    whether `update_job` was carried out is unknown: the answer to `update_job` with status 200 cannot be read at `.`: it is not JSON at line 1 column 1
    whether `update_job` was carried out is unknown: the answer to `update_job` with status 200 cannot be read at `.`: it ends too early
    whether `update_job` was carried out is unknown: the answer to `update_job` with status 200 cannot be read at `.`: something follows its end
    whether `update_job` was carried out is unknown: the answer to `update_job` with status 200 cannot be read at `status`: it is of another form
    whether `update_job` was carried out is unknown: the answer to `update_job` with status 200 cannot be read at `name`: expected a string
    whether `update_job` was carried out is unknown: the answer to `update_job` with status 200 cannot be read at `.`: expected an object
    whether `update_job` was carried out is unknown: the answer to `update_job` with status 200 cannot be read at `.`: expected an object
    the answer to `show_job_detail` with status 200 cannot be read at `job.logs[1].level`: expected a string
    ");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").await.unwrap();
    for status in [301, 302, 307, 308] {
        let location = format!("Location: http://{}/stolen", elsewhere.local_addr().unwrap());
        let error = error(Response::with(status, &location, "")).await;
        assert_eq!(kind(&error), "Unknown(Unexpected)");
        assert_eq!(error.status(), Some(status));
    }
    assert!(tokio::time::timeout(Duration::from_millis(50), elsewhere.accept()).await.is_err());
}

#[tokio::test]
async fn the_contract_says_what_to_do() {
    let error = error(Response::json(400, r#"{"error_code": "DRS.10000010", "error_msg": "no"}"#)).await;
    assert_snapshot!(error.remedy().unwrap(), @"Compare the id with `list_jobs`. While a task is being ended or deleted, take it for a success.");
}

#[tokio::test]
async fn an_error_in_a_success_is_one_however_its_name_is_written() {
    for name in ["error_code", r"error\u005fcode", r"\u0065rror_code"] {
        let body = format!(r#"{{"{name}": "DRS.M05066", "error_msg": "no"}}"#);
        let (result, _) = exchange(Response::json(200, &body), async |client| {
            client.show_job_detail(&JOB.parse().unwrap(), &example("show_job_detail", "minimal")).await
        })
        .await;
        assert!(matches!(result, Err(Error::Refused { .. })), "{name}: {result:?}");
    }
}
