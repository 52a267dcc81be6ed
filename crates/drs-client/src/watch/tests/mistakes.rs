//! The mistakes that waiters make, one test each: M1 to M8. Each test says what went wrong elsewhere.

use std::sync::Arc;
use std::time::Duration;

use super::fake::{count, events, plan, shown, steps, task, world};
use crate::watch::outcome::End;
use crate::watch::{Deadline, EventKind, Goal, Reason};

const DAY: Duration = Duration::from_hours(24);

/// M1: the goal was one exact state, and the task passed it between two looks.
#[test]
fn m1_a_goal_that_was_passed_unseen_is_reached() {
    for goal in [Goal::Created, Goal::Started, Goal::Full, Goal::Incremental] {
        let life = [
            (0, "CREATING"),
            (6, "CONFIGURATION"),
            (7, "STARTJOBING"),
            (8, "FULL_TRANSFER_STARTED"),
            (9, "INCRE_TRANSFER_STARTED"),
        ];
        let world = Arc::new(world([task("a", &life)]));
        let mut watch = plan(&world).goal(goal).deadline(DAY);
        let shown = shown(&events(&mut watch));
        assert_eq!(
            shown[1..],
            [
                "task.found a CREATING",
                "task.state a INCRE_TRANSFER_STARTED",
                "task.reached a INCRE_TRANSFER_STARTED",
                "run.finished"
            ],
            "{goal}"
        );
        assert_eq!(watch.outcome().end, Some(End::Settled));
    }
}

/// M2: a state that was missing in the table ended the wait.
#[test]
fn m2_a_state_that_nobody_knows_is_waited_out() {
    let life = steps(30, &["CREATING", "POLISHING", "STARTJOBING", "POLISHING", "FULL_TRANSFER_STARTED"]);
    let world = Arc::new(world([task("a", &life), task("b", &life)]));
    let mut watch = plan(&world).goal(Goal::Started).deadline(DAY);
    let events = events(&mut watch);
    assert_eq!(count(&events, "warning"), 1, "one for a word, however often it is seen");
    assert_eq!(watch.outcome().reached.len(), 2);
}

/// M3: the goal was another than what the service calls done, and a task that worked counted as broken.
#[test]
fn m3_a_task_that_copies_once_is_done_when_it_has_copied() {
    let life = steps(30, &["CONFIGURATION", "STARTJOBING", "FULL_TRANSFER_STARTED", "FULL_TRANSFER_COMPLETE"]);
    let mut once = task("once", &life);
    once.task_type = "FULL_TRANS";
    let follows = task("follows", &[life, vec![(200, "INCRE_TRANSFER_STARTED")]].concat());
    let world = Arc::new(world([once, follows]));
    let mut watch = plan(&world).deadline(DAY);
    let shown = shown(&events(&mut watch));
    let reached: Vec<_> = shown.iter().filter(|text| text.starts_with("task.reached")).collect();
    assert_eq!(reached, ["task.reached once FULL_TRANSFER_COMPLETE", "task.reached follows INCRE_TRANSFER_STARTED"]);
}

/// M4: the time limit was fixed and short.
#[test]
fn m4_a_wait_takes_as_long_as_it_may() {
    let life = [(0, "FULL_TRANSFER_STARTED"), (9 * 86_400, "FULL_TRANSFER_COMPLETE")];
    let days = |days: u32| {
        let world = Arc::new(world([task("a", &life)]));
        let mut watch = plan(&world).goal(Goal::Full).deadline(DAY * days);
        events(&mut watch);
        (watch.outcome().end, world.clock_seconds())
    };
    assert_eq!(days(3), (Some(End::Deadline), 3 * 86_400));
    assert_eq!(days(10).0, Some(End::Settled));
    let world = Arc::new(world([task("a", &life)]));
    let mut watch = plan(&world).goal(Goal::Full).deadline(Deadline::Never);
    events(&mut watch);
    assert_eq!(watch.outcome().end, Some(End::Settled));
}

/// M5: "ready" counted as a failure, or a pause as an end.
#[test]
fn m5_what_waits_for_somebody_has_neither_failed_nor_ended() {
    let life = steps(
        30,
        &[
            "CREATING",
            "CONFIGURATION",
            "STARTJOBING",
            "FULL_TRANSFER_STARTED",
            "PAUSING",
            "STARTJOBING",
            "INCRE_TRANSFER_STARTED",
        ],
    );
    let world = Arc::new(world([task("a", &life)]));
    let mut watch = plan(&world).goal(Goal::Incremental).deadline(DAY);
    let events = events(&mut watch);
    let waiting: Vec<_> = shown(&events).into_iter().filter(|text| text.starts_with("task.waiting")).collect();
    assert_eq!(waiting, ["task.waiting a CONFIGURATION", "task.waiting a PAUSING"]);
    let allows = events.iter().find_map(|event| match &event.kind {
        EventKind::TaskWaiting { allows, .. } => Some(allows),
        _ => None,
    });
    assert!(allows.unwrap().contains(&"start".to_owned()), "it is said what it waits for");
    assert_eq!(watch.outcome().reached.len(), 1);
}

/// M6: neither the limit nor the pace could be set, and the end did not say why.
#[test]
fn m6_limits_are_settings_and_the_end_says_why() {
    let stuck = || Arc::new(world([task("a", &[(0, "CONFIGURATION")])]));
    let world = stuck();
    let mut watch = plan(&world).goal(Goal::Started).deadline(Duration::from_mins(30));
    events(&mut watch);
    let outcome = watch.outcome();
    assert_eq!((outcome.end, outcome.waiting.len()), (Some(End::Deadline), 1));
    assert_eq!(world.clock_seconds(), 1800);
    let world = stuck();
    let mut watch = plan(&world).goal(Goal::Started).end_when_waiting(true).deadline(DAY);
    events(&mut watch);
    assert_eq!((watch.outcome().end, world.clock_seconds()), (Some(End::Waiting), 0));
    // Half a call a second: the four lists that an unknown task costs take six seconds.
    let world = Arc::new(super::fake::world([]));
    let mut watch = plan(&world).tasks(["nowhere"]).budget(0.5).deadline(Duration::from_secs(9));
    events(&mut watch);
    assert_eq!(world.seconds(), [0, 2, 4, 6, 8]);
}

/// M7: many were waited for one after the other, each with its own limit.
#[test]
fn m7_many_are_waited_for_together() {
    let tasks = (0..300).map(|n| task(&format!("{n:03}"), &[(0, "CREATING"), (100 + n, "CONFIGURATION")]));
    let world = Arc::new(world(tasks));
    let mut watch = plan(&world).goal(Goal::Created).deadline(DAY);
    events(&mut watch);
    assert_eq!(watch.outcome().reached.len(), 300);
    assert!(world.clock_seconds() < 430, "{} seconds", world.clock_seconds());
    assert!(world.asked().len() < 150, "{} calls", world.asked().len());
}

/// M8: nobody could wait for "done or failed", and what had failed was waited for until the limit.
#[test]
fn m8_what_has_failed_is_not_waited_for() {
    let world = Arc::new(world([
        task("good", &steps(30, &["CREATING", "CONFIGURATION"])),
        task("bad", &[(0, "CREATING"), (60, "CREATE_FAILED")]),
    ]));
    let mut watch = plan(&world).goal(Goal::Created).deadline(DAY);
    events(&mut watch);
    let outcome = watch.outcome();
    assert_eq!((outcome.end, outcome.reached.len(), outcome.failed.len()), (Some(End::Settled), 1, 1));
    assert_eq!(outcome.failed[0].reason, Some(Reason::Failed));
    assert!(world.clock_seconds() < 80);
}
