//! Time that passes fast: what says nothing new is not said more often than people can read, and nobody is asked without a pause.

use std::sync::Arc;
use std::time::Duration;

use super::fake::{World, count, events, plan, refused, task, world};
use crate::transport::Clock;
use crate::watch::{Goal, TimeScale};

const MONTH: Duration = Duration::from_hours(24 * 30);

fn real(world: &World) -> Duration {
    world.clock.elapsed()
}

#[test]
fn heartbeats_and_progress_come_once_a_second_at_most() {
    let mut stuck = task("stuck", &[(0, "FULL_TRANSFER_STARTED")]);
    stuck.progress = |second| format!(r#"{{"progress": "42", "process_time": "{second}"}}"#);
    for tasks in [vec![task("idle", &[(0, "CREATING")])], vec![stuck]] {
        for scale in [TimeScale::Instant, TimeScale::Times(100_000.0)] {
            let world = Arc::new(world(tasks.clone()));
            let mut watch = plan(&world).time_scale(scale).goal(Goal::Incremental).deadline(MONTH);
            let events = events(&mut watch);
            let seconds = usize::try_from(real(&world).as_secs()).unwrap();
            let said = count(&events, "heartbeat") + count(&events, "task.progress");
            assert!(seconds > 9 && said > 5 && said <= seconds + 2, "{scale:?}: {said} in {seconds} s");
        }
    }
}

#[test]
fn failed_looks_are_told_once_a_second_at_most() {
    let mut world = world([task("a", &[(0, "CREATING")])]);
    world.fault = Box::new(|_, _, _| Some(refused(500, "DRS.500")));
    let world = Arc::new(world);
    let mut watch = plan(&world).time_scale(TimeScale::Instant).goal(Goal::Created).deadline(MONTH);
    let events = events(&mut watch);
    let (seconds, reported) = (usize::try_from(real(&world).as_secs()).unwrap(), count(&events, "poll.error"));
    assert!(seconds > 9 && reported > 5 && reported <= seconds + 1, "{reported} in {seconds} s");
}

#[test]
fn nobody_is_asked_without_a_pause() {
    let world = Arc::new(world([task("a", &[(0, "CREATING")])]));
    let fast = plan(&world).time_scale(TimeScale::Times(1e6)).goal(Goal::Created);
    events(&mut fast.deadline(Duration::from_secs(200_000)));
    let looks = world.asked().iter().filter(|question| question.starts_with("sync")).count();
    assert!((5..25).contains(&looks), "{looks} in {:?}", real(&world));
}
