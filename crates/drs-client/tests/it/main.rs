//! The client against a real HTTP peer on this machine, and its types against the contract.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[rustfmt::skip]
#[allow(unused_macros, reason = "one of them is for types that derive their schema")]
#[macro_use]
#[path = "../../src/generated/roots.rs"]
mod roots;

mod auth;
#[cfg(feature = "validate")]
mod checked;
mod clock;
mod credentials;
mod examples;
mod failures;
mod host;
mod hostile;
mod pages;
mod peer;
mod raw;
mod requests;
mod responses;
mod retries;
#[cfg(feature = "schemars")]
mod schemas;
mod secrets;
mod spans;
mod transport;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use drs_client::{Client, ClientBuilder, RetryPolicy, Service};
use peer::{Peer, Request, Response};
use serde_json::Value;

/// 32 letters and digits, as both services want it.
const PROJECT: &str = "054ba152d480d55b2f5dc0069e7ddef0";
const JOB: &str = "19557d51-1ee6-4507-97a6-8f69164jb201";
const INSTANCE: &str = "a18f0b6b2d5e4f3c9d7e8a1b2c3d4e5fin17";
const TOKEN: &str = "canary-token";

/// A client of this peer for both services, which attempts nothing twice.
fn builder(peer: &Peer) -> ClientBuilder {
    Client::builder()
        .endpoint(Service::Drs, peer.url())
        .endpoint(Service::Taurusdb, peer.url())
        .project_id(PROJECT)
        .token(TOKEN)
        .retry(RetryPolicy::never())
        .timeout(Duration::from_secs(20))
}

/// What a call returns when the peer gives this response, and what the peer received.
async fn exchange<T>(response: Response, call: impl AsyncFnOnce(Client) -> T) -> (T, Request) {
    let peer = Peer::start(response).await;
    let result = call(builder(&peer).build().unwrap()).await;
    (result, peer.received().await)
}

/// A file or folder of the contract.
fn spec(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec").join(path)
}

/// Every example in a folder of the contract, by file name.
fn examples(folder: &str) -> Vec<(String, Value)> {
    let entries = fs::read_dir(spec(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{folder}");
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let value = serde_json::from_str(&fs::read_to_string(&path).unwrap());
        (name, value.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    };
    paths.into_iter().map(read).collect()
}

/// One request example of an operation.
fn example<T: serde::de::DeserializeOwned>(operation: &str, name: &str) -> T {
    let path = spec(&format!("examples/{operation}/{name}.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
