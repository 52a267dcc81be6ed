//! What events and snapshots look like, how fast time passes, and what many tasks cost.

use std::sync::Arc;
use std::time::Duration;

use super::fake::{count, events, plan, shown, steps, task, world};
use crate::watch::{End, Event, Goal, TimeScale};

const HOUR: Duration = Duration::from_hours(1);

#[test]
fn events_are_objects_of_one_line() {
    let life = steps(25, &["CREATING", "CONFIGURATION", "FULL_TRANSFER_STARTED", "FULL_TRANSFER_FAILED"]);
    let world = Arc::new(world([task("a", &life)]));
    let mut watch = plan(&world).goal(Goal::Full).deadline(HOUR);
    let events = events(&mut watch);
    let lines: Vec<String> = events.iter().map(|event| serde_json::to_string(event).unwrap()).collect();
    insta::assert_snapshot!(lines.join("\n"));
    for (line, event) in lines.iter().zip(&events) {
        assert_eq!(&serde_json::from_str::<Event>(line).unwrap(), event);
        let word = serde_json::from_str::<serde_json::Value>(line).unwrap()["event"].clone();
        assert_eq!(word, event.kind.word());
    }
}

#[test]
fn a_wait_goes_on_from_its_snapshot() {
    let life = steps(40, &["CREATING", "CONFIGURATION", "STARTJOBING", "FULL_TRANSFER_STARTED"]);
    let world = Arc::new(world([task("a", &life), task("b", &[(0, "CREATE_FAILED")])]));
    let mut watch = plan(&world).goal(Goal::Started).deadline(Duration::from_mins(1));
    let before = events(&mut watch);
    let snapshot = serde_json::to_string(&watch.snapshot()).unwrap();
    drop(watch);
    let resumed = plan(&world).snapshot(serde_json::from_str(&snapshot).unwrap());
    let mut watch = resumed.deadline(HOUR);
    let after = events(&mut watch);
    assert_eq!(after[0].seq, before.len() as u64 + 1);
    assert_eq!(count(&after, "task.found"), 0);
    assert_eq!(count(&after, "task.failed"), 0, "what is settled stays so: {:?}", shown(&after));
    assert_eq!((watch.outcome().reached.len(), watch.outcome().failed.len()), (1, 1));
}

#[test]
fn time_passes_faster_only_on_this_machine() {
    let run = |scale: TimeScale, is_local: bool| {
        let world = Arc::new(world([task("a", &[(0, "CREATING")])]));
        let plan =
            crate::watch::plan::Plan::new(Arc::clone(&world) as _, is_local).seed(7).tasks(["a"]).goal(Goal::Created);
        let mut watch = plan.time_scale(scale).deadline(HOUR);
        events(&mut watch);
        let longest = *world.clock.longest.lock().unwrap();
        (world.clock_seconds(), longest, world.asked().len())
    };
    let (seconds, _, calls) = run(TimeScale::Times(1.0), true);
    assert_eq!(seconds, 3600);
    let (fast, _, fast_calls) = run(TimeScale::Times(60.0), true);
    assert!(
        (59..=60).contains(&fast) && fast_calls.abs_diff(calls) < 3,
        "{fast} seconds, {fast_calls} of {calls} calls"
    );
    let (instant, longest, instant_calls) = run(TimeScale::Instant, true);
    assert!(instant < 5 && longest <= Duration::from_millis(10), "{instant} seconds, {longest:?}");
    assert!(instant_calls.abs_diff(calls) < 3, "{instant_calls} of {calls} calls");
    assert_eq!(run(TimeScale::Instant, false).0, 3600);
}

#[test]
fn a_thousand_tasks_cost_five_calls_a_second_and_each_is_looked_at() {
    let life = [(0, "FULL_TRANSFER_STARTED"), (900, "INCRE_TRANSFER_STARTED")];
    let world = Arc::new(world((0..1000).map(|n| task(&format!("{n:04}"), &life))));
    let mut watch = plan(&world).goal(Goal::Incremental).deadline(HOUR);
    let events = events(&mut watch);
    let calls = world.calls.lock().unwrap();
    let times: Vec<Duration> = calls.iter().map(|(at, _)| *at).collect();
    assert!(
        times.windows(6).all(|six| six[5].saturating_sub(six[0]) >= Duration::from_millis(999)),
        "five calls a second at most"
    );
    let closer: std::collections::BTreeSet<&str> =
        calls.iter().filter_map(|(_, question)| question.strip_prefix("progress ")).collect();
    assert_eq!(closer.len(), 1000, "round robin reaches everybody");
    assert_eq!((count(&events, "task.found"), count(&events, "task.reached")), (1000, 1000));
}

#[test]
fn a_wait_that_is_interrupted_says_so_and_asks_nothing_more() {
    let world = Arc::new(world([task("a", &[(0, "CREATING")])]));
    let mut watch = plan(&world).goal(Goal::Created).deadline(HOUR);
    crate::block_on(async {
        for _ in 0..3 {
            assert!(watch.advance().await.is_some());
        }
        let asked = world.asked().len();
        let event = watch.interrupt().unwrap();
        assert_eq!(shown(&[event]), ["run.interrupted"]);
        assert!(watch.advance().await.is_none() && watch.interrupt().is_none());
        assert_eq!((world.asked().len(), watch.outcome().end), (asked, Some(End::Interrupted)));
    })
    .unwrap();
}
