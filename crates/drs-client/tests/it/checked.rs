//! What the check lets through, and what it keeps back.

use drs_client::{Error, types};
use drs_diag::Severity;
use insta::assert_snapshot;

use crate::peer::{Peer, Response};
use crate::{JOB, builder, example, exchange};

#[tokio::test]
async fn a_request_with_mistakes_is_not_sent() {
    let peer = Peer::start(Response::json(200, "{}")).await;
    let client = builder(&peer).build().unwrap();

    let mut request: types::BatchAsyncCreateJobReq = example("batch_create_jobs_async", "minimal");
    request.jobs[0].target_endpoint[0].cloud = None;
    let error = client.batch_create_jobs_async(&request).await.unwrap_err();
    assert_snapshot!(error, @"the request of `batch_create_jobs_async` is not valid: an endpoint of type `cloud` needs a `cloud` object (`/jobs/0/target_endpoint/0/endpoint_type`)");

    let query = types::ShowJobDetailQuery { query_id: None, ..example("show_job_detail", "network") };
    let error = client.show_job_detail(&JOB.parse().unwrap(), &query).await.unwrap_err();
    assert_snapshot!(error, @"the request of `show_job_detail` is not valid: type `network` needs the `query_id` of the test or check (`/type`)");
    assert!(peer.is_waiting());
}

#[tokio::test]
async fn warnings_do_not_hide_mistakes_behind_them() {
    let mut request: types::BatchAsyncCreateJobReq = example("batch_create_jobs_async", "minimal");
    let job = request.jobs[0].clone();
    request.jobs = vec![job; 150];
    for job in &mut request.jobs {
        job.source_endpoint[0].endpoint.db_password = "${env:not-a-name}".into();
    }
    let (sent, _) =
        exchange(Response::json(202, "{}"), async |client| client.batch_create_jobs_async(&request).await).await;
    sent.expect("warnings alone do not stop a call");

    request.jobs[140].target_endpoint[0].cloud = None;
    request.jobs[149].target_endpoint[0].cloud = None;
    let peer = Peer::start(Response::json(202, "{}")).await;
    let error = builder(&peer).build().unwrap().batch_create_jobs_async(&request).await.unwrap_err();
    let Error::Invalid { diagnostics, .. } = &error else { panic!("{error:?}") };
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Error));
    let places: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.pointer.as_str()).collect();
    assert_eq!(places, [140, 149].map(|job| format!("/jobs/{job}/target_endpoint/0/endpoint_type")));
    assert!(peer.is_waiting());
}

#[tokio::test]
async fn every_mistake_is_in_the_error() {
    let mut request: types::BatchAsyncCreateJobReq = example("batch_create_jobs_async", "minimal");
    request.jobs[0].target_endpoint[0].cloud = None;
    let job = request.jobs[0].clone();
    request.jobs = vec![job; 150];
    let peer = Peer::start(Response::json(202, "{}")).await;
    let error = builder(&peer).build().unwrap().batch_create_jobs_async(&request).await.unwrap_err();
    assert!(matches!(&error, Error::Invalid { diagnostics, .. } if diagnostics.len() == 150), "{error}");
    assert!(peer.is_waiting());
}

#[tokio::test]
async fn mistakes_are_reported_without_secrets() {
    let peer = Peer::start(Response::json(200, "{}")).await;
    let client = builder(&peer).build().unwrap();
    let mut request: types::BatchAsyncCreateJobReq = example("batch_create_jobs_async", "minimal");
    let job = &mut request.jobs[0];
    for endpoint in job.source_endpoint.iter_mut().chain(&mut job.target_endpoint) {
        endpoint.endpoint.db_password = "canary-secret".into();
        endpoint.cloud = None;
        endpoint.endpoint.source_sharding =
            Some(vec![types::BaseEndpoint { db_password: "".into(), ..endpoint.endpoint.clone() }]);
    }
    let error = client.batch_create_jobs_async(&request).await.unwrap_err();
    let shown = format!("{error} {error:#?}");
    assert!(matches!(error, Error::Invalid { .. }) && !shown.contains("canary"), "{shown}");
    assert!(peer.is_waiting());
}
