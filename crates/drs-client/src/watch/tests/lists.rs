//! Lists in odd shapes, batches of which one is odd, and who is looked at when.

use std::sync::Arc;
use std::time::Duration;

use super::fake::{count, events, plan, refused, shown, task, world};
use crate::watch::plan::Plan;
use crate::watch::{EventKind, Goal, Reason, Snapshot, Watch};

const HOUR: Duration = Duration::from_hours(1);

fn warnings(watch: &mut Watch) -> Vec<String> {
    let text = |event: crate::watch::Event| match event.kind {
        EventKind::Warning { message } => Some(message),
        _ => None,
    };
    events(watch).into_iter().filter_map(text).collect()
}

#[test]
fn a_list_that_does_not_say_how_long_it_is_ends() {
    for (ignores_offset, pages) in [(false, 3), (true, 2)] {
        let mut world = world((0..150).map(|n| task(&format!("{n:03}"), &[(0, "CREATING")])));
        (world.says_total, world.ignores_offset) = (false, ignores_offset);
        let world = Arc::new(world);
        let mut watch = plan(&world).tasks(["nowhere"]).goal(Goal::Created).deadline(Duration::from_secs(5));
        events(&mut watch);
        let questions = world.asked().into_iter().take_while(|question| !question.starts_with("detail"));
        let asked = questions.filter(|question| question.starts_with("sync")).count();
        assert_eq!(asked, pages, "{:?}", world.asked());
    }
}

#[test]
fn one_batch_that_cannot_be_looked_at_keeps_nobody_from_looking_at_the_others() {
    let mut world = world([task("a", &[(0, "CONFIGURATION")])]);
    let life = || vec![(0, "COMMIT_SUCCESS")];
    world.batches = vec![("bad".to_owned(), life(), 0..0), ("good".to_owned(), life(), 0..1)];
    world.fault = Box::new(|_, _, question| (question == "tasks of bad 0+100").then(|| refused(500, "DRS.500")));
    let world = Arc::new(world);
    let mut watch =
        Plan::new(Arc::clone(&world) as _, true).batches(["bad", "good"]).goal(Goal::Created).deadline(HOUR);
    events(&mut watch);
    assert_eq!(watch.outcome().reached.len(), 1, "{:?}", world.asked());
}

#[test]
fn tasks_that_say_nothing_of_progress_take_no_turn_of_others() {
    let life = [(0, "FULL_TRANSFER_STARTED")];
    let world = Arc::new(world((0..100).map(|n| {
        let mut task = task(&format!("{n:03}"), &life);
        if n < 60 {
            task.progress = |_| String::new();
        }
        task
    })));
    let mut watch = plan(&world).goal(Goal::Full).deadline(Duration::from_mins(2));
    events(&mut watch);
    let progress = watch.tasks().filter(|task| task.progress.is_some()).count();
    assert_eq!(progress, 40);
    let times = |id: &str| world.asked().iter().filter(|question| **question == format!("progress {id}")).count();
    assert!(times("000").abs_diff(times("099")) <= 1, "{} and {}", times("000"), times("099"));
}

#[test]
fn tasks_that_no_list_has_take_every_other_turn_at_most() {
    let world = Arc::new(world((0..50).map(|n| task(&format!("{n:03}"), &[(0, "FULL_TRANSFER_STARTED")]))));
    let nowhere = (0..200).map(|n| format!("nowhere-{n}"));
    let mut watch = plan(&world).tasks(nowhere).goal(Goal::Full).deadline(Duration::from_mins(1));
    events(&mut watch);
    assert_eq!(watch.tasks().filter(|task| task.progress.is_some()).count(), 50);
}

#[test]
fn a_task_that_has_ended_will_not_catch_up() {
    for (life, reason) in [
        ("RELEASE_CHILD_TRANSFER_COMPLETE", Reason::Over),
        ("RELEASE_RESOURCE_COMPLETE", Reason::Over),
        ("DELETED", Reason::Over),
        ("CREATE_FAILED", Reason::Failed),
    ] {
        let world = Arc::new(world([task("a", &[(0, "CHILD_TRANSFER_STARTED"), (100, life)])]));
        let mut watch = plan(&world).goal(Goal::CaughtUp).deadline(HOUR);
        events(&mut watch);
        assert_eq!(watch.outcome().failed.first().and_then(|item| item.reason), Some(reason), "{life}");
    }
    let world = Arc::new(world([task("a", &[(0, "RELEASE_CHILD_TRANSFER_COMPLETE")])]));
    let mut watch = plan(&world).goal(Goal::Incremental).deadline(HOUR);
    events(&mut watch);
    assert_eq!((watch.outcome().reached.len(), world.clock_seconds()), (1, 0));
}

#[test]
fn ids_that_nobody_has_are_told_once() {
    let mut world = world([task("a", &[(0, "CREATING")])]);
    world.batches = vec![("known".to_owned(), vec![(0, "ASYNC_JOB_VALIDATING")], 0..0)];
    let world = Arc::new(world);
    let few = plan(&world).tasks(["b\u{202e}"]).batches(["known", "lost\u{1b}"]).goal(Goal::Created);
    assert_eq!(
        warnings(&mut few.deadline(Duration::from_mins(5))),
        [
            "the service knows no batch with the id `lost\\u{1b}`, and is asked again",
            "the service knows no task with the id `b\\u{202e}`, and is asked again",
        ]
    );
    let many = (0..7).map(|n| format!("lost-{n}"));
    let many = plan(&world).batches(many).goal(Goal::Created).deadline(Duration::from_mins(5));
    assert_eq!(warnings(&mut { many }).len(), 7);
}

#[test]
fn a_snapshot_from_elsewhere_makes_nothing_overflow() {
    let text = format!(
        r#"{{"run": "r", "seq": {max}, "goal": "caught-up", "max_lag_ms": {max}, "batches": [], "tasks": [
            {{"id": "a", "standing": "moving", "in_state_s": {max}, "seen_s": {max}, "progress_seen_s": {max}}}]}}"#,
        max = u64::MAX
    );
    let snapshot: Snapshot = serde_json::from_str(&text).unwrap();
    let world = Arc::new(world([task("a", &[(0, "INCRE_TRANSFER_STARTED")])]));
    let mut watch = plan(&world).snapshot(snapshot.clone()).deadline(HOUR);
    assert_eq!(watch.tasks().next().unwrap().in_state_s, u64::MAX);
    assert_eq!(watch.snapshot().max_lag_ms, Some(u64::MAX));
    let events = events(&mut watch);
    assert!(count(&events, "run.finished") == 1 && events.iter().all(|event| event.seq == u64::MAX));
    let old: Snapshot = serde_json::from_str(r#"{"run": "r", "seq": 1, "goal": null, "tasks": [], "batches": []}"#)
        .unwrap_or_else(|error| panic!("{error} {:?}", shown(&events)));
    assert_eq!(old.max_lag_ms, None);
}
