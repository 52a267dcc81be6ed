//! `drs validate`: what a person sees.

use crate::scratch::Scratch;
use insta::assert_snapshot;

/// A request with mistakes of different kinds, one of them beside a password.
const MISTAKES: &str = r#"{
  "jobs": [
    {
      "base_info": {"name": "nightly-orders", "job_typ": "sync", "net_type": "vcp", "expired_days": 14},
      "source_endpoint": [
        {
          "db_type": "mysql",
          "endpoint_type": "cloud",
          "endpoint_role": "so",
          "endpoint": {"endpoint_name": "cloud_mysql", "db_user": "drs", "db_password": "hunter2-secret", "db_port": "70000"}
        }
      ],
      "target_endpoint": [{"db_type": "mysql", "endpoint_type": "offline", "endpoint_role": "ta", "endpoint": {"endpoint_name": "mysql", "ip": "203.0.113.18", "db_port": "3306", "db_user": "drs_writer", "db_password": "${env:TARGET_DB_PASSWORD}"}}],
      "policy_config": {},
      "db_object": {"object_scope": "all"},
      "node_info": {"spec": {"node_type": "high"}}
    }
  ]
}
"#;

#[test]
fn each_mistake_is_shown_at_its_place_and_the_password_is_not() {
    let run = Scratch::new().file("five.json", MISTAKES).drs(&["validate", "five.json"]);
    assert!(!run.transcript().contains("hunter2"));
    assert_snapshot!(run.transcript(), @r#"
    exit status 1
    --- stdout
    error[DRS-S002]: `job_typ` is not a field of `base_info`
     --> five.json:4:47
      |
    4 |       "base_info": {"name": "nightly-orders", "job_typ": "sync", "net_type": "vcp", "expired_days": 14},
      |                                               ^^^^^^^^^
      |
    help: rename it to `job_type`
      |
    4 |       "base_info": {"name": "nightly-orders", "job_type": "sync", "net_type": "vcp", "expired_days": 14},
      |                                                       +

    error[DRS-S004]: `vcp` is not a value of `net_type`
     --> five.json:4:78
      |
    4 |       "base_info": {"name": "nightly-orders", "job_typ": "sync", "net_type": "vcp", "expired_days": 14},
      |                                                                              ^^^^^
      |
      = help: allowed: `eip` (Public network, through elastic IP addresses), `vpc` (Network inside a virtual private cloud), `vpn` (VPN or Direct Connect)
    help: replace it by `vpc`
      |
    4 -       "base_info": {"name": "nightly-orders", "job_typ": "sync", "net_type": "vcp", "expired_days": 14},
    4 +       "base_info": {"name": "nightly-orders", "job_typ": "sync", "net_type": "vpc", "expired_days": 14},
      |

    error[DRS-S003]: `expired_days` must be a string, found the number `14`
     --> five.json:4:101
      |
    4 |       "base_info": {"name": "nightly-orders", "job_typ": "sync", "net_type": "vcp", "expired_days": 14},
      |                                                                                                     ^^
      |
    help: put it in quotes
      |
    4 |       "base_info": {"name": "nightly-orders", "job_typ": "sync", "net_type": "vcp", "expired_days": "14"},
      |                                                                                                     +  +

    error[DRS-P004]: an endpoint of type `cloud` needs a `cloud` object
     --> five.json:8:28
      |
    8 |           "endpoint_type": "cloud",
      |                            ^^^^^^^
      |
      = help: add `cloud` with `region` and `project_id`

    error[DRS-S007]: `db_port` must be an integer from 1 to 65535, written as text, found `70000`
      --> five.json:10:118
       |
    10 |           "endpoint": {"endpoint_name": "cloud_mysql", "db_user": "drs", "db_password": "***", "db_port": "70000"}
       |                                                                                                           ^^^^^^^

    error: 1 document invalid, 5 errors
    "#);
}

#[test]
fn concise_is_a_line_a_mistake() {
    let run = Scratch::new().file("five.json", MISTAKES).drs(&["validate", "--format", "concise", "five.json"]);
    assert_snapshot!(run.transcript(), @"
    exit status 1
    --- stdout
    five.json:4:47: error[DRS-S002] `job_typ` is not a field of `base_info` (help: rename it to `job_type`)
    five.json:4:78: error[DRS-S004] `vcp` is not a value of `net_type` (help: replace it by `vpc`; allowed: `eip` (Public network, through elastic IP addresses), `vpc` (Network inside a virtual private cloud), `vpn` (VPN or Direct Connect))
    five.json:4:101: error[DRS-S003] `expired_days` must be a string, found the number `14` (help: put it in quotes)
    five.json:8:28: error[DRS-P004] an endpoint of type `cloud` needs a `cloud` object (help: add `cloud` with `region` and `project_id`)
    five.json:10:118: error[DRS-S007] `db_port` must be an integer from 1 to 65535, written as text, found `70000`
    1 document invalid, 5 errors
    ");
}

#[test]
fn json_is_one_object_that_agrees_with_its_schema() {
    let folder = Scratch::new().file("five.json", MISTAKES);
    let run = folder.drs(&["validate", "--format", "json", "five.json", "missing.json"]);
    assert_eq!(run.status, 2);
    assert!(!run.stdout.contains("hunter2"));
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let schema = std::fs::read_to_string(crate::scratch::workspace().join("dist/report.schema.json")).expect("a file");
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    let oracle = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<_> = oracle.iter_errors(&report).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(report["summary"]["documents"], 1);
    assert_eq!(report["summary"]["invalid"], 1);
    assert_eq!(report["files"][0]["operation"], "batch_create_jobs_async");
    assert!(report["files"][1]["error"].is_string());
}

#[test]
fn what_is_not_shown_is_counted() {
    let run = Scratch::new().file("five.json", MISTAKES).drs(&["validate", "--max-diagnostics", "1", "five.json"]);
    assert_snapshot!(run.transcript(), @r#"
    exit status 1
    --- stdout
    error[DRS-S002]: `job_typ` is not a field of `base_info`
     --> five.json:4:47
      |
    4 |       "base_info": {"name": "nightly-orders", "job_typ": "sync", "net_type": "vcp", "expired_days": 14},
      |                                               ^^^^^^^^^
      |
    help: rename it to `job_type`
      |
    4 |       "base_info": {"name": "nightly-orders", "job_type": "sync", "net_type": "vcp", "expired_days": 14},
      |                                                       +

    note: five.json: 4 more mistakes are not shown (`--max-diagnostics 0` shows all)

    error: 1 document invalid, 5 errors
    "#);
}

#[test]
fn unknown_fields_can_be_allowed() {
    let text = r#"{"job": {"type": "precheck", "params": {}, "brand_new": 1}}"#;
    let folder = Scratch::new().file("new.json", text);
    assert_eq!(folder.drs(&["validate", "new.json"]).status, 1);
    assert_eq!(folder.drs(&["validate", "--allow-unknown-fields", "new.json"]).status, 0);
}

#[test]
fn a_folder_is_read_in_name_order_and_other_files_are_counted() {
    let folder = Scratch::new()
        .file("requests/b.json", "[]")
        .file("requests/a/z.json", "[]")
        .file("requests/c.json", "[]")
        .file("requests/notes.txt", "");
    let run = folder.drs(&["validate", "--format", "concise", "--operation", "update_job", "requests"]);
    assert_snapshot!(run.transcript(), @"
    exit status 1
    --- stdout
    requests/a/z.json:1:1: error[DRS-S003] the document must be an object, found an array (help: write each request into a file of its own, or one a line into a file that ends with `.jsonl`)
    requests/b.json:1:1: error[DRS-S003] the document must be an object, found an array (help: write each request into a file of its own, or one a line into a file that ends with `.jsonl`)
    requests/c.json:1:1: error[DRS-S003] the document must be an object, found an array (help: write each request into a file of its own, or one a line into a file that ends with `.jsonl`)
    3 of 3 documents invalid, 3 errors
    --- stderr
    note: 1 file with another ending was skipped
    ");
}

#[test]
fn what_cannot_be_read_is_named_with_its_reason() {
    let run = Scratch::new().file("empty/readme.txt", "").drs(&["validate", "missing.json", "empty"]);
    assert_snapshot!(run.transcript(), @"
    exit status 2
    --- stdout
    error: no such file or folder
     --> missing.json

    error: the folder contains no documents
     --> empty
      = help: documents are files whose names end in `.json`, `.yaml`, `.yml`, `.jsonl`, `.ndjson`, perhaps followed by `.gz` or `.zst`

    error: 2 documents not checked
    --- stderr
    note: 1 file with another ending was skipped
    ");
}

#[test]
fn quiet_leaves_the_summary_and_the_notes_out() {
    let folder =
        Scratch::new().file("a/notes.txt", "").file("a/ok.json", r#"{"job": {"type": "precheck", "params": {}}}"#);
    assert_eq!(folder.drs(&["validate", "--quiet", "a"]).transcript(), "exit status 0\n");
}

#[test]
fn stats_go_to_standard_error() {
    let folder = Scratch::new().file("ok.json", r#"{"job": {"type": "precheck", "params": {}}}"#);
    let run = folder.drs(&["validate", "--stats", "ok.json"]);
    assert!(run.stderr.starts_with("stats: 1 document"), "{}", run.transcript());
    assert_eq!(run.stdout, "1 document valid\n");
}

#[test]
fn a_file_name_cannot_speak_to_the_terminal() {
    let run = Scratch::new().drs(&["validate", "x\u{1b}[2J\u{202e}.json"]);
    assert!(!run.transcript().contains(['\u{1b}', '\u{202e}']), "{}", run.transcript());
}
