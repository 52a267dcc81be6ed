//! Why a task has failed, which is asked for before its failure is reported.

use std::sync::Arc;
use std::time::Duration;

use super::fake::{World, count, events, plan, refused, task, world};
use crate::watch::{Cause, Event, EventKind, Goal};

/// What the events of failures say.
fn causes(events: &[Event]) -> Vec<Cause> {
    let cause = |event: &Event| match &event.kind {
        EventKind::TaskFailed { cause, .. } => Some(cause.clone()),
        _ => None,
    };
    events.iter().filter_map(cause).collect()
}

/// How many tasks were asked about.
fn asked(world: &World) -> usize {
    world.asked().iter().filter(|question| question.starts_with("errors of ")).count()
}

#[test]
fn a_failure_is_told_with_the_last_error_of_the_log() {
    let tasks = [task("a", &[(0, "CREATING"), (60, "CREATE_FAILED")]), task("b", &[(0, "RELEASE_RESOURCE_COMPLETE")])];
    let world = Arc::new(world(tasks));
    let mut watch = plan(&world).goal(Goal::Full).deadline(Duration::from_hours(1));
    let events = events(&mut watch);
    let why = Cause::new(Some("DRS.M0001"), "DRS.M0001: a does not answer");
    // What is over has no error to tell.
    assert_eq!(causes(&events), [Cause::default(), why.clone()]);
    assert_eq!(asked(&world), 1);
    let known: Vec<Cause> = watch.tasks().map(|task| task.cause).collect();
    assert_eq!(known, [why, Cause::default()]);
}

#[test]
fn a_log_that_cannot_be_read_keeps_no_failure_back() {
    let mut world = world((0..50).map(|n| task(&format!("{n:03}"), &[(0, "CREATE_FAILED")])));
    world.fault = Box::new(|_, _, question| question.starts_with("errors").then(|| refused(500, "DRS.500")));
    let world = Arc::new(world);
    let events = events(&mut plan(&world).goal(Goal::Full).deadline(Duration::from_hours(1)));
    assert_eq!(count(&events, "task.failed"), 50);
    assert!(causes(&events).iter().all(Cause::is_empty));
    // Whoever gets no answer several times asks no more.
    assert_eq!(asked(&world), 4);
}

#[test]
fn of_very_many_failures_only_some_are_asked_about() {
    let world = Arc::new(world((0..300).map(|n| task(&format!("{n:03}"), &[(0, "CREATE_FAILED")]))));
    let events = events(&mut plan(&world).goal(Goal::Full).deadline(Duration::from_hours(1)));
    let reported = causes(&events);
    assert_eq!(
        (reported.len(), reported.iter().filter(|cause| !cause.is_empty()).count(), asked(&world)),
        (300, 100, 100)
    );
}
