//! Answers that fail or do not come, tasks that are not found or do not move.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::fake::{count, events, plan, refused, shown, steps, task, world};
use crate::error::{AuthProblem, Error};
use crate::refusal::Refusal;
use crate::watch::outcome::End;
use crate::watch::{EventKind, Goal, Reason};

const HOUR: Duration = Duration::from_hours(1);

fn refusal(status: u16) -> Refusal {
    Refusal { status, code: None, message: None, request_id: None, items: Vec::new() }
}

#[test]
fn credentials_that_are_refused_end_the_wait() {
    let mut world = world([task("a", &[(0, "CREATING")])]);
    world.fault = Box::new(|_, at, _| {
        let problem = AuthProblem::Refused(Box::new(refusal(401)));
        (at.as_secs() > 100).then(|| Error::Auth { operation: "list_jobs", credentials: "a token".to_owned(), problem })
    });
    let world = Arc::new(world);
    let watch = plan(&world).goal(Goal::Created).deadline(HOUR);
    let error = crate::block_on(watch.until_done()).unwrap().unwrap_err();
    assert!(matches!(error, Error::Auth { .. }));
    assert!(world.clock_seconds() < 130);
}

#[test]
fn a_task_that_was_never_seen_may_still_come_and_one_that_was_is_gone() {
    let mut late = task("late", &[(0, "-"), (5, "CREATING"), (300, "CONFIGURATION")]);
    late.listed_from = 400;
    let world = Arc::new(world([late, task("gone", &[(0, "CREATING"), (50, "-")])]));
    let mut watch = plan(&world).goal(Goal::Created).deadline(HOUR);
    let shown = shown(&events(&mut watch));
    assert!(shown.contains(&"task.gone gone CREATING".to_owned()), "{shown:?}");
    let outcome = watch.outcome();
    assert_eq!((outcome.reached[0].id.as_str(), outcome.failed[0].reason), ("late", Some(Reason::Gone)));
    // It was asked about itself before any list had it.
    assert!(world.clock_seconds() < 400);
}

#[test]
fn a_task_that_was_seen_and_is_not_found_any_more_has_ended() {
    let world = Arc::new(world([task("a", &steps(30, &["RELEASE_RESOURCE_STARTED", "-"]))]));
    let mut watch = plan(&world).goal(Goal::Ended).deadline(HOUR);
    events(&mut watch);
    assert_eq!(watch.outcome().reached.len(), 1);
}

#[test]
fn a_last_look_comes_before_the_deadline() {
    let world = Arc::new(world([task("a", &[(0, "CREATING"), (110, "CONFIGURATION")])]));
    let mut watch = plan(&world).goal(Goal::Created).deadline(Duration::from_secs(115));
    events(&mut watch);
    assert_eq!(watch.outcome().reached.len(), 1, "{:?}", world.seconds());
    let stuck = Arc::new(super::fake::world([task("a", &[(0, "CREATING")])]));
    let mut watch = plan(&stuck).goal(Goal::Created).deadline(Duration::from_secs(115));
    events(&mut watch);
    let seconds = stuck.seconds();
    assert_eq!(seconds.last(), Some(&111), "{seconds:?}");
    assert_eq!(stuck.clock_seconds(), 115);
}

#[test]
fn pages_become_shorter_if_the_service_wants_that() {
    let mut world = world((0..120).map(|n| task(&format!("{n:03}"), &[(0, "CONFIGURATION")])));
    world.fault = Box::new(|_, _, question| question.ends_with("+100").then(|| refused(400, "DRS.10000001")));
    let world = Arc::new(world);
    let mut watch = plan(&world).goal(Goal::Created).deadline(HOUR);
    events(&mut watch);
    assert_eq!(world.asked(), ["migration 0+100", "migration 0+50", "sync 0+50", "sync 50+50", "sync 100+50"]);
    assert_eq!(watch.outcome().reached.len(), 120);
}

#[test]
fn a_wait_that_the_service_asks_for_is_kept() {
    let mut world = world([task("a", &[(0, "CREATING"), (300, "CONFIGURATION")])]);
    let start = SystemTime::UNIX_EPOCH + Duration::from_hours(498_876);
    world.fault = Box::new(move |_, at, _| {
        let retry_at = start + Duration::from_secs(200);
        let is_early = (50..200).contains(&at.as_secs());
        is_early.then(|| Error::Throttled {
            operation: "list_jobs",
            refusal: Box::new(refusal(429)),
            limit: None,
            retry_at,
        })
    });
    let world = Arc::new(world);
    let mut watch = plan(&world).goal(Goal::Created).deadline(HOUR);
    let events = events(&mut watch);
    assert_eq!((count(&events, "throttled"), count(&events, "poll.error")), (1, 0));
    assert_eq!(watch.outcome().reached.len(), 1);
}

#[test]
fn a_task_that_runs_and_does_not_move_is_told_once() {
    let mut stuck = task("stuck", &[(0, "FULL_TRANSFER_STARTED")]);
    stuck.progress = |second| format!(r#"{{"progress": "{}"}}"#, second.min(42));
    let mut idle = task("idle", &[(0, "FULL_TRANSFER_STARTED"), (20, "INCRE_TRANSFER_STARTED")]);
    idle.progress = |_| r#"{"incr_trans_delay_millis": "0"}"#.to_owned();
    let world = Arc::new(world([stuck, idle]));
    let mut watch = plan(&world).goal(Goal::Ended).deadline(HOUR);
    let events = events(&mut watch);
    let stalled: Vec<_> = shown(&events).into_iter().filter(|text| text.starts_with("task.stalled")).collect();
    assert_eq!(stalled, ["task.stalled stuck FULL_TRANSFER_STARTED"]);
    assert!(count(&events, "heartbeat") > 5);
}

#[test]
fn a_lag_counts_after_three_looks() {
    let mut a = task("a", &[(0, "INCRE_TRANSFER_STARTED")]);
    a.progress = |second| {
        let lag = if second < 300 {
            90_000
        } else if second == 307 {
            0
        } else {
            4000
        };
        format!(r#"{{"incr_trans_delay_millis": "{lag}", "process_time": "{second}"}}"#)
    };
    let world = Arc::new(world([a]));
    let mut watch = plan(&world).goal(Goal::CaughtUp).max_lag(Duration::from_secs(5)).deadline(HOUR);
    let events = events(&mut watch);
    let lags: Vec<bool> = events
        .iter()
        .filter_map(|event| if let EventKind::TaskLag { is_late, .. } = event.kind { Some(is_late) } else { None })
        .collect();
    assert_eq!(lags, [true, false]);
    let outcome = watch.outcome();
    assert_eq!((outcome.end, outcome.reached.len()), (Some(End::Settled), 1));
    assert!(world.clock_seconds() > 325, "three looks, not one");
}

#[test]
fn a_wait_that_is_dropped_asks_nothing_more() {
    let world = Arc::new(world([task("a", &[(0, "CREATING")])]));
    let mut watch = plan(&world).goal(Goal::Created).deadline(HOUR);
    crate::block_on(async { (watch.next().await, watch.next().await) }).unwrap();
    let asked = world.asked().len();
    drop(watch);
    assert_eq!((asked, world.asked().len(), Arc::strong_count(&world)), (2, 2, 1));
}
