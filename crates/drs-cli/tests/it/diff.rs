//! `--fix --diff`: what would be changed, without changing it.

use insta::assert_snapshot;

use crate::scratch::Scratch;

const MISTAKES: &str = r#"{
  "job": {
    "type": "nam",
    "params": {
      "base_info": {
        "nme": "orders",
        "expired_days": 14
      },
      "source_endpoint": [
        {
          "db_type": "mysql",
          "endpoint_type": "offline",
          "endpoint_role": "so",
          "endpoint": {"endpoint_name": "mysql", "db_port": 3306, "db_user": "drs", "db_password": "hunter2"}
        }
      ]
    }
  }
}
"#;

#[test]
fn changes_are_shown_without_secrets_and_nothing_is_written() {
    let folder = Scratch::new().file("a.json", MISTAKES);
    let run = folder.drs(&["validate", "--fix", "--diff", "a.json"]);
    assert_eq!(folder.read("a.json"), MISTAKES);
    assert!(!run.transcript().contains("hunter2"));
    assert_snapshot!(run.transcript(), @r#"
    exit status 1
    --- stdout
    --- a/a.json
    +++ b/a.json
    @@ not to be applied, because a part of it is masked: -1,17 +1,17 @@
     {
       "job": {
    -    "type": "nam",
    +    "type": "name",
         "params": {
           "base_info": {
    -        "nme": "orders",
    -        "expired_days": 14
    +        "name": "orders",
    +        "expired_days": "14"
           },
           "source_endpoint": [
             {
               "db_type": "mysql",
               "endpoint_type": "offline",
               "endpoint_role": "so",
    -          "endpoint": {"endpoint_name": "mysql", "db_port": 3306, "db_user": "drs", "db_password": "***"}
    +          "endpoint": {"endpoint_name": "mysql", "db_port": "3306", "db_user": "drs", "db_password": "***"}
             }
           ]
         }
    --- stderr
    1 document valid
    note: 4 mistakes in 1 file would be fixed
    note: parts of the diff are masked and cannot be applied; `--fix` makes all changes
    "#);
}

#[test]
fn a_secret_that_gets_its_quotes_is_not_shown() {
    let text = MISTAKES.replace("\"hunter2\"", "20261121");
    let run = Scratch::new().file("a.json", text).drs(&["validate", "--fix", "--diff", "a.json"]);
    assert!(!run.transcript().contains("20261121"), "{}", run.transcript());
    assert!(run.stdout.contains(r#""db_password": "***"}"#), "{}", run.transcript());
}

#[test]
fn with_colours_lines_are_red_and_green() {
    let run = Scratch::new()
        .file("a.yaml", "job: {type: name, params: {base_info: {name: orders, expired_days: 14}}}\n")
        .drs(&["validate", "--fix", "--diff", "--color", "always", "--quiet", "a.yaml"]);
    assert_snapshot!(run.stdout.replace('\u{1b}', "ESC"), @r#"
    ESC[1m--- a/a.yamlESC[0m
    ESC[1m+++ b/a.yamlESC[0m
    ESC[36m@@ -1 +1 @@ESC[0m
    ESC[31m-job: {type: name, params: {base_info: {name: orders, expired_days: 14}}}ESC[0m
    ESC[32m+job: {type: name, params: {base_info: {name: orders, expired_days: "14"}}}ESC[0m
    "#);
}

#[test]
fn lines_are_shown_with_those_around_them() {
    let valid = r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}"#;
    let lines =
        format!("{valid}\n{}\n\n{}\n", valid.replace("name\"", "nme\""), valid.replace("\"name\",", "\"NAME\","));
    let folder = Scratch::new().file("a.jsonl", &lines);
    let run = folder.drs(&["validate", "--fix", "--diff", "a.jsonl"]);
    assert_eq!(folder.read("a.jsonl"), lines);
    assert_snapshot!(run.transcript(), @r#"
    exit status 1
    --- stdout
    --- a/a.jsonl
    +++ b/a.jsonl
    @@ -1,4 +1,4 @@
     {"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}
    -{"job": {"type": "nme", "params": {"base_info": {"nme": "orders"}}}}
    +{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}
     
    -{"job": {"type": "NAME", "params": {"base_info": {"name": "orders"}}}}
    +{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}
    --- stderr
    3 documents valid
    note: 3 mistakes in 1 file would be fixed
    "#);
}

#[test]
fn what_needs_no_change_has_no_diff() {
    let folder = Scratch::new().file("a.json", r#"{"job": {"type": "precheck", "params": {}}}"#);
    let run = folder.drs(&["validate", "--fix", "--diff", "a.json"]);
    assert_snapshot!(run.transcript(), @"
    exit status 0
    --- stderr
    1 document valid
    ");
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let text = "{\"job\": {\"type\": \"name\", \"params\": {\"base_info\": {\"nme\": \"a\u{202e}b\u{9b}\", \"x\u{7f}\": 1}}}}\n";
    let run = Scratch::new().file("a.json", text).drs(&["validate", "--fix", "--diff", "a.json"]);
    assert!(run.stdout.contains("\\u{202e}"), "{}", run.transcript());
    assert!(!run.transcript().contains(['\u{202e}', '\u{9b}', '\u{7f}']), "{}", run.transcript());
}
