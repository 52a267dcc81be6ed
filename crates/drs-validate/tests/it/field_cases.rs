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
fn a_part_of_the_name_of_a_missing_field_is_that_field() {
    let example = drs_contract::EXAMPLES.iter().find(|example| example.name == "mysql-to-mysql-sync");
    let text = example.expect("an example").text;
    for (field, part) in [("db_password", "password"), ("endpoint_role", "role"), ("db_user", "user")] {
        let report =
            report("batch_create_jobs_async", &text.replacen(&format!("\"{field}\""), &format!("\"{part}\""), 1));
        assert!(report.contains(&format!("did you mean `{field}`?")), "{report}");
        assert!(!report.contains("S015") && !report.contains("is missing"), "{report}");
    }
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
    for (text, help) in [("[object Object]", "JSON.stringify"), ("{'spec': {}}", "json.dumps"), ("['a']", "json.dumps")]
    {
        let report = report("AsyncCreateJobReq", &format!("{{\"node_info\": \"{text}\"}}"));
        assert!(report.contains(help) && !report.contains("JSON inside a string"), "{report}");
    }
    let list = r#"{"db_object": {"object_scope": "database", "object_info": [{"name": "a", "all": true}]}}"#;
    let list = report("AsyncCreateJobReq", list);
    assert!(list.contains("under its name: `{") && !list.contains("square brackets"), "{list}");
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
fn what_is_for_curl_is_named_and_its_arguments_are_not_shown() {
    let command = "curl -X PUT https://h/v5/p/jobs/j -H 'X-Auth-Token: 0123' -d '{\"job\": {}}'";
    let options = "url = \"https://h/v5/p/jobs/j\"\nheader = \"X-Auth-Token: 0123\"\ndata = \"{}\"\n";
    let short = "data = \"{}\"\n";
    for (text, help) in [
        (command, "save what follows `-d` or `--data`"),
        (options, "save the value of `data`"),
        (short, "save the value of `data`"),
    ] {
        for syntax in [Syntax::Json, Syntax::Yaml] {
            let report = shown(&checked("any", text.as_bytes(), syntax));
            assert!(report.contains(help) && !report.contains("0123"), "{report}");
        }
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

#[test]
fn what_cannot_be_seen_and_what_is_to_be_rendered_is_named_in_yaml() {
    let yaml = |text: &str| shown(&checked("batch_set_policy", text.as_bytes(), Syntax::Yaml));
    for text in [
        "jobs:\n\u{a0}\u{a0}- job_id: a1b2\n    conflict_policy: ignore\n",
        "jobs:\n  - job_id:\u{a0}a1b2\n    conflict_policy: ignore\n",
    ] {
        let report = yaml(text);
        assert!(report.contains("U+00A0 no-break space, in the line before"), "{report}");
    }
    for text in [
        "jobs:\n{{- range .jobs }}\n  - job_id: {{ .id }}\n{{- end }}\n",
        "jobs:\n  {{- range .jobs }}\n  - job_id: a\n  {{- end }}\n",
        "{% for job in jobs %}\njobs: []\n{% endfor %}\n",
    ] {
        let report = yaml(text);
        assert!(report.contains("this is a template"), "{report}");
    }
}
