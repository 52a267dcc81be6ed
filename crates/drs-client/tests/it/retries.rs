//! When a call is made again, after how long, and when it is not.

use std::time::Duration;

use drs_client::watch::TimeScale;
use drs_client::{Client, ClientBuilder, Clock as _, Error, RateLimit, RetryPolicy, Service};

use crate::clock::TestClock;
use crate::failures::update;
use crate::host::{Act, Host, answer};
use crate::hostile::kind;
use crate::{PROJECT, TOKEN};

const UNAVAILABLE: &str = "<html>out of order</html>";
const LIMIT: &str = r#"{"error_code": "APIGW.0308", "error_msg": "policy user over ratelimit,limit:2,time:1 minute"}"#;

fn builder(host: &Host, clock: &TestClock) -> ClientBuilder {
    Client::builder().endpoint(Service::Drs, host.url()).project_id(PROJECT).token(TOKEN).clock(clock.clone())
}

fn seconds(clock: &TestClock) -> Vec<u64> {
    clock.waits().iter().map(Duration::as_secs).collect()
}

#[tokio::test]
async fn waits_are_what_the_server_asks_for_up_to_a_minute() {
    for (header, wait) in [
        ("Retry-After: 3", 3),
        ("Retry-After: 3600", 60),
        ("Retry-After: Sun, 29 Nov 2026 12:00:40 GMT", 40),
        ("Retry-After: Sun, 29 Nov 2026 11:00:00 GMT", 0),
    ] {
        let host = Host::start([answer(429, &format!("{header}\r\n"), ""), answer(200, "", "{}")]).await;
        let clock = TestClock::new();
        update(builder(&host, &clock).build().unwrap()).await.unwrap();
        assert_eq!((seconds(&clock).iter().sum::<u64>(), host.requests().len()), (wait, 2), "{header}");
    }
}

#[tokio::test]
async fn waits_for_a_sandbox_are_as_much_shorter_as_its_time_is_faster() {
    for (scale, wait) in [
        (TimeScale::default(), Duration::from_secs(30)),
        (TimeScale::Times(60.0), Duration::from_millis(500)),
        (TimeScale::Instant, Duration::from_millis(10)),
    ] {
        let host = Host::start([answer(429, "Retry-After: 30\r\n", ""), answer(200, "", "{}")]).await;
        let clock = TestClock::new();
        update(builder(&host, &clock).time_scale(scale).build().unwrap()).await.unwrap();
        assert_eq!(clock.waits(), [wait], "{scale:?}");
    }
}

#[tokio::test]
async fn the_same_seed_gives_the_same_waits() {
    let mut all = Vec::new();
    for _ in 0..2 {
        let (host, clock) = (Host::start([Act::ResetBefore]).await, TestClock::new());
        let client = builder(&host, &clock).retry(RetryPolicy::default().seed(11)).build().unwrap();
        let job = crate::JOB.parse().unwrap();
        client.show_job_detail(&job, &crate::example("show_job_detail", "minimal")).await.unwrap_err();
        assert_eq!((host.connections(), clock.waits().len()), (4, 3));
        all.push(clock.waits());
    }
    assert_eq!(all[0], all[1]);
}

#[tokio::test]
async fn nothing_is_waited_for_that_the_time_of_the_call_does_not_allow() {
    let (host, clock) = (Host::start([answer(429, "Retry-After: 30\r\n", "")]).await, TestClock::new());
    let client = builder(&host, &clock).build().unwrap().within(Duration::from_secs(10));
    let error = update(client).await.unwrap_err();
    assert_eq!((kind(&error).as_str(), host.requests().len(), clock.waits().len()), ("Throttled", 1, 0));
    assert!(error.is_certain_not_run() && error.is_retryable());
}

#[tokio::test]
async fn the_limit_that_the_gateway_names_holds_for_all_clones() {
    let (host, clock) = (Host::start([answer(429, "", LIMIT), answer(200, "", "{}")]).await, TestClock::new());
    let client = builder(&host, &clock).build().unwrap();
    for _ in 0..3 {
        update(client.clone()).await.unwrap();
    }
    // One call in half a minute: what is left after the wait for the first repetition, then the whole of it.
    let total: u64 = seconds(&clock).iter().sum();
    assert!((88..=91).contains(&total), "{:?}", clock.waits());

    let late = client.within(Duration::from_secs(20));
    let error = update(late).await.unwrap_err();
    assert!(matches!(error, Error::Deadline { .. }) && error.is_certain_not_run(), "{error:?}");
    assert_eq!(host.requests().len(), 4);
}

#[tokio::test]
async fn the_answer_to_too_many_calls_says_how_many_there_may_be() {
    let (host, clock) = (Host::start([answer(429, "", LIMIT)]).await, TestClock::new());
    let client = builder(&host, &clock).retry(RetryPolicy::never()).build().unwrap();
    let error = update(client).await.unwrap_err();
    let Error::Throttled { limit, .. } = &error else { panic!("{error:?}") };
    assert_eq!(*limit, Some(RateLimit::new(2, Duration::from_mins(1))));
}

#[tokio::test]
async fn a_limit_of_ones_own_is_kept() {
    let (host, clock) = (Host::start([answer(200, "", "{}")]).await, TestClock::new());
    let client = builder(&host, &clock).rate_limit(RateLimit::new(1, Duration::from_secs(10))).build().unwrap();
    for _ in 0..3 {
        update(client.clone()).await.unwrap();
    }
    assert_eq!(seconds(&clock), [10, 10]);
}

/// Whoever answers for the service may have passed the call on before: the state is to be looked at, not the call made again.
#[tokio::test]
async fn an_attempt_that_may_have_run_is_not_repeated() {
    let failed = r#"{"error_code": "DRS.M00001", "error_msg": "failed"}"#;
    for (first, expected) in [
        (answer(503, "", UNAVAILABLE), "Unknown(Unexpected)"),
        (answer(503, "", failed), "Unknown(Refused)"),
        (answer(507, "", failed), "Unknown(Refused)"),
        (answer(520, "", UNAVAILABLE), "Unknown(Unexpected)"),
    ] {
        let host = Host::start([first, answer(200, "", "{}")]).await;
        let error = update(builder(&host, &TestClock::new()).build().unwrap()).await.unwrap_err();
        assert_eq!((kind(&error).as_str(), host.requests().len()), (expected, 1));
        assert!(!error.is_certain_not_run());
    }
}

#[tokio::test]
async fn a_wait_of_any_length_is_told_as_a_moment_within_a_minute() {
    for header in ["18446744073709551615", "9223372036854775807", "3600", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let host = Host::start([answer(429, &format!("Retry-After: {header}\r\n"), "")]).await;
        let clock = TestClock::new();
        let client = builder(&host, &clock).retry(RetryPolicy::never()).build().unwrap();
        let error = update(client.within(Duration::MAX)).await.unwrap_err();
        let Error::Throttled { retry_at, .. } = &error else { panic!("{error:?}") };
        assert_eq!(retry_at.duration_since(clock.now()).unwrap(), Duration::from_mins(1), "{header}");
    }
}
