//! What a program that collects spans learns of calls, and what it does not.

use std::io::{self, Write};
use std::sync::{Arc, LazyLock, Mutex};

use drs_client::{Client, Operation, RetryPolicy, Service};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::clock::TestClock;
use crate::host::{Host, answer};
use crate::{JOB, PROJECT, TOKEN, example};

static OTHER: LazyLock<tracing::Dispatch> = LazyLock::new(|| tracing::Dispatch::new(tracing_subscriber::registry()));

#[derive(Clone, Debug, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a collector gets of this crate while something runs on this thread.
async fn collected(run: impl AsyncFnOnce()) -> String {
    let lines = Lines::default();
    let writer = lines.clone();
    let format = tracing_subscriber::fmt::layer().with_ansi(false).without_time().with_span_events(FmtSpan::CLOSE);
    let format = format.with_writer(move || writer.clone());
    let only_ours = Targets::new().with_target("drs_client", tracing::Level::TRACE);
    let subscriber = tracing_subscriber::registry().with(format).with(only_ours);
    // Beside a single subscriber, what a thread without one comes to first would be off for all threads.
    LazyLock::force(&OTHER);
    let guard = tracing::subscriber::set_default(subscriber);
    run().await;
    drop(guard);
    lines.text()
}

fn client(host: &Host) -> Client {
    Client::builder()
        .endpoint(Service::Drs, host.url())
        .project_id(PROJECT)
        .token(TOKEN)
        .clock(TestClock::new())
        .retry(RetryPolicy::default().seed(3))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_call_has_a_span_and_so_has_each_attempt() {
    let host = Host::start([
        answer(503, "X-Request-Id: 5ea1\r\n", "CANARY in an answer"),
        answer(200, "X-Request-Id: 5ea2\r\n", "{}"),
    ])
    .await;
    let text = collected(async || {
        client(&host).show_job_detail(&JOB.parse().unwrap(), &example("show_job_detail", "minimal")).await.unwrap();
    })
    .await;
    insta::assert_snapshot!(text);
}

#[tokio::test]
async fn a_call_that_fails_says_how_and_nothing_of_what_was_sent() {
    let host =
        Host::start([answer(400, "", r#"{"error_code": "DRS.M0010", "error_msg": "CANARY-source is wrong"}"#)]).await;
    let body = std::fs::read_to_string(crate::spec("examples/batch_create_jobs_async/minimal.json")).unwrap();
    let mut body: serde_json::Value = serde_json::from_str(&body).unwrap();
    for endpoint in ["source_endpoint", "target_endpoint"] {
        for part in body["jobs"][0][endpoint].as_array_mut().unwrap() {
            part["endpoint"]["db_password"] = "CANARY-source".into();
        }
    }
    let text = collected(async || {
        let body = body.to_string();
        client(&host).call_raw(Operation::BatchCreateJobsAsync).body(body).send().await.unwrap_err();
    })
    .await;
    assert!(!text.contains("CANARY") && !text.contains(TOKEN), "{text}");
    insta::assert_snapshot!(text);
}
