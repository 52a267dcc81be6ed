//! YAML requests: streams of documents, and what people trip over.

use insta::assert_snapshot;
use serde_json::Value;

use crate::scratch::Scratch;

const STREAM: &str = "\
# the first has a mistake
job:
  type: nam
  params: {base_info: {name: orders}}
---
job: {type: name, params: {base_info: {name: orders}}}
--- # the third has two
job:
  type: name
  params:
    base_info:
      name: 'no'
      expired_days: 14
...
";

#[test]
fn documents_of_a_stream_are_numbered_and_shown_at_their_places() {
    let folder = Scratch::new().file("all.yaml", STREAM);
    assert_snapshot!(folder.drs(&["validate", "all.yaml"]).transcript(), @r#"
    exit status 1
    --- stdout
    error[DRS-S004]: `nam` is not a value of `type`
     --> all.yaml:3:9
      |
    3 |   type: nam
      |         ^^^
      |
      = help: allowed: `name`, `description`, `expired_days`, `endpoint`, `speed_limit`, `policy`, `db_object`, `tuning_param`, `notify`, `re_create`, `all`, `network` or `precheck`
    help: replace it by `name`
      |
    3 |   type: name
      |            +

    error[DRS-S005]: `name` has 2 characters, at least 4 are needed
      --> all.yaml:12:13
       |
    12 |       name: 'no'
       |             ^^^^
       |
       = help: `name`: name of the task, 4 to 50 letters, digits, hyphens and underscores

    error[DRS-S003]: `expired_days` must be a string, found the number `14`
      --> all.yaml:13:21
       |
    13 |       expired_days: 14
       |                     ^^
       |
    help: put it in quotes
       |
    13 |       expired_days: "14"
       |                     +  +

    error: 2 of 3 documents invalid, 3 errors
    "#);
    let run = folder.drs(&["validate", "--format", "json", "all.yaml"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let files = report["files"].as_array().expect("files");
    let brief = |file: &Value| format!("{} {} {}", file["path"], file["document"], file["valid"]);
    assert_eq!(
        files.iter().map(brief).collect::<Vec<_>>(),
        ["\"all.yaml\" 1 false", "\"all.yaml\" 2 true", "\"all.yaml\" 3 false"]
    );
}

#[test]
fn a_marker_without_a_document_is_an_empty_document() {
    let run = Scratch::new()
        .file("end.yaml", "job: {type: precheck, params: {}}\n---\n")
        .drs(&["validate", "--format", "concise", "end.yaml"]);
    assert_snapshot!(run.transcript(), @"
    exit status 1
    --- stdout
    end.yaml:2:1: error[DRS-J002] the document is empty (help: remove the `---`, or write the document that it announces)
    1 of 2 documents invalid, 1 error
    ");
}

#[test]
fn what_needs_quotes_or_a_second_backslash_is_fixed() {
    let request = |value: &str| format!("job: {{type: name, params: {{base_info: {{name: {value}}}}}}}\n");
    for (value, fixed) in [("@orders", "'@orders'"), ("%orders", "'%orders'"), (r#""C:\Users""#, r#""C:\\Users""#)] {
        let scratch = Scratch::new().file("a.yaml", request(value));
        scratch.drs(&["validate", "--operation", "update_job", "--fix", "a.yaml"]);
        assert_eq!(scratch.read("a.yaml"), request(fixed), "{value}");
    }
}

#[test]
fn a_single_document_has_no_number() {
    let folder = Scratch::new().file("one.yml", "job: {type: name, params: {base_info: {name: orders}}}\n");
    let run = folder.drs(&["validate", "--format", "json", "one.yml"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!((run.status, &report["files"][0]["document"]), (0, &Value::Null));
}

#[test]
fn a_bad_document_does_not_stop_those_before_it() {
    let text = "job: {type: name, params: {base_info: {name: orders}}}\n---\njob: [\n";
    let arguments = ["validate", "--format", "concise", "--operation", "update_job", "bad.yaml"];
    let run = Scratch::new().file("bad.yaml", text).drs(&arguments);
    assert_snapshot!(run.transcript(), @"
    exit status 1
    --- stdout
    bad.yaml:3:1: error[DRS-S003] `job` must be an object, found an array
    bad.yaml:4:1: error[DRS-J021] invalid YAML: while parsing a node, did not find expected node content
    1 of 2 documents invalid, 2 errors
    ");
}

#[test]
fn a_secret_is_masked_where_its_anchor_stands_in_another_document_too() {
    let text = "x: &pw hunter2-canary\ndb_password: *pw\n---\n- db_password: hunter3-canary\n- &a [*b]\n";
    let folder = Scratch::new().file("secret.yaml", text);
    for format in ["human", "concise", "json"] {
        let run = folder.drs(&["validate", "--format", format, "secret.yaml"]);
        assert!(run.status == 1 && !run.transcript().contains("canary"), "{}", run.transcript());
    }
}

#[test]
fn standard_input_and_files_without_an_ending_may_be_yaml() {
    let yaml = "# c\njob:\n  type: prechek\n  params: {}\n";
    let folder = Scratch::new().file("request", yaml);
    for run in [folder.drs(&["validate", "request"]), folder.drs_with_input(&["validate"], yaml.as_bytes())] {
        assert_eq!(run.status, 1);
        assert!(
            run.stdout.contains("DRS-S004") && run.stdout.contains("help: replace it by `precheck`"),
            "{}",
            run.stdout
        );
    }
    let fixed = folder.drs_with_input(&["validate", "--fix"], yaml.as_bytes());
    assert_eq!((fixed.status, fixed.stdout), (0, yaml.replace("prechek", "precheck")));
}
