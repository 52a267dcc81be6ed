//! Tasks that are to start at a time of their own.

use serde_json::{Value, json};

use super::tests::{MINUTE, START, act, built, create, item, pass, path, world};
use super::{AfterCommit, Event, Moment, World};

/// A submitted task that starts by itself, and says when.
fn timed(start_time: &str) -> (World, String) {
    let mut world = world();
    world.settings.after_commit = AfterCommit::Start;
    let mut timed = item("orders", "FULL_TRANS");
    timed["base_info"]["start_time"] = start_time.into();
    let batch = create(&mut world, vec![timed]);
    pass(&mut world, MINUTE);
    world.apply(world.now, Event::Commit { batch }).reply.unwrap();
    let id = world.tasks[0].id.clone();
    (world, id)
}

#[test]
fn a_task_that_starts_by_itself_waits_for_its_time_and_starts_then() {
    let at = START.after(180 * MINUTE);
    let (mut world, id) = timed(&at.0.to_string());
    pass(&mut world, 60 * MINUTE);
    assert_eq!(path(&world, &id), "CREATING CONFIGURATION WAITING_FOR_START");
    pass(&mut world, 240 * MINUTE);
    let task = world.task(&id).unwrap();
    let begun = task.phases.iter().find(|(_, status)| status.is("STARTJOBING")).map(|(begun, _)| *begun);
    assert_eq!(begun, Some(at));
    assert!(task.is("FULL_TRANSFER_COMPLETE"), "{}", path(&world, &id));
    assert_eq!(world.violations(), []);
}

#[test]
fn a_start_with_a_time_waits_for_it_and_one_without_does_not() {
    let (mut world, id) = built("FULL_TRANS", Vec::new(), AfterCommit::Configuration);
    let at = world.now.after(60 * MINUTE);
    act(&mut world, &id, "start", json!({"start_time": at.0.to_string()})).unwrap();
    pass(&mut world, 59 * MINUTE);
    assert!(world.task(&id).unwrap().is("WAITING_FOR_START"));
    pass(&mut world, MINUTE);
    assert!(world.task(&id).unwrap().is("STARTJOBING"));
    for time in ["0", "soon", "-5", ""] {
        let (mut world, id) = built("FULL_TRANS", Vec::new(), AfterCommit::Configuration);
        act(&mut world, &id, "start", json!({"start_time": time})).unwrap();
        assert!(world.task(&id).unwrap().is("STARTJOBING"), "{time}");
    }
}

#[test]
fn a_time_without_end_is_waited_for_and_nothing_overflows() {
    for time in ["18446744073709551615", "253402207199999", "99999999999999999999999999"] {
        let (mut world, id) = timed(time);
        pass(&mut world, 60 * MINUTE);
        assert!(world.task(&id).unwrap().is("WAITING_FOR_START"), "{time}");
        act(&mut world, &id, "start", Value::Null).unwrap();
        assert!(world.task(&id).unwrap().is("STARTJOBING"), "{time}");
        let (mut world, id) = timed(time);
        world.apply(Moment(u64::MAX), Event::Tick);
        assert!(world.now.0 < 253_402_207_200_001, "{time}: no moment is behind the last");
        pass(&mut world, 600 * MINUTE);
        act(&mut world, &id, "terminate", Value::Null).unwrap();
    }
}
