//! Which calls go through a proxy of the environment: those that leave this machine.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::{Command, Output};

use crate::call::{Peer, folder};
use crate::scratch::DRS;

/// Makes a call to an endpoint with a proxy in every variable that programs know.
fn call(endpoint: &str, proxy: &Peer) -> Output {
    let folder = folder();
    let mut command = Command::new(DRS);
    command.args([
        "call",
        "list_jobs",
        "--query",
        "job_type=migration",
        "--project-id",
        "054ba152d480d55b2f5dc0069e7ddef0",
    ]);
    command.args(["--token-file", "token", "--timeout", "20s", "--endpoint", endpoint]);
    command.current_dir(folder.path()).env_clear();
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
        command.env(name, proxy.url());
    }
    command.output().unwrap()
}

#[test]
fn a_call_to_this_machine_asks_no_proxy() {
    let (service, proxy) = (Peer::start(200, "{}"), Peer::start(502, ""));
    let output = call(service.url(), &proxy);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!((service.requests().len(), proxy.requests().len()), (1, 0));
}

#[test]
fn a_call_elsewhere_goes_through_the_proxy_which_learns_the_host_and_nothing_else() {
    let proxy = Peer::start(502, "");
    let output = call("https://drs.example.com", &proxy);
    assert_ne!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    let requests = proxy.requests();
    assert!(!requests.is_empty());
    for request in requests {
        assert!(request.starts_with("CONNECT drs.example.com:443 HTTP/1.1\r\n"), "{request}");
        assert!(!request.contains("canary"), "{request}");
    }
}
