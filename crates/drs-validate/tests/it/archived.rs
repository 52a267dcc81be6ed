//! Requests that files of other tools hold as text: Postman collections and HTTP archives.

use drs_text::{Limits, json};
use drs_validate::{Input, Operation, Options, Report, Syntax};
use serde_json::{Value, json as value};

/// What is reported of a file.
fn report(file: &Value, options: &Options) -> Report {
    drs_validate::check_detected(Input::json(&file.to_string()), options)
}

fn all() -> Options {
    Options { max_diagnostics: 0, ..Options::default() }
}

/// An item of a collection.
fn item(method: &str, url: &Value, body: &str) -> Value {
    value!({"name": "x", "request": {"method": method, "url": url, "body": {"mode": "raw", "raw": body}}})
}

fn collection(items: &[Value]) -> Value {
    value!({"info": {"name": "drs"}, "item": items})
}

const PRECHECK: &str = r#"{"job": {"type": "precheck", "params": {}}}"#;
const WRONG: &str = r#"{"job": {"type": "PRECHECK", "params": {"base_info": {"name": "é", "expired_days": 14}}}}"#;
const TOKEN: &str = r#"{"auth": {"identity": {"methods": ["password"]}}}"#;

/// The address of an update, as a collection has it.
fn update() -> Value {
    value!({"raw": "{{endpoint}}/v5/{{project_id}}/jobs/{{job_id}}?x=y", "host": ["{{endpoint}}"]})
}

#[test]
fn requests_are_known_by_address_or_by_shape() {
    let token = item("POST", &value!("https://iam/v3/auth/tokens"), TOKEN);
    let right = item("PUT", &update(), PRECHECK);
    let folder = value!({"name": "folder", "item": [right, item("PUT", &value!("{{url}}"), PRECHECK)]});
    let get = value!({"name": "get", "request": {"method": "GET", "url": update()}});
    let found = report(&collection(&[token, folder, get, value!({"name": "no", "request": "GET"})]), &all());
    let messages: Vec<_> = found.diagnostics.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages, ["this is a Postman collection, of which 2 of 3 requests are checked"]);
    let help = found.diagnostics[0].help.as_deref().unwrap_or_default();
    assert!(help.ends_with("`jq -r '.item[1].item[0].request.body.raw' FILE`"), "{help}");
    assert_eq!((found.operation, found.errors, found.warnings, found.omitted), (None, 0, 1, 0));
    // The address decides where the shape would not.
    let missing = report(&collection(&[item("PUT", &update(), "{}")]), &all());
    assert!(missing.diagnostics.iter().any(|it| it.id == "DRS-S001"), "{missing:?}");
}

#[test]
fn mistakes_are_where_they_are_written() {
    let file = collection(&[item("PUT", &update(), PRECHECK), item("PUT", &update(), WRONG)]);
    let text = file.to_string();
    let found = report(&file, &all());
    let alone = drs_validate::check(Operation::UpdateJob, Input::json(WRONG), &all());
    assert!(alone.errors > 1, "{alone:?}");
    assert_eq!((found.errors, found.warnings), (alone.errors, alone.warnings + 1));
    for (found, alone) in found.diagnostics[1..].iter().zip(&alone.diagnostics) {
        assert_eq!((&found.id, &found.message, &found.help), (&alone.id, &alone.message, &alone.help));
        assert_eq!(found.pointer, format!("/item/1/request/body/raw{}", alone.pointer));
        let (inside, outside) = (&WRONG[alone.span.range()], &text[found.span.range()]);
        assert_eq!(Value::from(inside).to_string(), format!("\"{outside}\""));
    }
    let archive = value!({"log": {"version": "1.2", "entries": [
        {"request": {"method": "GET", "url": "https://h"}},
        {"request": {"method": "PUT", "url": "https://h/v5/p/jobs/j", "postData": {"text": WRONG}}},
    ]}});
    let found = report(&archive, &all());
    assert_eq!(found.diagnostics[0].message, "this is an HTTP archive (HAR), of which 1 request is checked");
    assert_eq!(
        found.diagnostics[1].pointer,
        format!("/log/entries/1/request/postData/text{}", alone.diagnostics[0].pointer)
    );
}

#[test]
fn fixes_are_written_with_the_escapes_of_the_text() {
    let text = collection(&[item("PUT", &update(), WRONG)]).to_string();
    let found = drs_validate::fix_candidates(None, &text, Syntax::Json, &all());
    let edits: Vec<_> = found.fixes.into_iter().flat_map(|fix| fix.edits).collect();
    let fixed = drs_text::apply(&text, &edits);
    let parsed = json::parse(fixed.as_bytes(), &Limits::default());
    let tree = parsed.tree.as_ref().filter(|_| parsed.faults.is_empty()).expect("it is still JSON");
    let pointer = drs_text::Pointer::parse("/item/0/request/body/raw").expect("a pointer");
    let body = pointer.resolve(tree).and_then(drs_text::Node::as_str).expect("the body");
    assert_eq!(body, WRONG.replace("PRECHECK", "precheck").replace("14", "\"14\""));
}

#[test]
fn what_is_left_out_is_counted_and_the_note_stays() {
    let file = collection(&vec![item("PUT", &update(), WRONG); 9]);
    let whole = report(&file, &all());
    for max in [1, 2, 7, 10_000] {
        let found = report(&file, &Options { max_diagnostics: max, ..Options::default() });
        assert_eq!((found.errors, found.warnings), (whole.errors, whole.warnings));
        assert_eq!(found.diagnostics.len(), max.min(whole.diagnostics.len()));
        assert_eq!(found.omitted, (whole.diagnostics.len() - found.diagnostics.len()) as u64);
        assert_eq!(found.diagnostics[0].id, "DRS-S021");
    }
}

#[test]
fn what_is_wrong_around_the_requests_is_reported_beside_them() {
    let text = collection(&[item("PUT", &update(), WRONG)]).to_string();
    let alone = drs_validate::check(Operation::UpdateJob, Input::json(WRONG), &all());
    for (broken, name) in [
        (text.replacen("{\"info", "{\"info\":1,\"info", 1), "duplicate-key"),
        (text.replace("]}", ",]}"), "trailing-comma"),
    ] {
        let found = drs_validate::check_detected(Input::json(&broken), &all());
        assert_eq!((found.errors, found.diagnostics[0].id.as_ref()), (alone.errors + 1, "DRS-S021"), "{found:?}");
        assert!(found.diagnostics.iter().any(|it| it.name == name), "{found:?}");
    }
    let collection = format!("info: {{}}\nitem:\n- request:\n    body:\n      raw: '{WRONG}'\n");
    let found = drs_validate::check_detected(Input::yaml(&collection), &all());
    assert_eq!(found.errors, alone.errors, "{found:?}");
    for diagnostic in &found.diagnostics[1..] {
        assert_eq!((&collection[diagnostic.span.range()], &diagnostic.fix), (format!("'{WRONG}'").as_str(), &None));
    }
}

#[test]
fn what_is_sent_for_a_variable_is_not_known() {
    let body = r#"{"job": {"type": "{{type}}", "params": {"base_info": {"name": "a {{name}}!", "expired_days": 14}}}}"#;
    let found = report(&collection(&[item("PUT", &update(), body)]), &Options { max_diagnostics: 2, ..all() });
    let ids: Vec<_> = found.diagnostics.iter().map(|it| it.id.as_ref()).collect();
    assert_eq!((ids, found.errors, found.omitted), (vec!["DRS-S021", "DRS-S003"], 1, 0), "{found:?}");
}

#[test]
fn what_is_not_sent_as_it_is_written_is_not_checked() {
    let off = |member: &str, value: Value| {
        let mut off = item("PUT", &update(), WRONG);
        off["request"]["body"][member] = value;
        report(&collection(&[off, item("PUT", &update(), PRECHECK)]), &all())
    };
    assert_eq!(off("mode", value!("urlencoded")).errors, 0);
    assert_eq!(off("disabled", value!(true)).errors, 0);
    assert!(off("disabled", value!(false)).errors > 0);
    let archive = |encoding: Value| {
        let mut entry =
            value!({"request": {"method": "PUT", "url": "https://h/v5/p/jobs/j", "postData": {"text": "e30="}}});
        entry["request"]["postData"]["encoding"] = encoding;
        value!({"log": {"entries": [entry]}})
    };
    assert!(report(&archive(value!("base64")), &all()).diagnostics[0].message.ends_with("as text"));
}

#[test]
fn a_request_to_another_address_is_said_to_be_there() {
    let commit = value!("https://h/v5/p/jobs/action");
    let found = report(&collection(&[item("POST", &commit, PRECHECK)]), &all());
    let mismatch =
        found.diagnostics.iter().find(|it| it.id == "DRS-S020").expect("it is a request of another operation");
    let help = mismatch.help.as_deref().unwrap_or_default();
    assert!(help.starts_with("the method and the path are those of `"), "{help}");
}

#[test]
fn a_file_without_a_known_request_is_not_recognised() {
    let token = item("POST", &value!("https://iam/v3/auth/tokens"), TOKEN);
    for (file, expected) in [
        (collection(&[token]), "this is a Postman collection, and no request in it is of a known operation"),
        (collection(&[value!({"request": "GET"})]), "none of its requests has a body as text"),
        (value!({"log": {"entries": []}}), "this is an HTTP archive (HAR), and none of its requests has a body"),
        (collection(&[item("PUT", &value!("h"), "7"), item("PUT", &value!("h"), "")]), "no request in it"),
    ] {
        let found = report(&file, &all());
        assert_eq!((found.diagnostics[0].id.as_ref(), found.errors), ("DRS-S017", 1));
        assert!(found.diagnostics[0].message.contains(expected), "{found:?}");
    }
}

#[test]
fn no_password_of_a_body_is_said() {
    let body = r#"{"job": {"type": "update", "params": {"target_endpoint": [{"endpoint": {"db_password": "hunt3 hunt3"}}], "x": "hunt3 hunt3"}}}"#;
    let text = collection(&[item("PUT", &update(), body)]).to_string();
    let found = drs_validate::check_detected(Input::json(&text), &all());
    assert!(found.errors > 0 && !format!("{found:?}").contains("hunt3"), "{found:?}");
}

#[test]
fn a_file_of_requests_is_no_request_of_a_named_operation() {
    let har = value!({"log": {"entries": []}});
    for file in [collection(&[item("PUT", &update(), PRECHECK)]), collection(&[]), har] {
        for operation in [Operation::UpdateJob, Operation::BatchCreateJobsAsync] {
            let found = drs_validate::check(operation, Input::json(&file.to_string()), &all());
            let ids: Vec<_> = found.diagnostics.iter().map(|it| it.id.as_ref()).collect();
            assert_eq!((ids, found.errors), (vec!["DRS-S020"], 1), "{found:?}");
            assert!(found.diagnostics[0].message.contains(operation.id()), "{found:?}");
        }
    }
}
