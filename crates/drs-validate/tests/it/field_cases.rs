//! Mistakes as they come from neighbouring tools and by hand.

use drs_validate::Syntax;

use crate::support::{checked, shown};

/// What is reported of a JSON document as a request of an operation, a component or any.
fn report(target: &str, text: &str) -> String {
    shown(&checked(target, text.as_bytes(), Syntax::Json))
}

#[test]
fn a_field_whose_own_object_has_a_similar_one_is_not_called_misplaced() {
    let window = report("SpeedLimitInfo", r#"{"speed": "15", "start_time": "16:00", "end_time": "17:59"}"#);
    assert!(window.contains("did you mean `begin`?") && window.contains("did you mean `end`?"), "{window}");
    let speed = r#"{"job": {"type": "speed_limit", "params": {"speed_limit": [{"speed": "15", "start_time": "16:00", "end": "17:59"}]}}}"#;
    let request = report("update_job", speed);
    assert!(!request.contains("S015") && request.contains("did you mean `begin`?"), "{request}");
}

#[test]
fn names_that_occur_everywhere_are_not_called_misplaced() {
    for name in ["id", "name", "type", "status", "value"] {
        let text = format!(r#"{{"job": {{"type": "speed_limit", "params": {{"speed_limit": [{{"{name}": "x"}}]}}}}}}"#);
        let report = report("update_job", &text);
        assert!(!report.contains("belongs in"), "{report}");
    }
}

#[test]
fn a_length_error_does_not_hide_a_wrong_character() {
    let names = r#"{"task_name":"sr-task-01","source_instance_id":"0123456789abcdef0123456789abcdefin07","source_database_name":"s-","target_database_name":"订"}"#;
    let report = report("modify_data_sync", names);
    for field in ["source_database_name", "target_database_name"] {
        let about = |id: &str| report.lines().any(|line| line.starts_with(id) && line.contains(&format!("`/{field}`")));
        assert_eq!([about("S005"), about("S007")], [true, true], "{report}");
    }
}

#[test]
fn a_root_that_is_no_object_has_help_that_helps() {
    let list = report("any", r#"[{"job": {"type": "precheck", "params": {}}}, {"jobs": []}]"#);
    assert!(list.contains("one a line into a file that ends with `.jsonl`") && !list.contains("--operation"), "{list}");
    let string = report("any", r#""{\"job\": {\"type\": \"precheck\", \"params\": {}}}""#);
    assert!(string.contains("JSON inside a string"), "{string}");
    let named = report("update_job", r#""{\"job\": {}}""#);
    assert!(named.contains("JSON inside a string"), "{named}");
}

#[test]
fn idioms_of_neighbouring_tools_have_help() {
    let tags = report("JobBaseInfo", r#"{"tags": {"team": "pay"}}"#);
    assert!(tags.contains(r#"`[{"key": …, "value": …}]`"#) && !tags.contains("pay"), "{tags}");
    let shell = report(
        "AsyncCreateJobReq",
        r#"{"base_info": "@{name=orders; job_type=sync}", "source_endpoint": "System.Object[]"}"#,
    );
    assert_eq!(shell.matches("ConvertTo-Json").count(), 2, "{shell}");
}
