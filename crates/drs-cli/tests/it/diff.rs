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
    --- a.json
    +++ a.json
    @@ -1,17 +1,17 @@
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
    -          "endpoint": {"endpoint_name": "mysql", "db_port": 3306, "db_user": "drs", "db_password": "*******"}
    +          "endpoint": {"endpoint_name": "mysql", "db_port": "3306", "db_user": "drs", "db_password": "*******"}
             }
           ]
         }
    --- stderr
    1 document valid
    note: 4 mistakes in 1 file would be fixed
    "#);
}

#[test]
fn a_secret_that_gets_its_quotes_is_not_shown() {
    let text = MISTAKES.replace("\"hunter2\"", "20261121");
    let run = Scratch::new().file("a.json", text).drs(&["validate", "--fix", "--diff", "a.json"]);
    assert!(!run.transcript().contains("20261121"), "{}", run.transcript());
    assert!(run.stdout.contains(r#""db_password": "********"}"#), "{}", run.transcript());
}

#[test]
fn with_colours_lines_are_red_and_green() {
    let run = Scratch::new()
        .file("a.yaml", "job: {type: name, params: {base_info: {name: orders, expired_days: 14}}}\n")
        .drs(&["validate", "--fix", "--diff", "--color", "always", "--quiet", "a.yaml"]);
    assert_snapshot!(run.stdout.replace('\u{1b}', "ESC"), @r#"
    ESC[1m--- a.yamlESC[0m
    ESC[1m+++ a.yamlESC[0m
    ESC[36m@@ -1 +1 @@ESC[0m
    ESC[31m-job: {type: name, params: {base_info: {name: orders, expired_days: 14}}}ESC[0m
    ESC[32m+job: {type: name, params: {base_info: {name: orders, expired_days: "14"}}}ESC[0m
    "#);
}

#[test]
fn a_long_line_is_cut_to_what_changes() {
    let many: Vec<_> = (0..1000).map(|index| format!("\"{index}\"")).collect();
    let text = format!(
        r#"{{"jobs": [{{"job_id": "x", "hosts": [{}], "db_port": 1, "b": [{}]}}]}}"#,
        many.join(","),
        many.join(",")
    );
    let text = text.replace("\"db_port\": 1", "\"conflict_policy\": \"IGNORE\"");
    let run = Scratch::new().file("a.json", text).drs(&[
        "validate",
        "--operation",
        "batch_set_policy",
        "--fix",
        "--diff",
        "--quiet",
        "a.json",
    ]);
    assert!(run.stdout.lines().all(|line| line.len() < 500), "{}", run.stdout);
    assert_snapshot!(run.stdout, @r#"
    --- a.json
    +++ a.json
    @@ -1 +1 @@
    -…,"971","972","973","974","975","976","977","978","979","980","981","982","983","984","985","986","987","988","989","990","991","992","993","994","995","996","997","998","999"], "conflict_policy": "IGNORE", "b": ["0","1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17","18","19","20","21","22","23","24","25","26","27","28","29","30","31","32","33","34","35","36","37","38","39…
    \ No newline at end of file
    +…,"971","972","973","974","975","976","977","978","979","980","981","982","983","984","985","986","987","988","989","990","991","992","993","994","995","996","997","998","999"], "conflict_policy": "ignore", "b": ["0","1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17","18","19","20","21","22","23","24","25","26","27","28","29","30","31","32","33","34","35","36","37","38","39…
    \ No newline at end of file
    "#);
}

#[test]
fn of_lines_only_those_that_change_are_shown() {
    let valid = r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}"#;
    let lines =
        format!("{valid}\n{}\n\n{}\n", valid.replace("name\"", "nme\""), valid.replace("\"name\",", "\"NAME\","));
    let folder = Scratch::new().file("a.jsonl", &lines);
    let run = folder.drs(&["validate", "--fix", "--diff", "a.jsonl"]);
    assert_eq!(folder.read("a.jsonl"), lines);
    assert_snapshot!(run.transcript(), @r#"
    exit status 1
    --- stdout
    --- a.jsonl
    +++ a.jsonl
    @@ -2 +2 @@
    -{"job": {"type": "nme", "params": {"base_info": {"nme": "orders"}}}}
    +{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}
    @@ -4 +4 @@
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
