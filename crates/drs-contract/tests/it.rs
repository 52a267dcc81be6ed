//! The data agrees with itself.

use drs_contract::{
    ANSWERS, Answer, Class, EXAMPLES, Happened, Machine, NativeRule, Object, Operation, PAGES, Page, Retry, STATES,
    Service, State,
};

#[test]
fn operations_are_found_by_id_and_know_their_place() {
    for (index, operation) in Operation::ALL.into_iter().enumerate() {
        assert_eq!(operation.index(), index);
        assert_eq!(Operation::from_id(operation.id()), Some(operation));
        assert_eq!(operation.to_string(), operation.id());
        let schema = operation.json_schema();
        assert!(schema.contains(&format!(":{operation}\"")), "{operation} has the schema of another: {schema:.300}");
        let has_minimal = operation.examples().any(|example| example.name == "minimal");
        assert_eq!(has_minimal, !operation.is_bare(), "{operation}");
        for parameter in operation.path().split('{').skip(1).filter_map(|rest| rest.split_once('}')) {
            assert!(operation.parameters().iter().any(|it| it.field.name == parameter.0), "{operation} {parameter:?}");
        }
    }
    assert_eq!(Operation::from_id("delete_everything"), None);
    assert_eq!(Operation::ALL.into_iter().flat_map(Operation::examples).count(), EXAMPLES.len());
}

#[test]
fn objects_are_found_from_every_operation() {
    for operation in Operation::ALL {
        let mut names = vec![operation.root()];
        let mut next = 0;
        while let Some(name) = names.get(next) {
            let object = Object::from_name(name).unwrap_or_else(|| panic!("no object is called `{name}`"));
            assert!(object.rules.iter().all(|rule| Page::from_id(rule.id).is_some()), "{name}");
            let below: Vec<_> = object.fields.iter().filter_map(|field| field.object).collect();
            names.extend(below.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>());
            next += 1;
        }
    }
}

#[test]
fn pages_are_found_by_id() {
    for page in PAGES {
        assert_eq!(Page::from_id(page.id).map(|it| it.name), Some(page.name));
        assert!(page.text.starts_with(&format!("# {}: {}\n", page.id, page.name)), "{}", page.id);
    }
    assert!(Page::from_id("DRS-X000").is_none());
}

#[test]
fn rules_that_are_functions_are_found_by_id() {
    for rule in NativeRule::ALL {
        assert_eq!(NativeRule::from_id(rule.id()), Some(rule));
        assert!(Page::from_id(rule.id()).is_some(), "{rule:?}");
    }
    assert_eq!(NativeRule::from_id("DRS-P001"), None);
}

#[test]
fn services_know_their_hosts() {
    for service in Service::ALL {
        assert!(!service.hosts().is_empty(), "{service}");
    }
    assert_eq!(Service::Drs.host("eu-west-101"), Some("drs.eu-west-101.myhuaweicloud.eu"));
    assert_eq!(Service::Drs.host("atlantis"), None);
}

#[test]
fn states_lead_to_states() {
    for state in STATES {
        assert!(!state.meaning.is_empty(), "{}", state.name);
        let known: Vec<_> = state.machine.states().map(|other| other.name).collect();
        assert!(state.next.iter().all(|next| known.contains(&next.to)), "{}", state.name);
    }
    assert_eq!((Machine::Batch.states().count(), Machine::Task.states().count()), (6, 29));
    assert_eq!(State::from_name("pausing").map(|state| state.class), Some(Class::Waiting));
    assert!(State::from_name("RESTING").is_none());
}

#[test]
fn answers_are_found_by_code_then_by_text_then_by_status() {
    let found = |status, code, message| Answer::find(status, code, message).map(|answer| answer.name);
    assert_eq!(found(400, Some("DRS.10000010"), ""), Some("no-such-task"));
    assert_eq!(found(401, None, "AK access failed to reach the limit, forbidden"), Some("access-key-locked"));
    assert_eq!(found(502, None, "<html>"), Some("bad-gateway"));
    assert_eq!(found(418, Some("TEA.1"), ""), None);
    let unknown = ANSWERS.iter().filter(|answer| answer.happened == Happened::Unknown);
    assert!(unknown.count() > 3);
}

#[test]
fn what_costs_money_is_never_repeated_blindly() {
    for (id, retry) in [
        ("commit_async_job", Retry::Once),
        ("batch_create_jobs_async", Retry::Once),
        ("stop_job_action", Retry::Idempotent),
        ("validate_job_name", Retry::Read),
    ] {
        assert_eq!(Operation::from_id(id).map(Operation::retry), Some(retry), "{id}");
    }
}
