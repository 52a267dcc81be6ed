//! Operations are recognised by the shape of a request, also of one with mistakes.

use drs_validate::{Input, Operation, Options, check_detected};
use serde_json::{Map, Value};

use crate::support::{all, examples, ids, shown};

/// What a document is taken for in a folder that is called like an operation.
fn detected(document: &Value, folder: Operation) -> Option<Operation> {
    let options = Options { preferred: Some(folder), ..all() };
    check_detected(Input::json(&document.to_string()), &options).operation
}

#[test]
fn examples_with_a_mistake_in_the_root_are_recognised() {
    let mut count = 0;
    for (operation, name, text) in examples() {
        let document: Value = serde_json::from_str(&text).unwrap();
        let members = document.as_object().unwrap();
        if members.is_empty() {
            continue;
        }
        // Of a name of two letters, nothing is left to be recognised by.
        for (key, value) in members.iter().filter(|(key, _)| key.len() > 2) {
            for other in [key[..key.len() - 1].to_owned(), key.to_uppercase(), format!("{key}_")] {
                let mut members: Map<_, _> = members.clone();
                members.remove(key);
                members.insert(other.clone(), value.clone());
                assert_eq!(detected(&members.into(), operation), Some(operation), "{operation}/{name} with `{other}`");
                count += 1;
            }
        }
        let mut extra = members.clone();
        extra.insert("comment".to_owned(), "ours".into());
        assert_eq!(detected(&extra.into(), operation), Some(operation), "{operation}/{name} with an unknown field");
        if let [wrapper @ ("job" | "jobs")] = members.keys().map(String::as_str).collect::<Vec<_>>()[..] {
            let inner = &members[wrapper];
            assert_eq!(detected(inner, operation), Some(operation), "{operation}/{name} without `{wrapper}`");
            if let Some([only]) = inner.as_array().map(Vec::as_slice) {
                assert_eq!(detected(only, operation), Some(operation), "{operation}/{name}, one item only");
            }
            assert_eq!(
                detected(&vec![document.clone()].into(), operation),
                Some(operation),
                "{operation}/{name} in a list"
            );
        }
    }
    assert!(count > 300);
}

#[test]
fn what_documents_are_taken_for() {
    let table = [
        (r#"{"jobs": [{"job_id": "x"}]}"#, "S018"),
        (r#"{"jobs": [{"job_id": "x", "conflict_policy": "ignore"}]}"#, "batch_set_policy"),
        (r#"{"jobs": [{"job_id": "x", "is_force_stop": true}]}"#, "batch_stop_jobs_action"),
        (r#"{"jobs": [{"job_id": "x", "action_name": "start"}]}"#, "batch_execute_job_actions"),
        (r#"{"jobs": [{"type": "precheck", "params": {}}]}"#, "update_batch_async_jobs"),
        (r#"{"job": {"action_name": "start"}}"#, "execute_job_action"),
        (r#"{"jobs": [{"base_info": {}}]}"#, "batch_create_jobs_async"),
        (r#"{"jobs": {"base_info": {}}}"#, "batch_create_jobs_async S016"),
        (r#"{"job": {}}"#, "S018"),
        (r#"{"job": []}"#, "S018"),
        (r#"{"type": "detail"}"#, "show_job_detail"),
        (r#"{"type": "precheck", "params": {}}"#, "update_job"),
        (r#"{"type": "policy", "params": {"policy_config": {}}}"#, "update_job"),
        (r#"{"task_name": "orders"}"#, "S018"),
        (r#"{"task_name": "orders", "db_configs": []}"#, "modify_data_sync"),
        (r#"{"job": {"type": "policy"}, "params": {"policy_config": {}}}"#, "update_job"),
        (r#"{"jobs": [{"type": "precheck"}], "params": {}}"#, "update_batch_async_jobs"),
        (r#"{"type": "name", "base_info": {"name": "orders"}}"#, "S017"),
        (r#"{"jobs": []}"#, "S018"),
        (r#"{"jobs": [{}]}"#, "S018"),
        (r#"{"jobs": [{"name": "x"}]}"#, "S018"),
        ("{}", "S017"),
        ("[]", "S017"),
        ("7", "S017"),
        (r#""update_job""#, "S017"),
        ("null", "S017"),
        (r#"{"comment": 1}"#, "S017"),
        (r#"{"type": "detail", "a": 1, "b": 2}"#, "S017"),
    ];
    for (text, expected) in table {
        let report = check_detected(Input::json(text), &all());
        let found = match report.operation {
            Some(operation) => operation.id().to_owned(),
            None => ids(&report).iter().map(|id| &id[4..]).collect::<Vec<_>>().join(" "),
        };
        assert_eq!(found, expected.split(' ').next().unwrap(), "{text}\n{}", shown(&report));
    }
}

#[test]
fn a_document_without_a_value_has_only_its_syntax_reported() {
    for (text, id) in [
        ("", "DRS-J002"),
        ("\n\n", "DRS-J002"),
        ("NaN", "DRS-J019"),
        ("{\"jobs\": [{\"jo", "DRS-J006"),
        ("{\"", "DRS-J006"),
    ] {
        let report = check_detected(Input::json(text), &all());
        assert_eq!((report.operation, ids(&report)), (None, vec![id]));
    }
}

/// Of which operation a list of jobs is, however long it is, and whatever is wrong in one of them.
#[test]
fn long_lists_are_known_as_short_ones_are() {
    for (right, wrong, operation) in [
        (
            r#"{"job_id": "a", "conflict_policy": "ignore"}"#,
            r#"{"job_id": "a", "conflict_policy": "Ignore"}"#,
            Operation::BatchSetPolicy,
        ),
        (
            r#"{"job_id": "a", "action_name": "start"}"#,
            r#"{"job_id": "a", "action_name": "starrt"}"#,
            Operation::BatchExecuteJobActions,
        ),
        (
            r#"{"job_id": "a", "is_force_stop": true}"#,
            r#"{"job_id": "a", "is_force_stop": "true"}"#,
            Operation::BatchStopJobsAction,
        ),
    ] {
        for length in [1, 2, 3, 4, 5, 20] {
            for text in [wrong, right] {
                let mut jobs = vec![right; length];
                jobs[length / 2] = text;
                let text = format!("{{\"jobs\": [{}]}}", jobs.join(", "));
                let report = check_detected(Input::json(&text), &Options::default());
                assert_eq!(report.operation, Some(operation), "{text}");
            }
        }
    }
}
