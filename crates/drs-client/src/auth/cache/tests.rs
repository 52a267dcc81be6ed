//! When credentials are fetched: once at a time, before their end, and again after a failure.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::{Cached, Clock};
use crate::auth::{Credential, CredentialError, ProvideCredentials, Provided};

const START: SystemTime = SystemTime::UNIX_EPOCH;

/// A provider that answers what it was given, when it is let.
#[derive(Debug)]
struct Scripted {
    answers: Mutex<VecDeque<Result<Credential, CredentialError>>>,
    fetches: AtomicUsize,
    permits: Semaphore,
}

impl ProvideCredentials for Scripted {
    fn provide(&self) -> Provided<'_> {
        Box::pin(async {
            self.fetches.fetch_add(1, Ordering::SeqCst);
            self.permits.acquire().await.unwrap().forget();
            self.answers.lock().unwrap().pop_front().unwrap()
        })
    }

    fn describe(&self) -> String {
        "the script".to_owned()
    }
}

/// A token that ends so many minutes after the start.
fn token(name: &str, end: u64) -> Credential {
    Credential::Token { token: name.into(), expires: Some(START + Duration::from_mins(end)) }
}

fn failure() -> CredentialError {
    CredentialError::Unexpected { origin: "the script".to_owned(), reason: "it fails".to_owned() }
}

/// What is tested, with a clock that stands still until it is set.
#[derive(Clone)]
struct Stage {
    cached: Arc<Cached<Scripted>>,
    minutes: Arc<Mutex<u64>>,
}

impl Stage {
    /// A margin of 30 minutes, and an answer whenever it is asked for.
    fn new(answers: impl IntoIterator<Item = Result<Credential, CredentialError>>) -> Self {
        let stage = Self::waiting(answers);
        stage.cached.provider.permits.add_permits(1000);
        stage
    }

    /// No answer before there is a permit.
    fn waiting(answers: impl IntoIterator<Item = Result<Credential, CredentialError>>) -> Self {
        let answers = Mutex::new(answers.into_iter().collect());
        let provider = Scripted { answers, fetches: AtomicUsize::new(0), permits: Semaphore::new(0) };
        let mut cached = Cached::new(provider, Duration::from_mins(30));
        let minutes = Arc::new(Mutex::new(0));
        let now = Arc::clone(&minutes);
        cached.clock = Clock(Arc::new(move || START + Duration::from_mins(*now.lock().unwrap())));
        Self { cached: Arc::new(cached), minutes }
    }

    /// What is provided at a minute: the token, or a dash.
    async fn at(&self, minute: u64) -> String {
        *self.minutes.lock().unwrap() = minute;
        shown(&self.cached.provide().await)
    }

    fn fetches(&self) -> usize {
        self.cached.provider.fetches.load(Ordering::SeqCst)
    }

    /// Asks so often at the same time.
    fn ask(&self, times: usize) -> JoinSet<String> {
        (0..times)
            .map(|_| {
                let cached = Arc::clone(&self.cached);
                async move { shown(&cached.provide().await) }
            })
            .collect()
    }
}

fn shown(provided: &Result<Credential, CredentialError>) -> String {
    match provided {
        Ok(Credential::Token { token, .. }) => token.expose().to_owned(),
        Ok(Credential::AccessKey { access_key, .. }) => access_key.clone(),
        Err(_) => "-".to_owned(),
    }
}

/// Lets every task go as far as it can.
async fn settle() {
    for _ in 0..200 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn many_calls_at_once_fetch_once() {
    let stage = Stage::waiting([Ok(token("a", 60))]);
    let asking = stage.ask(50);
    settle().await;
    stage.cached.provider.permits.add_permits(1);
    assert_eq!(asking.join_all().await, vec!["a"; 50]);
    assert_eq!(stage.fetches(), 1);
}

#[tokio::test]
async fn a_failure_is_reported_to_all_that_wait_and_then_forgotten() {
    let stage = Stage::waiting([Err(failure()), Ok(token("a", 60))]);
    let asking = stage.ask(50);
    settle().await;
    stage.cached.provider.permits.add_permits(1);
    assert_eq!(asking.join_all().await, vec!["-"; 50]);
    assert_eq!(stage.fetches(), 1);
    stage.cached.provider.permits.add_permits(1);
    assert_eq!(stage.at(0).await, "a");
    assert_eq!(stage.fetches(), 2);
}

#[tokio::test]
async fn a_token_is_replaced_before_its_end() {
    let stage = Stage::new([Ok(token("a", 24 * 60)), Ok(token("b", 48 * 60))]);
    let last = 24 * 60 - 31;
    assert_eq!([stage.at(0).await, stage.at(last).await, stage.at(last + 1).await], ["a", "a", "b"]);
}

#[tokio::test]
async fn a_short_lived_key_is_replaced_in_the_middle_of_its_life() {
    let stage = Stage::new([Ok(token("a", 20)), Ok(token("b", 40))]);
    assert_eq!([stage.at(0).await, stage.at(9).await, stage.at(10).await], ["a", "a", "b"]);
}

#[tokio::test]
async fn what_has_no_end_is_fetched_once() {
    let stage = Stage::new([Ok(Credential::token("a"))]);
    assert_eq!([stage.at(0).await, stage.at(1_000_000).await], ["a", "a"]);
}

#[tokio::test]
async fn a_failed_refresh_does_not_end_what_is_valid() {
    let stage = Stage::new([Ok(token("a", 100)), Err(failure()), Err(failure()), Err(failure()), Ok(token("b", 200))]);
    assert_eq!([stage.at(0).await, stage.at(70).await, stage.at(70).await], ["a", "a", "a"]);
    assert_eq!(stage.fetches(), 2, "a failed refresh is not tried again at once");
    assert_eq!([stage.at(71).await, stage.at(98).await, stage.at(98).await], ["a", "-", "b"]);
}

#[tokio::test]
async fn while_a_token_is_replaced_it_is_used() {
    let stage = Stage::waiting([Ok(token("a", 100)), Ok(token("b", 200))]);
    stage.cached.provider.permits.add_permits(1);
    assert_eq!(stage.at(0).await, "a");
    *stage.minutes.lock().unwrap() = 70;
    let refreshing = stage.ask(1);
    settle().await;
    assert_eq!(stage.at(71).await, "a");
    stage.cached.provider.permits.add_permits(1);
    assert_eq!(refreshing.join_all().await, ["b"]);
    assert_eq!((stage.at(72).await.as_str(), stage.fetches()), ("b", 2));
}

#[tokio::test]
async fn a_refused_token_is_fetched_again_once() {
    let stage = Stage::new([Ok(token("a", 100)), Ok(token("b", 200))]);
    assert_eq!(stage.at(0).await, "a");
    stage.cached.invalidate(&token("a", 100));
    assert_eq!(stage.at(0).await, "b");
    // The other calls of the same moment are refused a little later.
    stage.cached.invalidate(&token("a", 100));
    assert_eq!((stage.at(0).await.as_str(), stage.fetches()), ("b", 2));
}

#[test]
fn what_is_kept_is_described_and_not_shown() {
    let stage = Stage::new([]);
    stage.cached.kept().credential = Some(Credential::token("canary"));
    assert!(!format!("{:?}", stage.cached).contains("canary"));
    assert_eq!(stage.cached.describe(), "the script");
}
