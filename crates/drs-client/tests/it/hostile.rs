//! Peers that misbehave: how often a call is made, what it ends with, and whether it is certain that nothing was done.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Duration;

use drs_client::{Client, Error, Service};
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::net::TcpListener;

use crate::clock::TestClock;
use crate::host::{Act, Host, answer, bytes};
use crate::{JOB, PROJECT, TOKEN, example};

/// The variant, and what it holds.
pub(crate) fn kind(error: &Error) -> String {
    let shown = format!("{error:?}");
    assert!(!shown.contains(TOKEN), "{shown}");
    let name = shown.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    match error {
        Error::Unknown { source, .. } => format!("{name}({})", kind(source)),
        Error::Transport { kind, .. } => format!("{name}({kind:?})"),
        _ => name.to_owned(),
    }
}

/// A client that waits for nothing, but for a peer that hangs.
fn client(url: &str) -> Client {
    Client::builder()
        .endpoint(Service::Drs, url)
        .project_id(PROJECT)
        .token(TOKEN)
        .clock(TestClock::new())
        .timeout(Duration::from_millis(150))
        .change_timeout(Duration::from_millis(150))
        .build()
        .unwrap()
}

/// Makes a call of each class.
async fn call(client: &Client, class: &str) -> Result<(), Error> {
    let job = JOB.parse().unwrap();
    match class {
        "read" => client.show_job_detail(&job, &example("show_job_detail", "minimal")).await.map(drop),
        "idempotent" => client.update_job(&job, &example("update_job", "name")).await.map(drop),
        _ => client.batch_create_jobs_async(&example("batch_create_jobs_async", "minimal")).await.map(drop),
    }
}

fn cell(result: &Result<(), Error>) -> String {
    match result {
        Ok(()) => "fine".to_owned(),
        Err(error) => {
            let certain = if error.is_certain_not_run() { "nothing was done" } else { "nobody knows" };
            let again = if error.is_retryable() { ", may be made again" } else { "" };
            format!("{}, {certain}{again}", kind(error))
        }
    }
}

const CLASSES: [&str; 3] = ["read", "idempotent", "once"];

/// One line for each class: connections, whole requests, what the call ended with.
async fn lines(name: &str, acts: impl Fn(&str) -> Vec<Act>) -> String {
    let mut lines = String::new();
    for class in CLASSES {
        let host = Host::start(acts(class)).await;
        let result = call(&client(&host.url()), class).await;
        let (connections, requests) = (host.connections(), host.requests().len());
        writeln!(lines, "{name:32} {class:10} {connections} {requests}  {}", cell(&result)).unwrap();
    }
    lines
}

/// A success of each class.
fn fine(class: &str) -> Act {
    answer(if class == "once" { 202 } else { 200 }, "", "{}")
}

fn raw(class: &str) -> Vec<u8> {
    bytes(if class == "once" { 202 } else { 200 }, "", "{}")
}

/// Ten million zeros in some ten thousand bytes.
fn bomb() -> Act {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![b'0'; 10_000_000]).unwrap();
    let body = encoder.finish().unwrap();
    let mut bytes =
        format!("HTTP/1.1 200 X\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend(body);
    Act::Answer(bytes)
}

const GATEWAY: &str = r#"{"error_code": "APIGW.0106", "error_msg": "orchestration error"}"#;
const FAILED: &str = r#"{"error_code": "DRS.M00001", "error_msg": "failed"}"#;
const HTML: &str = "<html><title>Bad Gateway</title></html>";
const OLD: &str = r#"{"error_code": "APIGW.0307", "error_msg": "The token must be updated."}"#;
const WRONG: &str = r#"{"error_code": "APIGW.0301", "error_msg": "Incorrect IAM authentication information"}"#;
const LOCKED: &str = r#"{"error_msg": "AK access failed to reach the limit, forbidden"}"#;

#[tokio::test]
async fn what_becomes_of_a_call() {
    let mut table = String::new();
    let always = |act: Act| move |_: &str| vec![act.clone()];
    let first = |act: Act| move |class: &str| vec![act.clone(), fine(class)];
    table += &lines("reset before the request", always(Act::ResetBefore)).await;
    table += &lines("reset once, then fine", first(Act::ResetBefore)).await;
    table += &lines("reset after the request", always(Act::ResetAfter(Vec::new()))).await;
    table += &lines("reset in the head", always(Act::ResetAfter(b"HTTP/1.1 200 X\r\nCont".to_vec()))).await;
    table += &lines("half a body", always(Act::Answer(b"HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n{".to_vec()))).await;
    table += &lines("slow", |class| vec![Act::Dribble(raw(class))]).await;
    table += &lines("hangs before an answer", always(Act::Hang(Vec::new()))).await;
    table +=
        &lines("hangs in the body", always(Act::Hang(b"HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n{".to_vec()))).await;
    table += &lines("not HTTP", always(Act::Answer(b"SSH-2.0-OpenSSH_9.9\r\n".to_vec()))).await;
    table += &lines("wrong content type", |class| {
        vec![Act::Answer(bytes(if class == "once" { 202 } else { 200 }, "Content-Type: text/html\r\n", "{}"))]
    })
    .await;
    table += &lines("gzip bomb", always(bomb())).await;
    table += &lines("401, key or token wrong", always(answer(401, "", WRONG))).await;
    table += &lines("401, token over", always(answer(401, "", OLD))).await;
    table += &lines("403, key locked", always(answer(403, "", LOCKED))).await;
    table += &lines("404 of the gateway", always(answer(404, "", GATEWAY))).await;
    table += &lines("429 once, then fine", first(answer(429, "", ""))).await;
    table += &lines("429", always(answer(429, "Retry-After: 1\r\n", ""))).await;
    table += &lines("500 with a reason", always(answer(500, "", FAILED))).await;
    table += &lines("500 once, then fine", first(answer(500, "", FAILED))).await;
    table += &lines("502 with HTML", always(answer(502, "", HTML))).await;
    table += &lines("503 of the gateway", always(answer(503, "", GATEWAY))).await;
    table += &lines("503 of the gateway, then fine", first(answer(503, "", GATEWAY))).await;
    table += &lines("503", always(answer(503, "", HTML))).await;
    table += &lines("503 once, then fine", first(answer(503, "", HTML))).await;
    table += &lines("503 with a reason", always(answer(503, "", FAILED))).await;
    table += &lines("507 with a reason", always(answer(507, "", FAILED))).await;
    table += &lines("520 with HTML", always(answer(520, "", HTML))).await;
    table += &lines("504", always(answer(504, "", ""))).await;
    table += &lines("200 with HTML", always(answer(200, "", HTML))).await;
    table += &lines("400 with HTML", always(answer(400, "", HTML))).await;
    table += &lines("redirect", always(answer(302, "Location: http://127.0.0.1:1/\r\n", ""))).await;
    table += &refused().await;
    #[cfg(feature = "rustls")]
    {
        table += &no_tls().await;
    }
    table += &kept_alive().await;
    #[cfg(feature = "rustls")]
    insta::assert_snapshot!("hostile", table);
}

async fn refused() -> String {
    let mut lines = String::new();
    for class in CLASSES {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        let result = call(&client(&url), class).await;
        writeln!(lines, "{:32} {class:10} 0 0  {}", "connection refused", cell(&result)).unwrap();
    }
    lines
}

#[cfg(feature = "rustls")]
async fn no_tls() -> String {
    let mut lines = String::new();
    for class in CLASSES {
        let host = Host::start([Act::ResetBefore]).await;
        let result = call(&client(&host.url().replace("http:", "https:")), class).await;
        let connections = host.connections();
        writeln!(lines, "{:32} {class:10} {connections} 0  {}", "no TLS", cell(&result)).unwrap();
    }
    lines
}

/// The second of two calls, on a connection that the peer closes as soon as more comes.
async fn kept_alive() -> String {
    let mut lines = String::new();
    for class in CLASSES {
        let host = Host::start([Act::CloseOnNext(raw(class)), fine(class)]).await;
        let client = client(&host.url());
        call(&client, class).await.unwrap();
        let result = call(&client, class).await;
        let (connections, requests) = (host.connections(), host.requests().len());
        writeln!(lines, "{:32} {class:10} {connections} {requests}  {}", "kept alive, then closed", cell(&result))
            .unwrap();
    }
    lines
}

/// A change keeps no connection for the next one, so none can be closed under it.
#[tokio::test]
async fn only_calls_that_read_share_connections() {
    for (class, connections) in [("read", 1), ("idempotent", 3), ("once", 3)] {
        let host = Host::start([Act::CloseOnNext(raw(class))]).await;
        let client = client(&host.url());
        for _ in 0..3 {
            let _ = call(&client, class).await;
        }
        if class != "read" {
            assert_eq!(host.connections(), connections, "{class}");
        }
    }
}
