//! Questions that are not answered, or not as they should be.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use drs_client::run::{Journal, Options, Run, RunError};
use drs_client::watch::{Goal, TimeScale};
use drs_client::{Client, Error, RetryPolicy, Service};
use drs_sandbox::Sandbox;
use serde_json::{Value, json};

use super::between::{Between, Reply};
use super::{check, file, here, instant, place, until};

/// A run whose calls go through something else.
fn through(between: &Between, sandbox: &Sandbox, options: Options) -> Run {
    let client = Client::builder()
        .endpoint(Service::Drs, between.url())
        .project_id(sandbox.project_id())
        .access_key(sandbox.access_key(), sandbox.secret_key())
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    Run::new(client, here(sandbox), options)
}

/// What a run has asked first, with what it ends with and what it has said.
async fn preflight(between: &Between, sandbox: &Sandbox, options: Options) -> (Result<(), RunError>, Vec<Value>) {
    let (_folder, path) = place();
    let mut run = through(between, sandbox, options);
    let said = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&said);
    run.on_event(move |event| {
        let event = serde_json::to_value(event).unwrap();
        check(&event);
        kept.lock().unwrap().push(event);
    });
    run.add(file(&["orders"]), Journal::open(&path).unwrap()).unwrap();
    let result = run.preflight().await.map(drop);
    let said = said.lock().unwrap().clone();
    (result, said)
}

fn skipping() -> Options {
    let mut options = until(Goal::Created);
    options.time_scale = Some(TimeScale::Instant);
    options
}

fn is_list(target: &str) -> bool {
    target.contains("/jobs?") && target.contains("job_type=")
}

fn page(count: usize) -> Reply {
    let jobs: Vec<Value> = (0..count).map(|n| json!({"id": format!("id-{n}"), "name": format!("name-{n}")})).collect();
    Reply::Json(200, json!({"jobs": jobs}).to_string())
}

#[tokio::test]
async fn a_list_that_repeats_itself_comes_to_an_end() {
    let sandbox = instant().start().await.unwrap();
    for (count, is_whole) in [(3, true), (100, false)] {
        let between = Between::start(&sandbox.endpoint(), move |target| is_list(target).then(|| page(count))).await;
        let (result, _) = preflight(&between, &sandbox, skipping()).await;
        let asked = between.targets().iter().filter(|target| is_list(target)).count();
        if is_whole {
            result.unwrap();
            assert_eq!(asked, 2 * 4, "twice for each kind");
        } else {
            let error = result.unwrap_err();
            assert!(error.to_string().ends_with("a list that comes to no end"), "{error}");
            assert_eq!(asked, 2);
        }
    }
}

#[tokio::test]
async fn no_question_outlasts_the_time_of_the_run() {
    let sandbox = instant().start().await.unwrap();
    for reply in [Reply::Hang, Reply::Json(502, String::new())] {
        let between = Between::start(&sandbox.endpoint(), move |target| is_list(target).then(|| reply.clone())).await;
        let mut options = until(Goal::Created);
        options.timeout = Some(Duration::from_millis(500));
        let begin = Instant::now();
        let (result, _) = preflight(&between, &sandbox, options).await;
        assert!(matches!(result, Err(RunError::Deadline("the service was asked"))), "{result:?}");
        assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
    }
}

#[tokio::test]
async fn an_answer_of_somebody_else_is_told_at_once() {
    let sandbox = instant().start().await.unwrap();
    let reply = |target: &str| {
        is_list(target).then(|| Reply::Json(404, "<html><title>404 Not Found</title></html>".to_owned()))
    };
    let between = Between::start(&sandbox.endpoint(), reply).await;
    let (result, said) = preflight(&between, &sandbox, skipping()).await;
    assert_eq!((between.targets().len(), said.len()), (1, 0));
    let error = result.unwrap_err();
    assert!(matches!(error, RunError::Call(Error::Unexpected { .. })), "{error:?}");
    insta::assert_snapshot!(error, @"an unexpected answer to `list_jobs` with status 404: 404 Not Found; the endpoint does not look like the service");
}

#[tokio::test]
async fn a_question_that_is_asked_again_is_told() {
    let sandbox = instant().start().await.unwrap();
    let left = Mutex::new(2);
    let reply = move |target: &str| {
        let mut left = left.lock().unwrap();
        (is_list(target) && *left > 0).then(|| {
            *left -= 1;
            Reply::Json(502, "<html><title>502 Bad Gateway</title></html>".to_owned())
        })
    };
    let between = Between::start(&sandbox.endpoint(), reply).await;
    let (result, said) = preflight(&between, &sandbox, skipping()).await;
    result.unwrap();
    let said: Vec<_> = said.iter().map(|event| (event["event"].clone(), event["in_a_row"].clone())).collect();
    assert_eq!(said, [(json!("poll.error"), json!(1)), (json!("poll.error"), json!(2))]);
}

#[tokio::test]
async fn pages_become_shorter_until_the_service_has_them() {
    let sandbox = instant().start().await.unwrap();
    let limit =
        |target: &str| -> u32 { target.rsplit_once("limit=").unwrap().1.split('&').next().unwrap().parse().unwrap() };
    let refusal = json!({"error_code": "DRS.M00202", "error_msg": "limit is invalid"}).to_string();
    let reply = move |target: &str| (is_list(target) && limit(target) > 50).then(|| Reply::Json(400, refusal.clone()));
    let between = Between::start(&sandbox.endpoint(), reply).await;
    let (result, _) = preflight(&between, &sandbox, skipping()).await;
    result.unwrap();
    let limits: Vec<u32> = between.targets().iter().filter(|target| is_list(target)).map(|it| limit(it)).collect();
    assert_eq!(limits, [100, 50, 50, 50, 50]);
}

/// What is not known to be free before anything is made is only reported; before a commit it must be known.
#[tokio::test]
async fn a_kind_that_a_region_does_not_list_stops_a_run_before_its_commit() {
    let sandbox = instant().start().await.unwrap();
    let refusal = json!({"error_code": "DRS.M00202", "error_msg": "job_type is invalid"}).to_string();
    let reply = move |target: &str| {
        (is_list(target) && target.contains("job_type=replay")).then(|| Reply::Json(400, refusal.clone()))
    };
    let between = Between::start(&sandbox.endpoint(), reply).await;
    let (result, said) = preflight(&between, &sandbox, skipping()).await;
    result.unwrap();
    assert_eq!(said.len(), 1);
    insta::assert_snapshot!(said[0]["message"].as_str().unwrap(), @"whether tasks of kind `replay` have the same names is unknown: the service refuses `list_jobs` with status 400: DRS.M00202: job_type is invalid");

    let (_folder, path) = place();
    let mut run = through(&between, &sandbox, skipping());
    run.add(file(&["orders"]), Journal::open(&path).unwrap()).unwrap();
    let error = run.drive().await.unwrap_err();
    assert!(matches!(&error, RunError::Undecided { source: Some(_), .. }), "{error:?}");
    assert!(error.to_string().starts_with("whether tasks of kind `replay` have the same names"), "{error}");
    assert_eq!(sandbox.invariants().commits, 0);
}
