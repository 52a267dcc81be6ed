//! The format `json` and its schema.

use std::sync::LazyLock;

use drs_diag::report::{JsonReport, schema};
use drs_diag::{Diagnostic, Format, Outcome, Source, Style};
use drs_text::{Edit, Span};
use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{document, error, render, secrets, span_of, write};

static SCHEMA: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::validator_for(&schema()).expect("the schema is one"));

/// Whether a report is JSON, is what the schema says, and has nothing that the types do not have.
pub(crate) fn check(text: &str) -> Value {
    let value: Value = serde_json::from_str(text).expect("the report is JSON");
    let errors: Vec<String> = SCHEMA.iter_errors(&value).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new(), "{text}");
    let typed: JsonReport = serde_json::from_value(value.clone()).expect("the report is what the types say");
    assert_eq!(serde_json::to_value(typed).expect("the types are JSON"), value);
    value
}

#[test]
fn an_entry_for_each_document() {
    let text = "{\n  \"typ\": \"数\", \"x\": 1,\n  \"type\": 1\n}\n".as_bytes();
    let source = Source::new("a.json", text, secrets(), None);
    let at = |wanted| span_of(text, wanted);
    let found = Diagnostic::error("DRS-S002", "unknown-field", at("\"typ\""), "unknown field `typ`")
        .pointer("/typ")
        .label("a label is for people")
        .related("is there already", at("\"type\""))
        .help("remove it")
        .fix("remove it", vec![Edit::delete(at("\"typ\": \"数\", "))]);
    let more = Diagnostic::warning("DRS-P009", "some-rule", at("\"x\": 1,\n  \"type\""), "two lines").pointer("/x");
    let unchecked = Outcome::Unchecked { error: "cannot be read".to_owned(), help: Some("check the path".to_owned()) };
    let documents = [
        document(&source, Outcome::checked(vec![found, more.clone()])),
        document(&source, Outcome::checked(Vec::new())),
        document(&source, Outcome::checked(vec![more])),
        document(&source, unchecked),
    ];
    let text = write(Format::Json, Style::default(), &documents);
    check(&text);
    assert_snapshot!(text, @r#"
    {"files": [
    {"path":"a.json","operation":"update_job","valid":false,"diagnostics":[{"id":"DRS-S002","name":"unknown-field","severity":"error","message":"unknown field `typ`","pointer":"/typ","instance":"","line":2,"column":3,"end_line":2,"end_column":8,"byte_offset":4,"byte_length":5,"related":[{"message":"is there already","line":3,"column":3,"byte_offset":28,"byte_length":6}],"help":"remove it","fix":{"message":"remove it","edits":[{"byte_offset":4,"byte_length":14,"text":""}]}},{"id":"DRS-P009","name":"some-rule","severity":"warning","message":"two lines","pointer":"/x","instance":"","line":2,"column":15,"end_line":3,"end_column":9,"byte_offset":18,"byte_length":16,"related":[]}],"omitted":0},
    {"path":"a.json","operation":"update_job","valid":true,"diagnostics":[],"omitted":0},
    {"path":"a.json","operation":"update_job","valid":true,"diagnostics":[{"id":"DRS-P009","name":"some-rule","severity":"warning","message":"two lines","pointer":"/x","instance":"","line":2,"column":15,"end_line":3,"end_column":9,"byte_offset":18,"byte_length":16,"related":[]}],"omitted":0},
    {"path":"a.json","operation":"update_job","valid":false,"error":"cannot be read","help":"check the path"}
    ], "summary": {"documents":3,"valid":2,"invalid":1,"errors":1,"warnings":2}}
    "#);
}

#[test]
fn a_line_of_a_file_has_the_positions_of_the_file() {
    let text = b"{\"a\": 1}";
    let source = Source::new("b.jsonl", text, secrets(), None).starting_at(7, 100);
    let found = error(span_of(text, "\"a\""), "unknown")
        .related("this", Span::at(6))
        .fix("repair", vec![Edit::insert(6, "0.")]);
    let outcome = Outcome::Checked { diagnostics: vec![found], omitted: 2, errors: 3, warnings: 0 };
    let mut document = document(&source, outcome);
    (document.number, document.operation) = (Some(7), None);
    assert_snapshot!(write(Format::Json, Style::default(), &[document]), @r#"
    {"files": [
    {"path":"b.jsonl","document":7,"operation":null,"valid":false,"diagnostics":[{"id":"DRS-S000","name":"some-check","severity":"error","message":"unknown","pointer":"","instance":"","line":7,"column":2,"end_line":7,"end_column":5,"byte_offset":101,"byte_length":3,"related":[{"message":"this","line":7,"column":7,"byte_offset":106,"byte_length":0}],"fix":{"message":"repair","edits":[{"byte_offset":106,"byte_length":0,"text":"0."}]}}],"omitted":2}
    ], "summary": {"documents":1,"valid":0,"invalid":1,"errors":3,"warnings":0}}
    "#);
}

#[test]
fn without_documents() {
    let text = write(Format::Json, Style::default(), &[]);
    check(&text);
    assert_snapshot!(text, @r#"{"files": [], "summary": {"documents":0,"valid":0,"invalid":0,"errors":0,"warnings":0}}"#);
}

#[test]
fn nothing_unsafe_is_written_as_it_is() {
    let text = render(Format::Json, Style::default(), "\x1b\u{202e}\x7f\u{85}\u{e0041}.json", "{}", |_| {
        vec![error(Span::at(0), "\u{2028}").pointer("/\u{200b}")]
    });
    assert_eq!(check(&text)["files"][0]["path"], "\x1b\u{202e}\x7f\u{85}\u{e0041}.json");
    assert_snapshot!(text, @r#"
    {"files": [
    {"path":"\u001b\u202e\u007f\u0085\udb40\udc41.json","operation":"update_job","valid":false,"diagnostics":[{"id":"DRS-S000","name":"some-check","severity":"error","message":"\\u{2028}","pointer":"/\u200b","instance":"","line":1,"column":1,"end_line":1,"end_column":1,"byte_offset":0,"byte_length":0,"related":[]}],"omitted":0}
    ], "summary": {"documents":1,"valid":0,"invalid":1,"errors":1,"warnings":0}}
    "#);
}

#[test]
fn no_secret_is_written() {
    let text = "{\"db_password\": 12345, \"hunter2\": 1, \"password\": \"hunter2\"}";
    let text = render(Format::Json, Style::default(), "a.json", text, |at| {
        let number = at("12345");
        vec![
            error(number, "found the number 12345")
                .pointer("/db_password")
                .fix("quote 12345", vec![Edit::new(number, "\"\"")]),
            error(number, "not a string")
                .fix("quote it", vec![Edit::insert(number.start, "\""), Edit::insert(number.end, "\"")]),
            error(at("\"hunter2\""), "unknown field `hunter2`")
                .pointer("/hunter2")
                .help("`hunter2`")
                .related("hunter2", number)
                .fix("copy it", vec![Edit::insert(0, "hunter2")]),
        ]
    });
    check(&text);
    assert_snapshot!(text, @r#"
    {"files": [
    {"path":"a.json","operation":"update_job","valid":false,"diagnostics":[{"id":"DRS-S000","name":"some-check","severity":"error","message":"found the number ***","pointer":"/db_password","instance":"","line":1,"column":17,"end_line":1,"end_column":22,"byte_offset":16,"byte_length":5,"related":[]},{"id":"DRS-S000","name":"some-check","severity":"error","message":"not a string","pointer":"","instance":"","line":1,"column":17,"end_line":1,"end_column":22,"byte_offset":16,"byte_length":5,"related":[],"fix":{"message":"quote it","edits":[{"byte_offset":16,"byte_length":0,"text":"\""},{"byte_offset":21,"byte_length":0,"text":"\""}]}},{"id":"DRS-S000","name":"some-check","severity":"error","message":"unknown field `***`","pointer":"/***","instance":"","line":1,"column":24,"end_line":1,"end_column":33,"byte_offset":23,"byte_length":9,"related":[{"message":"***","line":1,"column":17,"byte_offset":16,"byte_length":5}],"help":"`***`"}],"omitted":0}
    ], "summary": {"documents":1,"valid":0,"invalid":1,"errors":3,"warnings":0}}
    "#);
}

#[test]
fn a_change_that_does_not_fit_is_left_out() {
    let text = render(Format::Json, Style::default(), "a.json", "{}", |_| {
        vec![
            error(Span::new(1, 999), "far").fix("far", vec![Edit::insert(3, "x")]),
            error(Span::at(0), "twice")
                .fix("twice", vec![Edit::delete(Span::new(1, 2)), Edit::delete(Span::new(0, 2))]),
        ]
    });
    assert_snapshot!(text, @r#"
    {"files": [
    {"path":"a.json","operation":"update_job","valid":false,"diagnostics":[{"id":"DRS-S000","name":"some-check","severity":"error","message":"far","pointer":"","instance":"","line":1,"column":2,"end_line":1,"end_column":3,"byte_offset":1,"byte_length":1,"related":[]},{"id":"DRS-S000","name":"some-check","severity":"error","message":"twice","pointer":"","instance":"","line":1,"column":1,"end_line":1,"end_column":1,"byte_offset":0,"byte_length":0,"related":[]}],"omitted":0}
    ], "summary": {"documents":1,"valid":0,"invalid":1,"errors":2,"warnings":0}}
    "#);
    check(&text);
}

#[test]
fn what_the_schema_says() {
    let schema = schema();
    let report = |entry: &str| {
        let summary = r#"{"documents": 1, "valid": 0, "invalid": 1, "errors": 1, "warnings": 0}"#;
        format!(r#"{{"files": [{entry}], "summary": {summary}}}"#)
    };
    let diagnostic = r#""id": "", "name": "", "severity": "error", "message": "", "pointer": "", "instance": "", "line": 1, "column": 1,
        "end_line": 1, "end_column": 1, "byte_offset": 0, "byte_length": 0"#;
    let checked = |more: &str, found: &str| {
        report(&format!(r#"{{"path": "", "valid": false, "omitted": 0, "diagnostics": [{found}]{more}}}"#))
    };
    for (text, valid) in [
        (checked(r#", "operation": null"#, ""), true),
        (checked(r#", "operation": "x""#, ""), true),
        (checked("", ""), false),
        (checked(r#", "operation": null, "document": 2"#, ""), true),
        (checked(r#", "operation": null, "document": null"#, ""), false),
        (checked(r#", "operation": null, "later": 1"#, ""), true),
        (checked(r#", "operation": null"#, &format!(r#"{{{diagnostic}, "related": []}}"#)), true),
        (checked(r#", "operation": null"#, &format!("{{{diagnostic}}}")), false),
        (checked(r#", "operation": null"#, &format!(r#"{{{diagnostic}, "related": [], "help": null}}"#)), false),
        (checked(r#", "operation": null"#, &format!(r#"{{{diagnostic}, "related": [], "fix": null}}"#)), false),
        (report(r#"{"path": "", "operation": null, "valid": false, "error": ""}"#), true),
        (report(r#"{"path": "", "operation": null, "valid": true, "error": ""}"#), false),
        (report(r#"{"path": "", "operation": null, "valid": false}"#), false),
    ] {
        assert_eq!(SCHEMA.is_valid(&serde_json::from_str(&text).expect("it is JSON")), valid, "{text}");
    }
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(!schema.to_string().contains("\"format\""), "a format that validators may not know");
}
