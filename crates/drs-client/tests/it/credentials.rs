//! Credentials on the wire: signatures, clocks, tokens that end, keys that are wrong.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use drs_client::auth::{Credential, ProvideCredentials, Provided};
use drs_client::{AuthProblem, Client, ClientBuilder, Error, Operation, Service, types};

use crate::clock::TestClock;
use crate::host::{Act, Host, answer};
use crate::{JOB, PROJECT, example};

const AK: &str = "AKEXAMPLE000000000AB";
const SK: &str = "canary-SK/0000+000000000000000000000000";
const WRONG: &str = r#"{"error_code": "APIGW.0301", "error_msg": "Incorrect IAM authentication information"}"#;
const OLD: &str = r#"{"error_code": "APIGW.0307", "error_msg": "The token must be updated."}"#;
const LOCKED: &str = r#"{"error_msg": "AK access failed to reach the limit, forbidden"}"#;

fn builder(host: &Host, clock: &TestClock) -> ClientBuilder {
    Client::builder().endpoint(Service::Drs, host.url()).project_id(PROJECT).clock(clock.clone())
}

fn signing(host: &Host, clock: &TestClock) -> Client {
    builder(host, clock).access_key(AK, SK).build().unwrap()
}

async fn read(client: &Client) -> Result<types::ShowJobDetailResponse, Error> {
    client.show_job_detail(&JOB.parse().unwrap(), &example("show_job_detail", "minimal")).await
}

async fn change(client: &Client) -> Result<types::UpdateJobResponse, Error> {
    client.update_job(&JOB.parse().unwrap(), &example("update_job", "name")).await
}

fn problem(error: Error) -> AuthProblem {
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("canary"), "{shown}");
    match error {
        Error::Auth { problem, .. } => problem,
        _ => panic!("{error:?}"),
    }
}

/// What a test changes while a client uses it.
#[derive(Clone, Debug, Default)]
struct Tokens {
    given: Arc<Mutex<usize>>,
    invalidated: Arc<Mutex<usize>>,
    renewable: bool,
}

impl ProvideCredentials for Tokens {
    fn provide(&self) -> Provided<'_> {
        *self.given.lock().unwrap() += 1;
        let number = if self.renewable { *self.invalidated.lock().unwrap() } else { 0 };
        Box::pin(std::future::ready(Ok(Credential::token(format!("canary-token-{number}")))))
    }

    fn describe(&self) -> String {
        "a test".to_owned()
    }

    fn invalidate(&self, refused: &Credential) {
        assert!(matches!(refused, Credential::Token { .. }));
        *self.invalidated.lock().unwrap() += 1;
    }
}

#[tokio::test]
async fn a_request_is_signed_and_the_signed_query_is_sent() {
    let (host, clock) = (Host::start([answer(200, "", "{}")]).await, TestClock::new());
    let client = signing(&host, &clock);
    let query = types::ShowJobDetailQuery {
        source_db_name: Some("a b+c/ü".to_owned()),
        ..example("show_job_detail", "minimal")
    };
    client.show_job_detail(&JOB.parse().unwrap(), &query).await.unwrap();
    let sent = host.requests().remove(0);
    assert!(sent.target.ends_with("?source_db_name=a%20b%2Bc%2F%C3%BC&type=detail"), "{}", sent.target);
    assert_eq!(sent.header("x-sdk-date"), Some("20261129T120000Z"));
    assert_eq!(sent.header("x-project-id"), Some(PROJECT));
    let authorization = sent.header("authorization").unwrap();
    assert!(
        authorization.starts_with(&format!(
            "SDK-HMAC-SHA256 Access={AK}, SignedHeaders=host;x-project-id;x-sdk-date, Signature="
        )),
        "{authorization}"
    );
    assert_eq!(sent.header("x-auth-token"), None);
}

#[tokio::test]
async fn fifty_calls_with_a_wrong_key_make_one_request() {
    let (host, clock) = (Host::start([answer(401, "", WRONG)]).await, TestClock::new());
    let client = signing(&host, &clock);
    let calls: Vec<_> = (0..50)
        .map(|_| {
            tokio::spawn({
                let client = client.clone();
                async move { read(&client).await }
            })
        })
        .collect();
    for call in calls {
        let problem = problem(call.await.unwrap().unwrap_err());
        assert!(matches!(problem, AuthProblem::Refused(refusal) if refusal.code.as_deref() == Some("APIGW.0301")));
    }
    assert_eq!(host.requests().len(), 1);
    // Another attempt with the same key makes sense when a lock would be over.
    problem(change(&client).await.unwrap_err());
    assert_eq!(host.requests().len(), 1);
    clock.advance(Duration::from_mins(5));
    problem(change(&client).await.unwrap_err());
    assert_eq!(host.requests().len(), 2);
}

#[tokio::test]
async fn a_wrong_key_and_a_wrong_clock_make_two_requests() {
    let date = "Date: Sun, 29 Nov 2026 13:00:00 GMT\r\n";
    let (host, clock) = (Host::start([answer(401, date, WRONG)]).await, TestClock::new());
    let client = signing(&host, &clock);
    let calls: Vec<_> = (0..50)
        .map(|_| {
            tokio::spawn({
                let client = client.clone();
                async move { read(&client).await }
            })
        })
        .collect();
    for call in calls {
        problem(call.await.unwrap().unwrap_err());
    }
    assert_eq!(host.requests().len(), 2);
}

#[tokio::test]
async fn fifty_calls_with_a_right_key_all_succeed() {
    let (host, clock) = (Host::start([answer(200, "Connection: close\r\n", "{}")]).await, TestClock::new());
    let client = signing(&host, &clock);
    let calls: Vec<_> = (0..50)
        .map(|_| {
            tokio::spawn({
                let client = client.clone();
                async move { read(&client).await }
            })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(host.requests().len(), 50);
}

#[tokio::test]
async fn a_wrong_clock_is_corrected_once() {
    let date = "Date: Sun, 29 Nov 2026 11:00:00 GMT\r\n";
    let acts = [answer(401, date, WRONG), answer(200, "Connection: close\r\n", "{}")];
    let (host, clock) = (Host::start(acts).await, TestClock::new());
    let client = signing(&host, &clock);
    change(&client).await.unwrap();
    read(&client).await.unwrap();
    let dates: Vec<_> = host.requests().iter().map(|sent| sent.header("x-sdk-date").unwrap().to_owned()).collect();
    assert_eq!(dates, ["20261129T120000Z", "20261129T110000Z", "20261129T110000Z"]);
    assert!(clock.waits().is_empty());
}

#[tokio::test]
async fn a_clock_that_is_right_is_no_reason_for_another_request() {
    let date = "Date: Sun, 29 Nov 2026 12:04:00 GMT\r\n";
    let (host, clock) = (Host::start([answer(401, date, WRONG)]).await, TestClock::new());
    problem(change(&signing(&host, &clock)).await.unwrap_err());
    assert_eq!(host.requests().len(), 1);
}

#[tokio::test]
async fn each_attempt_is_signed_anew() {
    let gateway = r#"{"error_code": "APIGW.0106", "error_msg": "orchestration error"}"#;
    let acts = [answer(503, "Retry-After: 7\r\n", gateway), answer(200, "", "{}")];
    let (host, clock) = (Host::start(acts).await, TestClock::new());
    change(&signing(&host, &clock)).await.unwrap();
    let sent = host.requests();
    let dates: Vec<_> = sent.iter().map(|sent| sent.header("x-sdk-date").unwrap()).collect();
    assert_eq!(dates, ["20261129T120000Z", "20261129T120007Z"]);
    assert_ne!(sent[0].header("authorization"), sent[1].header("authorization"));
    assert_eq!(sent[0].body, sent[1].body);
}

#[tokio::test]
async fn a_token_that_is_over_is_renewed_once() {
    let (host, clock) = (Host::start([answer(401, "", OLD), answer(200, "", "{}")]).await, TestClock::new());
    let tokens = Tokens { renewable: true, ..Tokens::default() };
    change(&builder(&host, &clock).credentials(tokens.clone()).build().unwrap()).await.unwrap();
    let sent: Vec<_> = host.requests().iter().map(|sent| sent.header("x-auth-token").unwrap().to_owned()).collect();
    assert_eq!(sent, ["canary-token-0", "canary-token-1"]);

    let host = Host::start([answer(401, "", OLD)]).await;
    problem(change(&builder(&host, &clock).credentials(tokens.clone()).build().unwrap()).await.unwrap_err());
    assert_eq!((host.requests().len(), *tokens.invalidated.lock().unwrap()), (2, 2));
}

#[tokio::test]
async fn a_token_that_cannot_be_renewed_is_not_sent_again() {
    let (host, clock) = (Host::start([answer(401, "", OLD)]).await, TestClock::new());
    let tokens = Tokens::default();
    problem(change(&builder(&host, &clock).credentials(tokens.clone()).build().unwrap()).await.unwrap_err());
    assert_eq!((host.requests().len(), *tokens.invalidated.lock().unwrap()), (1, 1));
}

#[tokio::test]
async fn a_locked_key_is_not_used_until_the_lock_ends() {
    let (host, clock) = (Host::start([answer(403, "", LOCKED)]).await, TestClock::new());
    let client = signing(&host, &clock);
    let error = change(&client).await.unwrap_err();
    insta::assert_snapshot!(error, @"`update_job` was not authenticated with what was given: the access key is locked until Sun, 29 Nov 2026 12:05:00 GMT: status 403: AK access failed to reach the limit, forbidden");
    assert!(matches!(problem(read(&client).await.unwrap_err()), AuthProblem::Locked { .. }));
    assert_eq!(host.requests().len(), 1);
}

#[tokio::test]
async fn a_missing_permission_is_no_fault_of_the_credentials() {
    let denied = r#"{"error_code": "APIGW.0302", "error_msg": "not authorized"}"#;
    let (host, clock) = (Host::start([answer(403, "", denied), answer(200, "", "{}")]).await, TestClock::new());
    let client = signing(&host, &clock);
    assert!(matches!(change(&client).await.unwrap_err(), Error::Refused { .. }));
    read(&client).await.unwrap();
}

#[tokio::test]
async fn credentials_that_cannot_be_sent_are_not() {
    let (host, clock) = (Host::start([Act::ResetBefore]).await, TestClock::new());
    for client in [
        builder(&host, &clock).token(""),
        builder(&host, &clock).token("canary\nx"),
        builder(&host, &clock).access_key("", SK),
    ] {
        let error = read(&client.build().unwrap()).await.unwrap_err();
        assert!(matches!(problem(error), AuthProblem::Unusable(_)));
    }
    assert_eq!(host.connections(), 0);
}

#[tokio::test]
async fn a_body_that_is_too_long_to_be_signed_is_not_sent() {
    let (host, clock) = (Host::start([answer(200, "", "{}")]).await, TestClock::new());
    let body = r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}"#;
    let long = format!("{body}{}", " ".repeat((12 << 20) + 1 - body.len()));
    let client = signing(&host, &clock);
    let call = |body: &str| client.call_raw(Operation::UpdateJob).path("job_id", JOB).body(body.to_owned()).send();
    let error = call(&long).await.unwrap_err();
    assert!(matches!(&error, Error::Argument { parameter, .. } if parameter == "body"), "{error:?}");
    assert_eq!(host.connections(), 0);
    call(&long[..12 << 20]).await.unwrap();
}
