//! What must not be is seen, whatever brought it about: each test plants a violation.

use serde_json::{Value, json};

use super::tests::{MINUTE, act, create, item, pass, world};
use super::{Event, Status, World};

/// A world with a batch of two submitted tasks, one of which has a subtask, and one with a batch that is not submitted.
fn planted(plant: impl FnOnce(&mut World)) -> Vec<String> {
    let mut world = world();
    let first = create(&mut world, vec![item("orders", "FULL_INCR_TRANS"), item("stock", "FULL_TRANS")]);
    pass(&mut world, MINUTE);
    world.apply(world.now, Event::Commit { batch: first }).reply.unwrap();
    create(&mut world, vec![item("users", "FULL_TRANS")]);
    pass(&mut world, 10 * MINUTE);
    let task = world.tasks[0].id.clone();
    act(&mut world, &task, "start", Value::Null).unwrap();
    pass(&mut world, 60 * MINUTE);
    let edit = Event::Update { task: task.clone(), kind: "db_object".to_owned(), params: json!({"db_object": {}}) };
    world.apply(world.now, edit).reply.unwrap();
    act(&mut world, &task, "restart", json!({"is_sync_re_edit": true})).unwrap();
    pass(&mut world, MINUTE);
    plant(&mut world);
    world.violations().into_iter().map(|found| found.rule.to_owned()).collect()
}

#[test]
fn two_commits_of_the_same_names_are_a_violation() {
    let mut world = world();
    let batches = [0, 1].map(|_| create(&mut world, vec![item("orders", "FULL_TRANS")]));
    pass(&mut world, MINUTE);
    for batch in batches {
        world.apply(world.now, Event::Commit { batch }).reply.unwrap();
    }
    let rules: Vec<_> = world.violations().iter().map(|violation| violation.rule).collect();
    assert_eq!((world.commits(), rules), (2, vec!["names-committed-once"]));
}

#[test]
fn nothing_is_found_where_all_is_well() {
    assert_eq!(planted(|_| {}), [""; 0]);
    let renamed_and_deleted = planted(|world| {
        let task = world.tasks[1].id.clone();
        let params = json!({"base_info": {"name": "stock-old"}});
        world.apply(world.now, Event::Update { task: task.clone(), kind: "name".to_owned(), params }).reply.unwrap();
        let batch = create(world, vec![item("Stock", "FULL_TRANS")]);
        pass(world, MINUTE);
        world.apply(world.now, Event::Commit { batch }).reply.unwrap();
        act(world, &task, "terminate", Value::Null).unwrap();
        pass(world, 10 * MINUTE);
        world.apply(world.now, Event::Delete { task }).reply.unwrap();
    });
    assert_eq!(renamed_and_deleted, [""; 0], "a name is free again where its task is renamed or deleted");
}

#[test]
fn a_batch_that_is_submitted_twice_is_seen() {
    let twice = planted(|world| {
        let batch = world.batches[0].id.clone();
        world.promise(&batch);
    });
    assert_eq!(twice, ["names-committed-once"]);
}

#[test]
fn what_is_lost_is_seen() {
    let batch = planted(|world| {
        world.batch_ids.remove(&world.batches[1].id.clone());
    });
    assert_eq!(batch, ["accepted-tasks-exist"]);
    let member = planted(|world| {
        world.batches[1].tasks.clear();
    });
    assert_eq!(member, ["accepted-tasks-exist"]);
    let task = planted(|world| {
        world.task_ids.remove(&world.tasks[1].id.clone());
    });
    assert_eq!(task, ["accepted-tasks-exist"]);
    let forgotten = planted(|world| world.tasks[1].phases.clear());
    assert_eq!(forgotten, ["accepted-tasks-exist"]);
    let renamed = planted(|world| world.tasks[1].name = "other".to_owned());
    assert_eq!(renamed, ["accepted-tasks-exist"]);
    let exchanged = planted(|world| world.tasks[1].batch = 1);
    assert_eq!(exchanged, ["accepted-tasks-exist"]);
    let before_its_commit = planted(|world| {
        world.batches[1].tasks.clear();
        let batch = world.batches[1].id.clone();
        world.apply(world.now, Event::Commit { batch }).reply.unwrap();
    });
    assert_eq!(before_its_commit, ["accepted-tasks-exist"; 2]);
}

#[test]
fn what_nobody_asked_for_is_seen() {
    let task = planted(|world| {
        let now = world.now;
        world.tasks[2].phases.push((now, Status::of("CREATING")));
    });
    assert_eq!(task, ["tasks-were-accepted"], "its batch is not submitted");
    let batch = planted(|world| {
        let mut copy = world.batches[1].clone();
        copy.id = "another".to_owned();
        world.batches.push(copy);
    });
    assert_eq!(batch, ["tasks-were-accepted"]);
    let risen = planted(|world| {
        let task = world.tasks[1].id.clone();
        act(world, &task, "terminate", Value::Null).unwrap();
        pass(world, 10 * MINUTE);
        world.apply(world.now, Event::Delete { task }).reply.unwrap();
        world.tasks[1].phases.pop();
    });
    assert_eq!(risen, ["tasks-were-accepted"], "its removal was accepted");
}

#[test]
fn transitions_that_no_source_knows_are_seen() {
    let made = planted(|world| {
        let now = world.now;
        world.tasks[1].phases.push((now, Status::of("INCRE_TRANSFER_STARTED")));
    });
    assert_eq!(made, ["transitions-are-documented"]);
    let back_in_time = planted(|world| world.batches[0].phases[1].0.0 = 0);
    assert_eq!(back_in_time, ["transitions-are-documented"]);
    let of_a_batch = planted(|world| {
        world.batches[1].phases.remove(1);
        let now = world.now;
        world.batches[1].phases.push((now, Status::of("COMMIT_SUCCESS")));
    });
    assert_eq!(of_a_batch, ["transitions-are-documented"]);
}
