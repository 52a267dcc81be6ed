//! Calls that fail: how often they are made again, how often that is reported, and which end a wait.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::fake::{World, count, events, plan, refused, shown, task, world};
use crate::auth::CredentialError;
use crate::error::{AuthProblem, Error};
use crate::refusal::Refusal;
use crate::watch::outcome::End;
use crate::watch::{Event, EventKind, Goal};

const HOUR: Duration = Duration::from_hours(1);

fn refusal(status: u16) -> Refusal {
    Refusal { status, code: None, message: None, request_id: None, items: Vec::new() }
}

/// The numbers that errors are reported with.
fn reported(events: &[Event]) -> Vec<u32> {
    let in_a_row = |event: &Event| match event.kind {
        EventKind::PollError { in_a_row, .. } => Some(in_a_row),
        _ => None,
    };
    events.iter().filter_map(in_a_row).collect()
}

/// Seconds between two calls whose question begins so.
fn gaps(world: &World, question: &str) -> Vec<u64> {
    let calls = world.calls.lock().unwrap();
    let seconds: Vec<u64> =
        calls.iter().filter(|(_, asked)| asked.starts_with(question)).map(|(at, _)| at.as_secs()).collect();
    seconds.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

#[test]
fn lists_that_fail_are_asked_for_ever_more_rarely_though_closer_looks_succeed() {
    let mut world = world([task("a", &[(0, "FULL_TRANSFER_STARTED")])]);
    world.fault = Box::new(|_, _, question| (!question.ends_with(" a")).then(|| refused(500, "DRS.500")));
    let world = Arc::new(world);
    let mut watch = plan(&world).goal(Goal::Full).deadline(HOUR);
    let events = events(&mut watch);
    let gaps: Vec<u64> = gaps(&world, "sync").into_iter().take(7).collect();
    assert!(gaps.is_sorted() && gaps[0] <= 3 && gaps[6] >= 59, "{gaps:?}");
    assert!(world.asked().len() < 400, "{}", world.asked().len());
    assert!(
        reported(&events).into_iter().zip(3..).all(|(reported, expected)| reported == expected),
        "{:?}",
        reported(&events)
    );
    // What only a closer look says is not lost meanwhile.
    assert_eq!(count(&events, "task.found"), 1);
}

#[test]
fn closer_looks_that_fail_are_one_failure_of_the_look_and_are_made_more_rarely() {
    let tasks = (0..100).map(|n| task(&format!("{n:03}"), &[(0, "FULL_TRANSFER_STARTED")]));
    let mut world = world(tasks);
    world.fault = Box::new(|_, _, question| question.starts_with("progress").then(|| refused(500, "DRS.500")));
    let world = Arc::new(world);
    let mut watch = plan(&world).goal(Goal::Full).deadline(HOUR);
    let events = events(&mut watch);
    let asked = world.asked();
    let looks = asked.iter().filter(|question| question.starts_with("sync")).count();
    let closer = asked.iter().filter(|question| question.starts_with("progress")).count();
    assert!(closer <= 3 * looks, "{closer} of {looks} looks");
    let reported = reported(&events);
    assert!(
        reported.len() < looks && reported.first() == Some(&3) && reported.windows(2).all(|it| it[0] < it[1]),
        "{reported:?}"
    );
    let longest = gaps(&world, "progress").into_iter().max();
    assert!(longest >= Some(60), "{longest:?}");
    // The lists go on as if nothing was.
    assert!(gaps(&world, "sync").iter().all(|gap| *gap <= 61));
}

#[test]
fn one_task_that_cannot_be_looked_at_keeps_no_other_from_being_looked_at() {
    let mut world = world((0..5).map(|n| task(&n.to_string(), &[(0, "FULL_TRANSFER_STARTED")])));
    world.fault = Box::new(|_, _, question| (question == "progress 3").then(|| refused(500, "DRS.500")));
    let world = Arc::new(world);
    let mut watch = plan(&world).goal(Goal::Full).deadline(Duration::from_mins(10));
    events(&mut watch);
    let times = |id: &str| world.asked().iter().filter(|question| **question == format!("progress {id}")).count();
    assert!(["0", "1", "2", "3", "4"].map(times).into_iter().all(|it| it.abs_diff(times("0")) <= 1), "{}", times("3"));
}

#[test]
fn a_list_that_is_refused_keeps_nobody_from_reading_the_others() {
    let mut world = world([task("a", &[(0, "CONFIGURATION")])]);
    world.fault = Box::new(|_, _, question| question.starts_with("migration").then(|| refused(404, "DRS.404")));
    let world = Arc::new(world);
    let mut watch = plan(&world).goal(Goal::Created).deadline(HOUR);
    events(&mut watch);
    assert_eq!((watch.outcome().reached.len(), world.clock_seconds()), (1, 0));
}

/// How a wait ends of which each call in the second minute fails so.
fn end_after(problem: AuthProblem) -> (Option<End>, Vec<u32>, u64) {
    let mut world = world([task("a", &[(0, "CREATING"), (300, "CONFIGURATION")])]);
    world.fault = Box::new(move |_, at, _| {
        let (credentials, problem) = ("a token".to_owned(), problem.clone());
        (60..120).contains(&at.as_secs()).then_some(Error::Auth { operation: "list_jobs", credentials, problem })
    });
    let world = Arc::new(world);
    let mut watch = plan(&world).goal(Goal::Created).deadline(HOUR);
    let events = events(&mut watch);
    (watch.outcome().end, reported(&events), world.clock_seconds())
}

#[test]
fn only_credentials_that_are_refused_end_a_wait() {
    let origin = || "IAM".to_owned();
    let refused_by_iam = |status| CredentialError::Refused {
        origin: origin(),
        status,
        code: None,
        message: None,
        request_id: None,
        help: None,
    };
    let source = || Arc::new(std::io::Error::other("no route"));
    let of = |error: CredentialError| AuthProblem::Credentials(Arc::new(error));
    for (problem, end) in [
        (AuthProblem::Refused(Box::new(refusal(401))), End::Error),
        (AuthProblem::Unusable("a line break".to_owned()), End::Error),
        (of(CredentialError::NotFound { looked_at: Vec::new() }), End::Error),
        (of(CredentialError::Incomplete { origin: origin(), missing: "a key".to_owned() }), End::Error),
        (of(CredentialError::Unusable { origin: origin(), reason: "encrypted".to_owned(), help: None }), End::Error),
        (of(CredentialError::Project { region: None, found: Vec::new() }), End::Error),
        (of(refused_by_iam(401)), End::Error),
        (of(refused_by_iam(503)), End::Settled),
        (of(refused_by_iam(429)), End::Settled),
        (of(CredentialError::Unreachable { origin: origin(), source: source() }), End::Settled),
        (of(CredentialError::Unexpected { origin: origin(), reason: "HTML".to_owned() }), End::Settled),
    ] {
        assert_eq!(end_after(problem.clone()).0, Some(end), "{problem:?}");
    }
}

#[test]
fn a_lock_of_the_access_key_is_waited_out() {
    let until = SystemTime::UNIX_EPOCH + Duration::from_hours(498_876) + Duration::from_secs(400);
    let (end, reported, seconds) = end_after(AuthProblem::Locked { until, refusal: Box::new(refusal(403)) });
    assert_eq!((end, reported), (Some(End::Settled), vec![1]));
    assert!((400..430).contains(&seconds), "{seconds}");
}

#[test]
fn no_answer_makes_time_overflow() {
    let mut world = world([task("a", &[(0, "CREATING")])]);
    world.fault = Box::new(|_, _, _| {
        let retry_at = SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 60);
        Some(Error::Throttled { operation: "list_jobs", refusal: Box::new(refusal(429)), limit: None, retry_at })
    });
    for scale in [crate::watch::TimeScale::Times(1e9), crate::watch::TimeScale::Instant] {
        let world = Arc::new(super::fake::world([task("a", &[(0, "CREATING")])]));
        let mut watch = plan(&world).time_scale(scale).goal(Goal::Created).deadline(Duration::from_secs(99));
        events(&mut watch);
    }
    let mut watch = plan(&Arc::new(world)).goal(Goal::Created).deadline(HOUR);
    let events = events(&mut watch);
    assert_eq!((watch.outcome().end, count(&events, "throttled")), (Some(End::Deadline), 1), "{:?}", shown(&events));
}
