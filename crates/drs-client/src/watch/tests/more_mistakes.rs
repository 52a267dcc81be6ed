//! The mistakes that waiters make, one test each: M9 to M15. Each test says what went wrong elsewhere.

use std::sync::Arc;
use std::time::Duration;

use super::fake::{count, events, plan, refused, shown, steps, task, world};
use crate::watch::outcome::End;
use crate::watch::{EventKind, Goal, Reason};

const DAY: Duration = Duration::from_hours(24);

/// M9: one look that failed ended the wait.
#[test]
fn m9_a_look_that_fails_is_made_again() {
    let mut world = world([task("a", &[(0, "CREATING"), (400, "CONFIGURATION")])]);
    let (from, to) = (Duration::from_secs(50), Duration::from_mins(5));
    world.fault = Box::new(move |_, at, _| (from..to).contains(&at).then(|| refused(500, "DRS.500")));
    let world = Arc::new(world);
    let mut watch = plan(&world).goal(Goal::Created).deadline(DAY);
    let events = events(&mut watch);
    let errors: Vec<_> = events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::PollError { in_a_row, last_good_s, .. } => Some((*in_a_row, last_good_s.unwrap())),
            _ => None,
        })
        .collect();
    assert_eq!(errors[0].0, 3, "the first two are not worth a word");
    assert!(errors.is_sorted() && errors.len() > 2, "{errors:?}");
    assert_eq!(watch.outcome().reached.len(), 1);
}

/// M10: the deadline of the wait and the time of day were mixed.
#[test]
fn m10_a_clock_that_is_put_forward_ends_no_wait() {
    let world = Arc::new(world([task("a", &[(0, "CREATING"), (600, "CONFIGURATION")])]));
    world.clock.jumps.lock().unwrap().push((Duration::from_secs(100), Duration::from_hours(9)));
    let mut watch = plan(&world).goal(Goal::Created).deadline(Duration::from_hours(1));
    let events = events(&mut watch);
    assert_eq!((watch.outcome().end, count(&events, "resumed")), (Some(End::Settled), 1));
    let slept = events
        .iter()
        .find_map(|event| if let EventKind::Resumed { slept_s } = event.kind { Some(slept_s) } else { None });
    assert_eq!(slept, Some(9 * 3600));
}

/// M11: the unit of an interval was wrong, and nobody noticed.
#[test]
fn m11_looks_come_after_10_to_60_seconds() {
    let world = Arc::new(world([task("a", &[(0, "CREATING"), (4000, "CONFIGURATION")])]));
    let mut watch = plan(&world).goal(Goal::Created).deadline(DAY);
    events(&mut watch);
    let seconds = world.seconds();
    let looks: Vec<u64> = seconds.windows(2).map(|pair| pair[1] - pair[0]).filter(|gap| *gap > 1).collect();
    assert!(looks[1..].iter().all(|gap| (9..=61).contains(gap)), "{looks:?}");
    assert!(looks.iter().skip(1).is_sorted_by(|left, right| **left <= **right + 1), "{looks:?}");
    assert!(looks.last() >= Some(&59), "{looks:?}");
}

/// M12: only the first of many results was read, and an empty list was read beyond its end.
#[test]
fn m12_every_page_is_read() {
    let tasks = (0..250).map(|n| task(&format!("{n:03}"), &[(0, "CONFIGURATION")]));
    let world = Arc::new(world(tasks));
    let mut watch = plan(&world).goal(Goal::Created).deadline(DAY);
    events(&mut watch);
    assert_eq!(watch.outcome().reached.len(), 250);
    assert_eq!(world.asked(), ["migration 0+100", "sync 0+100", "sync 100+100", "sync 200+100"]);
    let empty = Arc::new(super::fake::world([]));
    let mut watch = plan(&empty).tasks(["nowhere"]).deadline(Duration::from_mins(1));
    events(&mut watch);
    assert_eq!(watch.outcome().failed.len(), 1);
}

/// M13: the result was reduced to yes or no, and the reason was lost.
#[test]
fn m13_a_failure_says_in_which_state_and_why() {
    let mut once = task("once", &[(0, "FULL_TRANSFER_STARTED")]);
    once.task_type = "FULL_TRANS";
    let world = Arc::new(world([
        once,
        task("start", &steps(30, &["STARTJOBING", "START_JOB_FAILED"])),
        task("ended", &steps(30, &["FULL_TRANSFER_STARTED", "RELEASE_RESOURCE_STARTED"])),
        task("gone", &steps(30, &["FULL_TRANSFER_STARTED", "-"])),
    ]));
    let mut watch = plan(&world).goal(Goal::Incremental).deadline(DAY);
    events(&mut watch);
    let failed = watch.outcome().failed;
    let failed: Vec<_> =
        failed.iter().map(|it| (it.id.as_str(), it.status.as_deref().unwrap(), it.reason.unwrap())).collect();
    assert_eq!(
        failed,
        [
            ("once", "FULL_TRANSFER_STARTED", Reason::Impossible),
            ("start", "START_JOB_FAILED", Reason::Failed),
            ("ended", "RELEASE_RESOURCE_STARTED", Reason::Over),
            ("gone", "FULL_TRANSFER_STARTED", Reason::Gone),
        ]
    );
}

/// M14: a failure from before an action counted as its result.
#[test]
fn m14_a_failure_from_before_an_action_is_not_its_result() {
    let failed = "FULL_TRANSFER_FAILED";
    let outcome = |life: &[(u64, &'static str)]| {
        let world = Arc::new(world([task("a", life)]));
        let mut watch = plan(&world).acted("a", failed).goal(Goal::Full).deadline(DAY);
        events(&mut watch);
        (watch.outcome().reached.len(), world.clock_seconds())
    };
    let repaired =
        outcome(&[(0, failed), (40, "STARTJOBING"), (90, "FULL_TRANSFER_STARTED"), (200, "FULL_TRANSFER_COMPLETE")]);
    assert_eq!(repaired.0, 1);
    // It counts once it has stood for a minute, and at once if it came back.
    let (reached, seconds) = outcome(&[(0, failed)]);
    assert!(reached == 0 && (60..75).contains(&seconds), "{seconds}");
    let (reached, seconds) = outcome(&[(0, failed), (15, "STARTJOBING"), (35, failed)]);
    assert!(reached == 0 && (35..50).contains(&seconds), "{seconds}");
}

/// M15: every client looked at the same moment.
#[test]
fn m15_clients_that_begin_together_do_not_look_together() {
    let seconds = |seed: u64| {
        let world = Arc::new(world([task("a", &[(0, "CREATING"), (4000, "CONFIGURATION")])]));
        let mut watch = plan(&world).seed(seed).goal(Goal::Created).deadline(DAY);
        events(&mut watch);
        let calls = world.calls.lock().unwrap();
        calls.iter().map(|(at, _)| at.as_millis()).find(|at| *at > 5000).unwrap()
    };
    let second_looks: std::collections::BTreeSet<u128> = (0..20).map(seconds).collect();
    assert_eq!(second_looks.len(), 20);
    assert!(second_looks.iter().all(|at| (10_000..21_000).contains(at)), "{second_looks:?}");
}

/// Not a mistake of others, but of what tells them apart: every event is in the order of its number.
#[test]
fn events_are_numbered() {
    let world = Arc::new(world([task("a", &steps(30, &["CREATING", "CONFIGURATION"]))]));
    let mut watch = plan(&world).goal(Goal::Created).deadline(DAY);
    let events = events(&mut watch);
    assert!(events.iter().map(|event| event.seq).eq(1..=events.len() as u64), "{:?}", shown(&events));
}
