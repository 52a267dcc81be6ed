//! What `drs run` needs of requests beyond what makes them valid, said at their lines before anything is sent.

#![cfg(unix)]

use crate::live::rehearse::Rehearsal;
use crate::run::request;

#[test]
fn names_that_tell_no_tasks_apart_and_goals_out_of_reach_are_placed() {
    let pretty = |text: String| {
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        format!("{value:#}")
    };
    let rehearsal = Rehearsal::new()
        .file("a.json", &pretty(request(&["orders", "stock"])))
        .file("twice.json", &pretty(request(&["Stock", "orders", "ORDERS"])))
        .file("nameless.json", &pretty(request(&["orders"])).replace("\"name\": \"orders\",", ""))
        .file("full.json", &pretty(request(&["orders"])).replace("FULL_INCR_TRANS", "FULL_TRANS"));
    let mut said = String::new();
    for command in [
        "run a.json twice.json",
        "run nameless.json",
        "run full.json --start auto --until incremental",
        "run full.json --start auto --until caught-up --format concise",
        "run nameless.json --output json --quiet",
    ] {
        let run = rehearsal.run(&format!("drs {command}; status=$?; ls *.run.jsonl 2>/dev/null; exit $status"));
        said.push_str(&format!("$ drs {command}\n{}\n", run.transcript()));
    }
    insta::assert_snapshot!(said);
    // What reaches the goal is not held up.
    for command in ["run full.json --start auto --until full", "run a.json --start auto --until incremental"] {
        assert_eq!(rehearsal.status(&format!("drs {command} --no-state")), 0, "{command}");
    }
}

#[test]
fn a_secret_that_is_not_there_is_said_with_its_member_and_the_remedy() {
    let text = request(&["orders"]);
    let with = |reference: &str| text.replace("${env:SOURCE_DB_PASSWORD}", reference);
    let rehearsal = Rehearsal::new()
        .file("unset.json", &with("${env:NO_SUCH_VARIABLE}"))
        .file("empty.json", &with("${env:EMPTY}"))
        .file("missing.json", &with("${file:missing.txt}"))
        .file("folder.json", &with("${file:.}"));
    let mut said = String::new();
    for (name, command) in [
        ("unset", "run"),
        ("empty", "run"),
        ("missing", "run"),
        ("folder", "run"),
        ("missing", "create"),
        ("unset", "create"),
    ] {
        let run = rehearsal.run(&format!("export EMPTY=; drs {command} {name}.json"));
        said.push_str(&format!("$ drs {command} {name}.json\n{}\n", run.transcript()));
    }
    insta::assert_snapshot!(said);
}

#[test]
fn without_a_journal_nobody_is_told_to_begin_anew() {
    let rehearsal = || Rehearsal::new().unstarted().file("a.json", &request(&["orders"]));
    // The batch may exist.
    let run = rehearsal().fault("create#1:lose-reply").run("drs run a.json --no-state --timeout 3s --output json");
    let value: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!((run.status, &value["resume"]), (6, &serde_json::Value::Null), "{}", run.transcript());
    assert!(run.stderr.contains("help: without a journal the same command begins anew"), "{}", run.transcript());
    assert!(!run.stderr.contains("the same command again"), "{}", run.transcript());
    // The task exists.
    let command = "drs run a.json --no-state --start auto --until ended --timeout 20m --output json";
    let run = rehearsal().run(command);
    let value: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let id = value["tasks"][0]["id"].as_str().expect("an id");
    assert_eq!(value["resume"], format!("drs watch {id} --until ended"), "{}", run.transcript());
    assert_eq!(run.status, 5, "{}", run.transcript());
}

#[test]
fn a_batch_that_did_not_pass_is_shown_with_why_and_the_way_on() {
    let rehearsal = || Rehearsal::new().file("a.json", &request(&["orders", "stock"])).fault("batch=1:check-fails");
    let script = "drs run a.json --output table 2>&1 | grep -v '^[0-9]'; \
                  drs list --batch $(drs list --batches --output json | grep -o '[0-9a-f-]\\{36\\}')";
    let run = rehearsal().run(script);
    insta::assert_snapshot!(run.transcript());
    // And it is the way.
    let run = rehearsal()
        .run("drs run a.json --quiet; sed -i 's/orders/others/' a.json; drs run a.json --quiet --accept-changed-file");
    assert_eq!(run.status, 0, "{}", run.transcript());
}

#[test]
fn a_task_that_is_gone_is_said_with_the_way_to_another() {
    let rehearsal = Rehearsal::new().file("a.json", &request(&["orders"])).fault("task=*:fail-in-create");
    let script = "drs run a.json -q >out; drs delete $(grep -o '[0-9a-f-]*jb201' out | head -n 1) --yes >/dev/null; \
                  drs run a.json --output table";
    let run = rehearsal.run(script);
    assert_eq!(run.status, 3, "{}", run.transcript());
    assert!(run.stderr.contains("help: what is gone is not created again by the same run"), "{}", run.transcript());
}

#[test]
fn the_switch_that_a_message_names_is_there() {
    let text = request(&["orders"]);
    let rehearsal = Rehearsal::new()
        .file("field.json", &text.replacen("\"base_info\":{", "\"base_info\":{\"newer\":1,", 1))
        .file("value.json", &text.replace("\"net_type\":\"eip\"", "\"net_type\":\"newer\""))
        .file("update.json", r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders", "newer": 1}}}}"#)
        .file("policy.json", r#"{"jobs": [{"job_id": "a1b2", "conflict_policy": "newer"}]}"#);
    for (command, switch) in [
        ("run field.json", "--allow-unknown-fields"),
        ("run value.json", "--allow-unknown-values"),
        ("create field.json", "--allow-unknown-fields"),
        ("create value.json", "--allow-unknown-values"),
        ("update a update.json", "--allow-unknown-fields"),
        ("policy policy.json", "--allow-unknown-values"),
        ("action a start --set newer=1", "--allow-unknown-fields"),
        ("call update_job update.json --path job_id=a", "--allow-unknown-fields"),
        ("call list_jobs --query job_type=newer", "--allow-unknown-values"),
    ] {
        let run = rehearsal.run(&format!("drs {command} --dry-run"));
        assert!(run.status == 1 && run.stderr.contains(&format!("`{switch}`")), "{command} {}", run.transcript());
        let run = rehearsal.run(&format!("drs {command} --dry-run {switch}"));
        assert_eq!(run.status, 0, "{command} {}", run.transcript());
    }
}
