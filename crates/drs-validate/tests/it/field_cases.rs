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

#[test]
fn the_request_in_an_envelope_is_checked_at_its_place() {
    let right = r#"{"header": {}, "path": {"project_id": "p"}, "body": {"job": {"type": "precheck", "params": {}}}}"#;
    for target in ["any", "update_job"] {
        let report = report(target, right);
        assert!(report.starts_with("S021") && report.lines().count() == 2 && report.contains("KooCLI"), "{report}");
        let wrong = right.replace("precheck", "prechekc").replace("\"params\": {}", "\"params\": 1");
        let wrong = self::report(target, &wrong);
        assert!(wrong.contains("`/body/job/type`") && wrong.contains("`/body/job/params`"), "{wrong}");
    }
    let query = report("any", r#"{"path": {"job_id": "j"}, "query": {"type": "detail", "limit": 10}}"#);
    assert!(query.starts_with("S021") && query.lines().count() == 2, "{query}");
}

#[test]
fn requests_that_other_tools_hold_as_text_are_shown_with_the_way_to_get_at_them() {
    let body = r#""{\"job\": {\"type\": \"precheck\"}}""#;
    let item = format!(r#"{{"name": "x", "request": {{"method": "PUT", "body": {{"mode": "raw", "raw": {body}}}}}}}"#);
    let postman = format!(r#"{{"info": {{"name": "drs"}}, "item": [{{"name": "a", "item": [{item}]}}, {item}]}}"#);
    let postman = report("any", &postman);
    for expected in [
        "a Postman collection, which holds 2 requests as text",
        "/item/0/item/0/request/body/raw",
        "another one is in this text",
        "`jq -c '.. | objects | .request?.body?.raw? | strings | fromjson' FILE > requests.jsonl`",
    ] {
        assert!(postman.contains(expected), "{postman}");
    }
    let archive = format!(
        r#"{{"log": {{"version": "1.2", "entries": [{{"request": {{}}}}, {{"request": {{"postData": {{"text": {body}}}}}}}]}}}}"#
    );
    let archive = report("any", &archive);
    for expected in
        ["an HTTP archive (HAR), which holds 1 request as text", "/log/entries/1/request/postData/text", "jq -c '.log"]
    {
        assert!(archive.contains(expected), "{archive}");
    }
    for empty in [r#"{"info": {}, "item": [{"request": "GET"}]}"#, r#"{"log": {"entries": []}}"#] {
        let empty = report("any", empty);
        assert!(empty.contains("none of its requests has a body as text"), "{empty}");
    }
}

#[test]
fn a_command_of_curl_is_named_and_its_arguments_are_not_shown() {
    let command = "curl -X PUT https://h/v5/p/jobs/j -H 'X-Auth-Token: 0123' -d '{\"job\": {}}'";
    for syntax in [Syntax::Json, Syntax::Yaml] {
        let report = shown(&checked("any", command.as_bytes(), syntax));
        assert!(report.contains("save what follows `-d` or `--data`") && !report.contains("0123"), "{report}");
    }
}

#[test]
fn what_yaml_reads_in_two_ways_has_the_help_of_its_field() {
    let yaml = |target: &str, text: &str| shown(&checked(target, text.as_bytes(), Syntax::Yaml));
    let boolean = yaml("JobBaseInfo", "is_open_fast_clean: no");
    assert!(boolean.contains("help: write `false`") && boolean.contains("fix: write `false`"), "{boolean}");
    let text = yaml("JobBaseInfo", "name: no");
    assert!(text.contains("help: put it in quotes") || text.contains("in quotes"), "{text}");
    let listed = yaml("JobBaseInfo", "task_type: yes");
    assert!(listed.contains("`FULL_INCR_TRANS`") && listed.contains("in quotes"), "{listed}");
}
