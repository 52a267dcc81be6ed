//! The machine alone: no sockets, no clock.

use std::collections::BTreeMap;

use drs_contract::Machine;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Action, AfterCommit, Effects, Event, Life, LifeRule, Moment, Refusal, Reply, Settings, Whom, World};

pub(super) const START: Moment = Moment(1_772_438_400_000);
pub(super) const MINUTE: u64 = 60_000;

pub(super) fn world() -> World {
    World::new(Settings::new(7), START)
}

pub(super) fn item(name: &str, task_type: &str) -> Value {
    json!({"base_info": {"name": name, "task_type": task_type}, "source_endpoint": [{"endpoint_role": "so", "endpoint": {"ip": "192.0.2.10"}}]})
}

pub(super) fn create(world: &mut World, items: Vec<Value>) -> String {
    let event = Event::Create { items, user: "bot".to_owned(), domain: "sandbox".to_owned() };
    match world.apply(world.now, event).reply {
        Ok(Reply::Batch(id)) => id,
        other => panic!("{other:?}"),
    }
}

/// Lets time pass.
pub(super) fn pass(world: &mut World, millis: u64) -> Effects {
    world.apply(world.now.after(millis), Event::Tick)
}

pub(super) fn act(world: &mut World, task: &str, action: &str, params: Value) -> Result<Reply, Refusal> {
    let action = Action { name: action.to_owned(), params };
    world.apply(world.now, Event::Act { task: task.to_owned(), action }).reply
}

/// A world with one built task, and its id.
pub(super) fn built(task_type: &str, rules: Vec<LifeRule>, after_commit: AfterCommit) -> (World, String) {
    let mut world = world();
    world.settings.after_commit = after_commit;
    world.apply(START, Event::Rules(rules)).reply.unwrap();
    let batch = create(&mut world, vec![item("orders", task_type)]);
    pass(&mut world, MINUTE);
    world.apply(world.now, Event::Commit { batch }).reply.unwrap();
    pass(&mut world, 6 * MINUTE + 1_000);
    let id = world.tasks[0].id.clone();
    (world, id)
}

pub(super) fn rule(life: Life) -> LifeRule {
    LifeRule { text: format!("{life:?}"), whom: Whom::Names("o*".to_owned()), life }
}

/// States of a task, in their order.
pub(super) fn path(world: &World, task: &str) -> String {
    world.task(task).unwrap().phases.iter().map(|(_, status)| status.name()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_task_goes_through_its_phases() {
    let (mut world, id) = built("FULL_INCR_TRANS", Vec::new(), AfterCommit::Configuration);
    assert_eq!(path(&world, &id), "CREATING CONFIGURATION");
    act(&mut world, &id, "start", Value::Null).unwrap();
    pass(&mut world, 60 * MINUTE);
    act(&mut world, &id, "terminate", Value::Null).unwrap();
    pass(&mut world, 10 * MINUTE);
    let expected = "CREATING CONFIGURATION STARTJOBING FULL_TRANSFER_STARTED FULL_TRANSFER_COMPLETE \
                    INCRE_TRANSFER_STARTED RELEASE_RESOURCE_STARTED RELEASE_RESOURCE_COMPLETE";
    assert_eq!(path(&world, &id), expected);
    assert!(world.apply(world.now, Event::Delete { task: id.clone() }).reply.is_ok());
    assert!(world.task(&id).is_none());
    assert_eq!(world.violations(), []);
}

#[test]
fn what_follows_the_commit_is_a_setting() {
    let (mut world, id) = built("FULL_TRANS", Vec::new(), AfterCommit::Start);
    pass(&mut world, 60 * MINUTE);
    assert!(world.task(&id).unwrap().is("FULL_TRANSFER_COMPLETE"), "{}", path(&world, &id));
    let (mut world, id) = built("FULL_TRANS", Vec::new(), AfterCommit::Configuration);
    pass(&mut world, 60 * MINUTE);
    assert!(world.task(&id).unwrap().is("CONFIGURATION"));
}

#[test]
fn tasks_fail_where_rules_say_and_can_be_repaired() {
    let cases = [
        (Life::FailInCreate, "CREATE_FAILED"),
        (Life::FailInStart, "START_JOB_FAILED"),
        (Life::FailInFull(40), "FULL_TRANSFER_FAILED"),
        (Life::FailInIncremental, "INCRE_TRANSFER_FAILED"),
    ];
    for (life, failure) in cases {
        let (mut world, id) = built("FULL_INCR_TRANS", vec![rule(life)], AfterCommit::Start);
        pass(&mut world, 120 * MINUTE);
        assert!(world.task(&id).unwrap().is(failure), "{}", path(&world, &id));
        if failure == "FULL_TRANSFER_FAILED" {
            assert_eq!(world.task(&id).unwrap().work.percent_at(world.now), 40);
            assert_eq!(act(&mut world, &id, "reset", Value::Null), Ok(Reply::Done), "its first precheck has passed");
            pass(&mut world, 120 * MINUTE);
            assert!(world.task(&id).unwrap().is("INCRE_TRANSFER_STARTED"), "{}", path(&world, &id));
        }
    }
}

#[test]
fn work_goes_on_after_a_pause() {
    let (mut world, id) = built("FULL_INCR_TRANS", Vec::new(), AfterCommit::Start);
    pass(&mut world, 15 * MINUTE);
    act(&mut world, &id, "stop", Value::Null).unwrap();
    let paused = world.task(&id).unwrap().work.percent_at(world.now);
    assert!((1..99).contains(&paused), "{paused} {}", path(&world, &id));
    pass(&mut world, 1_000 * MINUTE);
    assert_eq!(world.task(&id).unwrap().work.percent_at(world.now), paused);
    act(&mut world, &id, "restart", Value::Null).unwrap();
    pass(&mut world, 2 * MINUTE);
    let resumed = world.task(&id).unwrap().work.percent_at(world.now);
    assert!(resumed >= paused && resumed < paused + 10, "{paused} {resumed}");
}

#[test]
fn a_task_that_stalls_does_not_move() {
    let (mut world, id) = built("FULL_INCR_TRANS", vec![rule(Life::Stall(30))], AfterCommit::Start);
    pass(&mut world, 600 * MINUTE);
    let task = world.task(&id).unwrap();
    assert!(task.is("FULL_TRANSFER_STARTED"));
    assert_eq!(task.work.percent_at(world.now), 30);
    assert!(task.work.taken_at(world.now) < world.now.before(100 * MINUTE));
}

#[test]
fn deadlines_pass() {
    let (mut world, id) = built("FULL_TRANS", Vec::new(), AfterCommit::Configuration);
    pass(&mut world, 4_321 * MINUTE);
    assert_eq!(act(&mut world, &id, "start", Value::Null), Err(Refusal::InstanceLost));
    let update = Event::Update { task: id.clone(), kind: "re_create".to_owned(), params: json!({}) };
    world.apply(world.now, update).reply.unwrap();
    assert_eq!(act(&mut world, &id, "start", Value::Null), Ok(Reply::Done));

    let (mut world, id) = built("FULL_TRANS", vec![rule(Life::FailInFull(1))], AfterCommit::Start);
    pass(&mut world, 13 * 1_440 * MINUTE);
    assert!(world.task(&id).unwrap().is("FULL_TRANSFER_FAILED"));
    pass(&mut world, 2 * 1_440 * MINUTE);
    assert!(world.task(&id).unwrap().is("RELEASE_RESOURCE_COMPLETE"), "failed tasks end after `expired_days`");
}

#[test]
fn names_are_unique_without_case() {
    let mut world = world();
    let first = create(&mut world, vec![item("orders", "FULL_TRANS")]);
    pass(&mut world, MINUTE);
    world.apply(world.now, Event::Commit { batch: first }).reply.unwrap();
    for items in [vec![item("ORDERS", "FULL_TRANS")], vec![item("new", "FULL_TRANS"), item("New", "FULL_TRANS")]] {
        let batch = create(&mut world, items);
        pass(&mut world, MINUTE);
        assert!(world.batch(&batch).unwrap().status().is("ASYNC_JOB_VALIDATE_FAILED"));
        let reply = world.apply(world.now, Event::Commit { batch }).reply.unwrap();
        assert!(matches!(reply, Reply::Commit(status, _) if status.is("ASYNC_JOB_VALIDATE_FAILED")), "{reply:?}");
    }
    assert_eq!((world.commits(), world.tasks.iter().filter(|task| task.exists()).count()), (1, 1));
}

#[test]
fn objects_are_edited_in_a_subtask() {
    let (mut world, id) = built("FULL_INCR_TRANS", Vec::new(), AfterCommit::Start);
    pass(&mut world, 60 * MINUTE);
    assert_eq!(act(&mut world, &id, "restart", json!({"is_sync_re_edit": true})), Err(Refusal::WrongState));
    let update = Event::Update { task: id.clone(), kind: "db_object".to_owned(), params: json!({"db_object": {}}) };
    world.apply(world.now, update).reply.unwrap();
    act(&mut world, &id, "restart", json!({"is_sync_re_edit": true})).unwrap();
    pass(&mut world, 60 * MINUTE);
    let child = world.tasks[1].id.clone();
    assert!(path(&world, &child).ends_with("RELEASE_CHILD_TRANSFER_COMPLETE"), "{}", path(&world, &child));
    assert!(world.task(&id).unwrap().is("INCRE_TRANSFER_STARTED"));
}

/// An event of any kind, of which most are about things that exist.
fn any_event() -> impl Strategy<Value = (u64, u8, u8, u8)> {
    (prop_oneof![Just(0), 0..120_000u64, 0..30 * MINUTE, 0..4_000 * MINUTE], 0..9u8, any::<u8>(), any::<u8>())
}

fn event(world: &World, (_, kind, which, what): (u64, u8, u8, u8)) -> Event {
    let task = match world.tasks.get(usize::from(which) % (world.tasks.len() + 1)) {
        Some(task) => task.id.clone(),
        None => "unknown".to_owned(),
    };
    let batch = match world.batches.get(usize::from(which) % (world.batches.len() + 1)) {
        Some(batch) => batch.id.clone(),
        None => "unknown".to_owned(),
    };
    let types = ["FULL_TRANS", "INCR_TRANS", "FULL_INCR_TRANS"];
    let names = ["orders", "Orders", "stock", "users"];
    // Tasks are deleted by an event of its own.
    let actions = Machine::Task.states().flat_map(|state| state.actions).copied();
    let actions: Vec<&str> = actions.filter(|action| *action != "delete_job").collect();
    let updates = ["name", "db_object", "network", "re_create", "policy", "all"];
    let pick = |list: &[&str]| list[usize::from(what) % list.len()].to_owned();
    let name = pick(&names);
    match kind {
        0 | 1 => {
            let items = vec![item(&name, types[usize::from(which) % 3]); 1 + usize::from(what) % 2];
            Event::Create { items, user: "bot".to_owned(), domain: "sandbox".to_owned() }
        }
        2 | 3 => Event::Commit { batch },
        4 | 5 => {
            let params = json!({"is_sync_re_edit": which.is_multiple_of(2), "start_time": world.now.after(MINUTE).0.to_string()});
            Event::Act { task, action: Action { name: pick(&actions), params } }
        }
        6 => {
            let params = json!({"base_info": {"name": name}, "source_endpoint": []});
            Event::Update { task, kind: pick(&updates), params }
        }
        7 => Event::Repair { batch, task: Some(task), kind: pick(&updates), params: json!({}) },
        _ => Event::Delete { task },
    }
}

fn rules() -> Vec<LifeRule> {
    let lives = [Life::FailInStart, Life::FailInFull(50), Life::Stall(20), Life::CheckFails, Life::FailInIncremental];
    let whom = [
        Whom::Percent(30),
        Whom::Batches { from: 2, to: 3 },
        Whom::Names("s*".to_owned()),
        Whom::Percent(10),
        Whom::All,
    ];
    lives.into_iter().zip(whom).map(|(life, whom)| LifeRule { text: format!("{life:?}"), whom, life }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_events_keep_to_the_contract(
        events in prop::collection::vec(any_event(), 1..80),
        starts in any::<bool>(),
    ) {
        let mut world = world();
        world.settings.after_commit = if starts { AfterCommit::Start } else { AfterCommit::Configuration };
        world.apply(START, Event::Rules(rules())).reply.unwrap();
        let mut last: BTreeMap<String, &'static str> = BTreeMap::new();
        let mut accepted = Vec::new();
        for given in events {
            let next = event(&world, given);
            let commits = matches!(next, Event::Commit { .. });
            let effects = world.apply(world.now.after(given.0), next);
            for moved in &effects.moves {
                let before = last.insert(moved.id.clone(), moved.to.name());
                prop_assert_eq!(before, moved.from.map(super::Status::name), "every move is reported");
                if let Some(from) = moved.from {
                    prop_assert!(from.leads_to(moved.to, moved.by.as_deref()), "{:?}", moved);
                }
            }
            if commits && let Ok(Reply::Commit(status, _)) = effects.reply && status.is("COMMIT_SUCCESS") {
                let begun = effects.moves.iter().filter(|moved| moved.to.is("CREATING") && moved.from.is_none());
                accepted.extend(begun.map(|moved| moved.id.clone()));
            }
        }
        // Nothing keeps callers from submitting two batches that were checked before either was submitted.
        let found: Vec<_> = world.violations().into_iter().filter(|found| found.rule != "names-committed-once").collect();
        prop_assert_eq!(found, vec![]);
        for id in accepted {
            let task = &world.tasks[world.task_ids[&id]];
            prop_assert!(task.status().is_some(), "an accepted task has a state for ever");
        }
        let text = serde_json::to_string(&world).unwrap();
        let restored: World = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(text, serde_json::to_string(&restored).unwrap(), "a world survives being written down");
    }

    #[test]
    fn time_may_pass_at_once_or_in_parts(parts in prop::collection::vec(0..20 * MINUTE, 1..20)) {
        let (mut whole, _) = built("FULL_INCR_TRANS", rules(), AfterCommit::Start);
        let (mut divided, _) = built("FULL_INCR_TRANS", rules(), AfterCommit::Start);
        pass(&mut whole, parts.iter().sum());
        for part in parts {
            pass(&mut divided, part);
        }
        prop_assert_eq!(serde_json::to_value(&whole).unwrap(), serde_json::to_value(&divided).unwrap());
    }
}
