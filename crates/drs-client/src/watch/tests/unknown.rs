//! Ids that the service does not know, or does not know yet.

use std::sync::Arc;
use std::time::Duration;

use super::fake::{World, events, plan, refused, shown, task, world};
use crate::watch::{End, Goal, Reason, Watch};

const HOUR: Duration = Duration::from_hours(1);

fn failed(watch: &mut Watch) -> (Vec<String>, Option<Reason>) {
    let shown = shown(&events(watch));
    let outcome = watch.outcome();
    (shown, outcome.failed.first().and_then(|item| item.reason))
}

fn times(world: &World, question: &str) -> usize {
    world.asked().iter().filter(|asked| asked.starts_with(question)).count()
}

#[test]
fn a_task_that_the_service_does_not_know_twice_is_not_found_whatever_the_goal() {
    for goal in [Goal::Created, Goal::Incremental, Goal::CaughtUp, Goal::Ended] {
        let world = Arc::new(world([]));
        let mut watch = plan(&world).tasks(["typo"]).goal(goal).deadline(HOUR);
        let (shown, reason) = failed(&mut watch);
        assert_eq!(shown, ["run.started", "warning", "task.failed typo not-found", "run.finished"], "{goal}");
        assert_eq!((reason, watch.outcome().end), (Some(Reason::NotFound), Some(End::Settled)));
        assert_eq!(times(&world, "detail typo"), 2);
        assert!((5..60).contains(&world.clock_seconds()), "{}", world.clock_seconds());
    }
}

#[test]
fn a_task_that_nobody_could_be_asked_about_may_be_there() {
    let mut world = world([]);
    world.fault = Box::new(|_, _, question| question.starts_with("detail").then(|| refused(500, "DRS.500")));
    let mut watch = plan(&Arc::new(world)).tasks(["a"]).goal(Goal::Ended).deadline(Duration::from_mins(9));
    events(&mut watch);
    let outcome = watch.outcome();
    assert_eq!((outcome.end, outcome.timed_out.len()), (Some(End::Deadline), 1));
}

#[test]
fn what_the_service_has_named_may_come_late() {
    let world = Arc::new(world([task("late", &[(0, "-"), (100, "CONFIGURATION")]), task("never", &[(0, "-")])]));
    let mut watch = plan(&world).named_by_service().goal(Goal::Created).deadline(HOUR);
    let (_, reason) = failed(&mut watch);
    assert_eq!((reason, watch.outcome().reached.len()), (Some(Reason::Gone), 1));
    assert!(world.clock_seconds() >= 120, "{}", world.clock_seconds());
}

#[test]
fn a_task_that_was_acted_on_was_there() {
    let mut watch = plan(&Arc::new(world([]))).acted("a", "FULL_TRANSFER_STARTED").goal(Goal::Ended).deadline(HOUR);
    events(&mut watch);
    assert_eq!(watch.outcome().reached.len(), 1);
}

#[test]
fn a_batch_that_no_list_has_for_two_minutes_is_not_found() {
    let world = Arc::new(world([]));
    let mut watch = plan(&world).batches(["typo"]).goal(Goal::Checked).deadline(HOUR);
    let (shown, reason) = failed(&mut watch);
    let shown: Vec<_> = shown.iter().filter(|text| *text != "heartbeat").collect();
    assert_eq!(shown, ["run.started", "warning", "batch.failed typo not-found", "run.finished"]);
    assert_eq!(reason, Some(Reason::NotFound));
    assert!((120..180).contains(&world.clock_seconds()), "{}", world.clock_seconds());
    // One that the service has named is waited for.
    let mut watch = plan(&world).named_by_service().batches(["late"]).goal(Goal::Checked).deadline(HOUR);
    events(&mut watch);
    assert_eq!(watch.outcome().end, Some(End::Deadline));
}

#[test]
fn a_batch_that_the_service_does_not_know_twice_is_not_found() {
    let mut world = world([]);
    world.fault = Box::new(|_, _, question| question.starts_with("batches").then(|| refused(400, "DRS.10000010")));
    let world = Arc::new(world);
    let mut watch = plan(&world).batches(["typo"]).goal(Goal::Created).deadline(HOUR);
    assert_eq!(failed(&mut watch).1, Some(Reason::NotFound));
    assert_eq!(times(&world, "batches"), 2);
}
