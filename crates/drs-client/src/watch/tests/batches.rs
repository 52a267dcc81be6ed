//! Batches, and the tasks that come of them.

use std::sync::Arc;
use std::time::Duration;

use super::fake::{World, events, plan, shown, steps, task, world};
use crate::watch::outcome::End;
use crate::watch::{Goal, Outcome};

const HOUR: Duration = Duration::from_hours(1);

/// A world with one batch of two tasks, which are built when the batch is submitted.
fn with_batch(states: &[&'static str]) -> Arc<World> {
    let built = [(0, "-"), (60, "CREATING"), (120, "CONFIGURATION")];
    let mut world = world([task("a", &built), task("b", &built)]);
    world.batches.push(("batch".to_owned(), steps(20, states), 0..2));
    Arc::new(world)
}

fn wait(world: &Arc<World>, goal: Option<Goal>) -> (Vec<String>, Outcome) {
    let mut plan = crate::watch::plan::Plan::new(Arc::clone(world) as _, true).seed(7).batches(["batch"]);
    if let Some(goal) = goal {
        plan = plan.goal(goal);
    }
    let mut watch = plan.deadline(HOUR);
    (shown(&events(&mut watch)), watch.outcome())
}

const COMMITTED: [&str; 4] =
    ["ASYNC_JOB_CREATING", "ASYNC_JOB_VALIDATING", "AUTO_PARAM_VALIDATE_SUCCESS", "COMMIT_SUCCESS"];

#[test]
fn the_tasks_of_a_batch_are_waited_for_once_it_is_submitted() {
    let world = with_batch(&COMMITTED);
    let (shown, outcome) = wait(&world, Some(Goal::Created));
    insta::assert_snapshot!(shown.join("\n"), @r"
    run.started
    batch.state batch ASYNC_JOB_CREATING
    batch.state batch ASYNC_JOB_VALIDATING
    batch.state batch AUTO_PARAM_VALIDATE_SUCCESS
    batch.waiting batch AUTO_PARAM_VALIDATE_SUCCESS
    batch.state batch COMMIT_SUCCESS
    task.found a CREATING
    task.found b CREATING
    heartbeat
    task.state a CONFIGURATION
    task.reached a CONFIGURATION
    task.state b CONFIGURATION
    task.reached b CONFIGURATION
    run.finished
    ");
    assert_eq!(outcome.reached.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn a_goal_of_batches_is_reached_by_the_batch() {
    for (goal, seconds) in [(Goal::Checked, 40..55), (Goal::Committed, 60..75)] {
        let world = with_batch(&COMMITTED);
        let (shown, outcome) = wait(&world, Some(goal));
        assert!(shown.iter().any(|text| text.starts_with("batch.reached batch ")), "{shown:?}");
        assert!(outcome.reached[0].is_batch && outcome.reached.len() == 1);
        assert!(seconds.contains(&world.clock_seconds()), "{goal} {}", world.clock_seconds());
    }
}

#[test]
fn a_check_that_fails_settles_the_batch_for_every_goal() {
    for goal in [None, Some(Goal::Checked), Some(Goal::Committed), Some(Goal::Ended)] {
        let world = with_batch(&["ASYNC_JOB_VALIDATING", "ASYNC_JOB_VALIDATE_FAILED"]);
        let (_, outcome) = wait(&world, goal);
        assert_eq!((outcome.end, outcome.failed.len()), (Some(End::Settled), 1), "{goal:?}");
    }
}

#[test]
fn many_batches_are_read_in_pages() {
    let mut world = world([]);
    for n in 0..150 {
        world.batches.push((
            format!("{n:03}"),
            steps(20, &["ASYNC_JOB_VALIDATING", "AUTO_PARAM_VALIDATE_SUCCESS"]),
            0..0,
        ));
    }
    let world = Arc::new(world);
    let mut watch = plan(&world).batches((0..150).map(|n| format!("{n:03}"))).goal(Goal::Checked).deadline(HOUR);
    events(&mut watch);
    assert_eq!(watch.outcome().reached.len(), 150);
    assert!(world.asked().len() < 12 && world.asked().contains(&"batches 100+100".to_owned()), "{:?}", world.asked());
}

#[test]
fn a_submitted_batch_without_tasks_is_asked_again() {
    let mut world = world([task("a", &[(0, "-"), (90, "CONFIGURATION")])]);
    world.batches.push(("batch".to_owned(), vec![(0, "COMMIT_SUCCESS")], 0..1));
    let world = Arc::new(world);
    let (_, outcome) = wait(&world, Some(Goal::Created));
    assert_eq!(outcome.reached.len(), 1);
}
