//! The exit status: 0 every document valid, 1 at least one invalid, 2 something not checked; the highest wins.

use crate::scratch::{Scratch, workspace};

const VALID: &str = r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}"#;
const INVALID: &str = r#"{"job": {"type": "nam", "params": {"base_info": {"name": "orders"}}}}"#;

fn folder() -> Scratch {
    Scratch::new()
        .file("valid.json", VALID)
        .file("invalid.json", INVALID)
        .file("sub/valid.json", VALID)
        .file("valid.yaml", format!("{VALID}\n---\n{VALID}\n"))
        .file("invalid.yaml", format!("{VALID}\n---\n{INVALID}\n"))
        .file("valid.jsonl", format!("{VALID}\n{VALID}\n"))
        .file("invalid.jsonl", format!("{VALID}\n{INVALID}\n{VALID}\n"))
        .file("blank.jsonl", "\n")
        .file("blank.yaml", "\n")
        .file("lines/a.ndjson", VALID)
}

#[test]
fn the_status_is_that_of_the_worst_result() {
    let folder = folder().file("empty/readme.txt", "no documents here");
    let table: &[(&[&str], i32)] = &[
        (&["validate", "valid.json"], 0),
        (&["validate", "valid.json", "sub"], 0),
        (&["validate", "invalid.json"], 1),
        (&["validate", "valid.json", "invalid.json"], 1),
        (&["validate", "missing.json"], 2),
        (&["validate", "invalid.json", "missing.json"], 2),
        (&["validate", "empty"], 2),
        (&["validate", "--operation", "no_such_call", "valid.json"], 2),
        (&["validate", "--operation", "batch_set_policy", "valid.json"], 1),
        (&["validate", "--format", "no-such-format", "valid.json"], 2),
        (&["validate", "--no-such-option"], 2),
        (&["validate", "valid.yaml"], 0),
        (&["validate", "invalid.yaml", "valid.json"], 1),
        (&["validate", "valid.jsonl"], 0),
        (&["validate", "valid.jsonl", "invalid.jsonl"], 1),
        (&["validate", "--jsonl", "valid.json"], 0),
        (&["validate", "--jsonl", "invalid.json", "missing.jsonl"], 2),
        (&["validate", "blank.jsonl"], 0),
        (&["validate", "blank.yaml"], 1),
        (&["validate", "lines", "invalid.yaml"], 1),
        (&["explain", "DRS-P999"], 2),
        (&["explain", "DRS-P004"], 0),
        (&["example", "no_such_call"], 2),
        (&["example", "update_job", "--name", "no-such-example"], 2),
        (&["schema"], 2),
        (&[], 2),
    ];
    for (arguments, status) in table {
        let run = folder.drs(arguments);
        assert_eq!(run.status, *status, "{arguments:?}\n{}", run.transcript());
    }
}

#[test]
fn text_that_is_no_document_is_invalid_and_not_unchecked() {
    let cases: &[(&str, &[u8])] = &[
        ("not UTF-8", b"{\"job\": \"\xff\"}"),
        ("not JSON", b"{job"),
        ("empty", b""),
        ("a duplicate key", br#"{"job": {"type": "precheck", "type": "precheck", "params": {}}}"#),
        ("no known shape", b"{\"colour\": \"blue\"}"),
    ];
    for (what, bytes) in cases {
        let run = Scratch::new().drs_with_input(&["validate", "-"], bytes);
        assert_eq!(run.status, 1, "{what}\n{}", run.transcript());
    }
}

#[test]
fn every_example_is_valid_without_its_operation_given() {
    let examples = workspace().join("spec/examples");
    let run = Scratch::new().drs(&["validate", &examples.display().to_string()]);
    assert_eq!(run.status, 0, "{}", run.transcript());
    assert!(run.stdout.ends_with(" documents valid\n"), "{}", run.transcript());
}
