//! Lists that come in pages.

use drs_client::{Client, Error, RetryPolicy, Service, types};
use futures_util::TryStreamExt as _;
use serde_json::json;

use crate::host::{Act, Host, answer};
use crate::{PROJECT, TOKEN};

fn page(total: Option<u32>, ids: &[&str]) -> Act {
    let jobs: Vec<_> = ids.iter().map(|id| json!({"id": id})).collect();
    answer(200, "Connection: close\r\n", &json!({"total_count": total, "jobs": jobs}).to_string())
}

/// The ids on the pages, how the stream ends, and the offsets that were asked for.
async fn listed(acts: Vec<Act>) -> (Vec<String>, Result<(), Error>, Vec<String>) {
    let host = Host::start(acts).await;
    let client = Client::builder().endpoint(Service::Drs, host.url()).project_id(PROJECT).token(TOKEN);
    let client = client.retry(RetryPolicy::never()).build().unwrap();
    let query: types::ListJobsQuery = serde_json::from_value(json!({"job_type": "sync", "limit": 2})).unwrap();
    let mut ids = Vec::new();
    let ended = client
        .list_jobs_pages(&query)
        .try_for_each(|page| {
            ids.extend(page.jobs.into_iter().flatten().filter_map(|job| job.id));
            std::future::ready(Ok(()))
        })
        .await;
    let offsets = host.requests().iter().map(|sent| sent.target.rsplit_once("offset=").unwrap().1.to_owned()).collect();
    (ids, ended, offsets)
}

#[tokio::test]
async fn pages_end_with_the_last_entry() {
    let (ids, ended, offsets) = listed(vec![page(Some(3), &["a", "b"]), page(Some(3), &["c"])]).await;
    ended.unwrap();
    assert_eq!((ids, offsets), (vec!["a".into(), "b".into(), "c".into()], vec!["0".into(), "2".into()]));
}

#[tokio::test]
async fn pages_end_with_an_empty_one_whatever_the_count_says() {
    for total in [None, Some(1000)] {
        let (ids, ended, offsets) = listed(vec![page(total, &["a"]), page(total, &["b"]), page(total, &[])]).await;
        ended.unwrap();
        assert_eq!((ids.len(), offsets), (2, vec!["0".into(), "1".into(), "2".into()]));
    }
}

#[tokio::test]
async fn pages_end_with_an_error() {
    let (ids, ended, offsets) =
        listed(vec![page(None, &["a"]), answer(400, "", r#"{"error_code": "DRS.M00202"}"#)]).await;
    assert!(matches!(ended, Err(Error::Refused { .. })), "{ended:?}");
    assert_eq!((ids.len(), offsets.len()), (1, 2));
}

#[tokio::test]
async fn pages_end_with_a_repeated_one() {
    for total in [None, Some(1000)] {
        let (ids, ended, offsets) = listed(vec![page(total, &["a", "b"]), page(total, &["a", "b"])]).await;
        ended.unwrap();
        assert_eq!((ids.len(), offsets), (2, vec!["0".into(), "2".into()]));
    }
}
