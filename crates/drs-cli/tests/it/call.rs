//! `drs call`: what is sent, what is printed, and the exit status of everything that can happen.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

use insta::assert_snapshot;

use crate::scratch::{Run, Scratch};

pub(crate) const PROJECT: &str = "054ba152d480d55b2f5dc0069e7ddef0";
const NAME: &str = r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}"#;

/// A request with passwords of every kind: a value, a variable, a file.
pub(crate) const SECRETS: &str = r#"
jobs:
  - base_info: {}
    source_endpoint:
      - db_type: redis
        endpoint_type: offline
        endpoint_role: so
        endpoint: {endpoint_name: redis, db_user: default, db_password: "${file:secret.txt}"}
    target_endpoint:
      - db_type: gaussredis
        endpoint_type: cloud
        endpoint_role: ta
        endpoint: {endpoint_name: cloud_gaussdb_redis, db_user: root, db_password: "canary\"$`"}
        cloud: {region: cn-north-4, project_id: 6b1f0c9d2e8a4f37b5d4c3a2918e7f60}
    policy_config: {}
    db_object: {object_scope: all}
    node_info: {spec: {node_type: high}}
"#;

/// Answers every request with these bytes and keeps it.
pub(crate) struct Peer {
    url: String,
    received: Arc<Mutex<Vec<String>>>,
}

impl Peer {
    pub(crate) fn start(status: u16, body: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let (kept, length) = (Arc::clone(&received), body.len());
        let answer = format!("HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}");
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut bytes = Vec::new();
                let mut buffer = [0; 4096];
                while !is_whole(&bytes) {
                    let count = stream.read(&mut buffer).unwrap();
                    assert!(count > 0, "the request is whole");
                    bytes.extend_from_slice(&buffer[..count]);
                }
                kept.lock().unwrap().push(String::from_utf8(bytes).unwrap());
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        Self { url, received }
    }

    /// Runs `drs call` against the peer.
    pub(crate) fn call(&self, folder: &Scratch, arguments: &[&str]) -> Run {
        self.run(folder, &[&["call"], arguments].concat())
    }

    /// Runs a command against the peer.
    pub(crate) fn run(&self, folder: &Scratch, arguments: &[&str]) -> Run {
        let connection = ["--endpoint", &self.url, "--project-id", PROJECT, "--token-file", "token"];
        folder.drs(&[arguments, &connection].concat())
    }

    /// Where it listens.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// What came.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }
}

/// Whether a request or an answer is there as a whole.
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}

pub(crate) fn folder() -> Scratch {
    Scratch::new()
        .file("token", "canary-token\n")
        .file("name.json", NAME)
        .file("wrong.json", NAME.replace("\"name\",", "\"nam\","))
        .file("secrets.yaml", SECRETS)
        .file("secret.txt", "canary-file\n")
        .file("detail.json", r#"{"type": "log", "limit": 10}"#)
}

const UPDATE: [&str; 4] = ["update_job", "name.json", "--path", "job_id=a/b"];
const DETAIL: [&str; 5] = ["show_job_detail", "--path", "job_id=x", "--query", "type=detail"];

#[test]
fn a_reply_is_printed_without_secrets() {
    let peer = Peer::start(200, r#"{"job": {"id": "x", "name": "\u001b[31m\u202e", "db_password": "canary"}}"#);
    let run = peer.call(&folder(), &DETAIL);
    assert_snapshot!(run.transcript(), @r#"
    exit status 0
    --- stdout
    {
      "job": {
        "db_password": "***",
        "id": "x",
        "name": "\u001b[31m\u202e"
      }
    }
    "#);
    let read: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(read["job"]["name"], "\u{1b}[31m\u{202e}");
    let sent = peer.requests().remove(0);
    assert!(sent.starts_with(&format!("GET /v5/{PROJECT}/jobs/x?type=detail HTTP/1.1\r\n")), "{sent}");
    assert!(sent.contains("x-auth-token: canary-token\r\n"), "{sent}");
}

#[test]
fn a_file_is_the_body_or_the_query() {
    let peer = Peer::start(200, "{}");
    let run = peer.call(&folder(), &["show_job_detail", "detail.json", "--path", "job_id=x", "--output", "line"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "{}\n"), "{}", run.transcript());
    let run = peer.call(&folder(), &UPDATE);
    assert_eq!(run.status, 0, "{}", run.transcript());
    let requests = peer.requests();
    assert!(requests[0].contains("/jobs/x?limit=10&type=log HTTP"), "{}", requests[0]);
    assert!(requests[1].starts_with(&format!("PUT /v5/{PROJECT}/jobs/a%2Fb HTTP")), "{}", requests[1]);
    assert!(requests[1].ends_with(&NAME.replace(' ', "")), "{}", requests[1]);
}

#[test]
fn references_are_resolved_in_memory_and_nowhere_else() {
    let peer = Peer::start(202, "{}");
    let run = peer.call(&folder(), &["batch_create_jobs_async", "secrets.yaml"]);
    assert_eq!(run.status, 0, "{}", run.transcript());
    let sent = peer.requests().remove(0);
    assert!(
        sent.contains(r#""db_password":"canary-file""#) && sent.contains(r#""db_password":"canary\"$`""#),
        "{sent}"
    );

    let missing = folder().file("secrets.yaml", SECRETS.replace("${file:secret.txt}", "${env:NO_SUCH_VARIABLE}"));
    let run = peer.call(&missing, &["batch_create_jobs_async", "secrets.yaml"]);
    assert_snapshot!(run.transcript(), @r"
    exit status 2
    --- stderr
    error: the variable `NO_SUCH_VARIABLE`, to which `db_password` of `secrets.yaml` refers, is not set
    help: export it, or write `${file:PATH}` for a file that has the secret
    ");
    assert_eq!(peer.requests().len(), 1);
}

#[test]
fn nothing_is_sent_to_show_a_request_and_no_secret_is_shown() {
    let peer = Peer::start(202, "{}");
    let folder = folder();
    for option in ["--dry-run", "--curl"] {
        let run = peer.call(&folder, &["batch_create_jobs_async", "secrets.yaml", option]);
        let shown = run.transcript().replace(&peer.url, "http://127.0.0.1");
        assert!(run.status == 0 && !shown.contains("canary"), "{shown}");
        assert_snapshot!(option.trim_start_matches('-').to_owned(), shown);
    }
    assert!(peer.requests().is_empty());
}

#[test]
fn a_request_can_be_shown_without_anything_that_is_set_up() {
    let shown = |arguments: &[&str]| folder().drs(&[&["call"][..], &DETAIL, arguments].concat()).transcript();
    assert_snapshot!(shown(&["--region", "cn-north-4", "--curl"]), @r#"
    exit status 0
    --- stdout
    curl --request GET 'https://drs.cn-north-4.myhuaweicloud.com/v5/'"$HUAWEICLOUD_SDK_PROJECT_ID"'/jobs/x?type=detail' \
      --header 'accept: application/json' \
      --header "x-auth-token: $HW_AUTH_TOKEN"
    "#);
    assert_snapshot!(shown(&["--region", "cn-north-44", "--curl"]), @r"
    exit status 2
    --- stderr
    error: the contract knows no region `cn-north-44`; `cn-north-4` is one
    help: set `--region` or `DRS_REGION`, such as `cn-north-4`, or `--endpoint`
    ");
}

#[test]
fn mistakes_are_reported_as_validate_does() {
    let peer = Peer::start(200, "{}");
    let folder = folder();
    let run = peer.call(&folder, &["update_job", "wrong.json", "--path", "job_id=x"]);
    let validated = folder.drs(&["validate", "wrong.json", "--operation", "update_job"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", run.transcript());
    let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    assert_eq!(first(&run.stderr), first(&validated.stdout));
    let run = peer.call(&folder, &["show_job_detail", "--path", "job_id=x", "--query", "type=detial"]);
    assert_eq!(run.status, 1, "{}", run.transcript());
    assert!(peer.requests().is_empty());
}

/// One line for each exit status.
#[test]
fn the_exit_status_says_what_has_happened() {
    let refused = r#"{"error_code": "DRS.10000010", "error_msg": "no such task"}"#;
    let partial = r#"{"results": [{"id": "a", "status": "success"}, {"id": "b", "status": "failed", "error_code": "DRS.M00304"}]}"#;
    let policy = ["batch_set_policy", "policy.json"];
    for (status, body, arguments, exit, requests) in [
        (200, "{}", &UPDATE[..], 0, 1),
        (200, "{}", &["update_job", "wrong.json", "--path", "job_id=x"], 1, 0),
        (200, "{}", &["update_job", "none.json", "--path", "job_id=x"], 2, 0),
        (200, "{}", &["update_job", "name.json"], 2, 0),
        (200, "{}", &["update_job"], 2, 0),
        (200, "{}", &["no_such_call"], 2, 0),
        (401, refused, &UPDATE, 2, 1),
        (400, refused, &UPDATE, 3, 1),
        (403, refused, &UPDATE, 3, 1),
        (200, refused, &UPDATE, 3, 1),
        (200, partial, &policy, 4, 1),
        (500, refused, &UPDATE, 6, 1),
        (502, "<html></html>", &UPDATE, 6, 1),
        (200, "<html></html>", &UPDATE, 6, 1),
        (200, "<html></html>", &DETAIL, 2, 1),
    ] {
        let peer = Peer::start(status, body);
        let example = crate::scratch::workspace().join("spec/examples/batch_set_policy/minimal.json");
        let folder = folder().file("policy.json", std::fs::read(example).unwrap());
        let run = peer.call(&folder, arguments);
        assert_eq!(
            (run.status, peer.requests().len()),
            (exit, requests),
            "{status} {arguments:?} {}",
            run.transcript()
        );
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let run = Peer { url, received: Arc::default() }.call(&folder(), &[&UPDATE[..], &["--timeout", "1s"]].concat());
    assert_eq!(run.status, 2, "{}", run.transcript());
}

#[test]
fn nobody_is_asked_where_nobody_is_and_so_nothing_is_changed() {
    let arguments = ["--endpoint", "https://drs.invalid", "--project-id", PROJECT, "--token-file", "token"];
    let run = folder().drs(&[&["call"][..], &UPDATE, &arguments].concat());
    assert_snapshot!(run.transcript(), @r"
    exit status 2
    --- stderr
    error: `update_job` changes something, and there is nobody to ask
    help: `--yes` goes on without a question; `--dry-run` shows the call
    ");
}

#[test]
fn without_credentials_every_place_is_named() {
    let run = folder().drs(&[
        "call",
        "show_job_detail",
        "--region",
        "cn-north-4",
        "--path",
        "job_id=x",
        "--query",
        "type=detail",
    ]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.starts_with("error: there are no credentials: "), "{}", run.stderr);
}

#[test]
fn what_a_switch_lets_pass_is_sent() {
    let peer = Peer::start(200, r#"{"id": "a", "status": "success"}"#);
    let request = r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders", "newer": 1}}}}"#;
    let folder = folder().file("newer.json", request);
    let arguments = ["update_job", "newer.json", "--path", "job_id=a"];
    assert_eq!((peer.call(&folder, &arguments).status, peer.requests().len()), (1, 0));
    let run = peer.call(&folder, &[&arguments[..], &["--allow-unknown-fields"]].concat());
    assert_eq!(run.status, 0, "{}", run.transcript());
    assert!(peer.requests()[0].contains(r#""newer":1"#), "{:?}", peer.requests());
}
