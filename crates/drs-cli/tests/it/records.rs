//! Requests inside records: where they lie, what tells the records from others, and that nothing secret is shown of either.

use serde_json::{Value, json};

use crate::scratch::Scratch;

const WRONG: &str = r#"{"job": {"type": "nam", "params": {"base_info": {"name": "orders"}}}}"#;

fn right() -> Value {
    json!({"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}})
}

/// A record in which a request is an object, one in which it is text, and two without one.
fn records() -> String {
    let text = Value::from(WRONG).to_string();
    let lines = [
        format!(r#"{{"id": "a-1", "request": {{"body": {}}}}}"#, right()),
        format!(r#"{{"id": "a-2", "request": {{"body": {WRONG}}}}}"#),
        format!(r#"{{"id": "a-3", "request": {{"body": {text}}}}}"#),
        r#"{"id": 4, "request": {}}"#.to_owned(),
        r#"{"id": true, "request": {"body": "#.to_owned(),
    ];
    lines.join("\n") + "\n"
}

fn entries(text: String, arguments: &[&str]) -> (Vec<Value>, i32) {
    let all = [&["validate", "audit.jsonl", "-q", "--format", "json-lines"], arguments].concat();
    let run = Scratch::new().file("audit.jsonl", text).drs(&all);
    let lines = run.stdout.lines().map(|line| serde_json::from_str(line).expect("each line is JSON"));
    (lines.collect(), run.status)
}

#[test]
fn requests_are_found_in_objects_and_in_texts() {
    let run = Scratch::new().file("audit.jsonl", records()).drs(&[
        "validate",
        "audit.jsonl",
        "--at",
        "/request/body",
        "--key",
        "/id",
    ]);
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn keys_are_text_in_every_entry() {
    let (entries, status) = entries(records(), &["--at", "/request/body", "--key", "/id", "--all"]);
    let seen: Vec<_> =
        entries.iter().map(|it| (it["key"].as_str(), it["valid"] == true, it["operation"].as_str())).collect();
    let expected = [
        (Some("a-1"), true, Some("update_job")),
        (Some("a-2"), false, Some("update_job")),
        (Some("a-3"), false, Some("update_job")),
        (Some("4"), false, None),
        (Some("true"), false, None),
    ];
    assert_eq!(seen, expected);
    assert_eq!(status, 2, "one record was not checked");
}

#[test]
fn places_and_edits_are_those_of_the_input() {
    let text = records();
    let (entries, _) = entries(text.clone(), &["--at", "/request/body"]);
    let mut edited = Vec::new();
    for entry in &entries[..2] {
        let found = &entry["diagnostics"][0];
        let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("small");
        let at = |name: &str| number(&found[name]);
        let (start, length) = (at("byte_offset"), at("byte_length"));
        assert!(text[start..start + length].trim_matches(['"', '\\']) == "nam", "{}", &text[start..start + length]);
        let line = text.lines().nth(at("line") - 1).expect("the line is there");
        assert!(line[at("column") - 1..].starts_with(&text[start..start + length]), "{found}");
        assert_eq!(found["pointer"], "/job/type", "pointers begin at the request");
        let edit = &found["fix"]["edits"][0];
        let (start, length) = (number(&edit["byte_offset"]), number(&edit["byte_length"]));
        let next = format!("{}{}{}", &text[..start], edit["text"].as_str().expect("a text"), &text[start + length..]);
        let record: Value =
            serde_json::from_str(next.lines().nth(at("line") - 1).expect("the line")).expect("still JSON");
        let body = &record["request"]["body"];
        edited.push(body.as_str().map_or_else(|| body.clone(), |text| serde_json::from_str(text).expect("still JSON")));
    }
    assert_eq!(edited, [right(), right()]);
}

/// Requests with two secrets, of which the second is also the key of its record, as objects and as texts.
fn secrets(secret: &str) -> Vec<Value> {
    let job = |more: Value| json!({"job": {"type": "nam", "params": more}});
    let request = job(json!({"source_endpoint": [{"password": "abcdef12", "db_password": secret}]}));
    let escaped = request.to_string().replace("db_password", "d\\u0062_password");
    vec![
        json!({"request": request, "id": secret, "password": secret}),
        json!({"request": request.to_string(), "id": secret}),
        json!({"request": escaped, "id": secret}),
        json!({"request": right(), "password": secret, "id": secret}),
        json!({"request": format!("{{\"password\": \"{secret}\", \"job\": {{"), "id": secret}),
        json!({"request": format!("{} // {secret}", right()), "id": 1}),
        json!({"request": format!("{{\"db_password\": \"{secret}"), "id": format!("mysql://u:{secret}@h/")}),
        json!({"request": "", "password": secret, "id": {"password": secret}}),
    ]
}

#[test]
fn no_secret_is_shown_of_record_request_or_key() {
    let secret = "Canary-7f3a9c";
    let text = secrets(secret).iter().fold(String::new(), |all, line| all + &line.to_string() + "\n");
    for key in ["/id", "/password", "/request", "/request/job/params/source_endpoint/0/db_password", "/id/password"] {
        for format in ["human", "json", "json-lines", "concise", "sarif", "junit", "github", "gitlab"] {
            let folder = Scratch::new().file("audit.jsonl", text.as_str());
            let arguments = ["validate", "audit.jsonl", "--at", "/request", "--key", key, "--format", format, "--all"];
            // What is printed is looked through by what runs the command.
            assert_eq!(folder.drs(&arguments).status, 1, "{key} {format}");
        }
    }
}

/// Everything in a request below a secret's name is secret, also what messages quote.
#[test]
fn requests_below_a_secret_name_are_hidden() {
    let job = json!({"job": {"type": "Canary-7f3a9c", "params": {"Canary-11": "Canary-22"}}});
    let lines = [json!({"token": {"body": job}}), json!({"token": {"body": job.to_string()}})];
    let text = lines.iter().fold(String::new(), |all, line| all + &line.to_string() + "\n");
    for format in ["human", "json", "json-lines", "concise", "sarif", "junit", "github", "gitlab"] {
        let folder = Scratch::new().file("audit.jsonl", text.as_str());
        let run =
            folder.drs(&["validate", "audit.jsonl", "--at", "/token/body", "--key", "/token/body", "--format", format]);
        assert_eq!(run.status, 1, "{format}");
    }
}

#[test]
fn an_operation_that_is_named_is_that_of_every_record() {
    let (entries, _) = entries(records(), &["--at", "/request/body", "--operation", "update_job", "--all"]);
    assert!(entries.iter().all(|it| it["operation"] == "update_job"), "{entries:?}");
}

#[test]
fn lines_by_verdict_are_whole_records() {
    let folder = Scratch::new().file("audit.jsonl", records());
    let run =
        folder.drs(&["validate", "audit.jsonl", "--at", "/request/body", "--only", "invalid", "--exit-zero", "-q"]);
    let expected: Vec<_> =
        [1, 2, 4].into_iter().map(|at| records().lines().nth(at).expect("a line").to_owned()).collect();
    assert_eq!(run.stdout.lines().collect::<Vec<_>>(), expected);
    assert_eq!(run.status, 2, "one record was not checked");
}

#[test]
fn what_lies_in_records_needs_lines_and_pointers() {
    let run = |arguments: &[&str]| {
        let all = [&["validate", "a.json"], arguments].concat();
        Scratch::new().file("a.json", right().to_string()).drs(&all)
    };
    insta::assert_snapshot!(run(&["--at", "/x"]).transcript(), @"
    exit status 2
    --- stdout
    error: `--at` is a place in each record of JSON Lines, which this is not
     --> a.json
      = help: with `--jsonl`, each line is a document

    error: 1 document not checked
    ");
    insta::assert_snapshot!(run(&["--key", "/x"]).transcript(), @"
    exit status 2
    --- stdout
    error: `--key` is a place in each record of JSON Lines, which this is not
     --> a.json
      = help: with `--jsonl`, each line is a document

    error: 1 document not checked
    ");
    insta::assert_snapshot!(run(&["--at", "request.body"]).transcript(), @"
    exit status 2
    --- stderr
    error: invalid value 'request.body' for '--at <POINTER>': a JSON Pointer is empty or starts with `/`, as `/jobs/0` does; in a name, `~` is written `~0` and `/` is written `~1`

    For more information, try '--help'.
    ");
    assert_eq!(run(&["--fix", "--key", "/x"]).status, 2);
}
