//! `--output json`: one value of JSON at the end of `drs run` and `drs watch`, however it comes, and the calls of a wait as
//! `--dry-run` shows them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::live::rehearse::Rehearsal;
use crate::run::request;
use crate::scratch::{DRS, Run, UNTIL_IN};

fn value(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}:\n{}", run.transcript()))
}

/// Members of an object, sorted.
fn members(value: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

#[test]
fn a_run_that_ends_before_it_begins_is_a_value_too() {
    let unset = request(&["orders"]).replace("SOURCE_DB", "NO_SUCH");
    let rehearsal = || {
        let rehearsal = Rehearsal::new().file("a.json", &request(&["orders"])).file("bad.json", "{\"jobs\": []}");
        rehearsal.file("unset.json", &unset)
    };
    for (fault, command, status, error) in [
        ("stop_job_action#9:hang", "run bad.json", 1, "a request is not valid, and nothing was sent"),
        ("stop_job_action#9:hang", "run unset.json", 2, "to which `db_password` of `unset.json` refers, is not set"),
        ("stop_job_action#9:hang", "run missing.json", 2, "cannot read `missing.json`"),
        ("stop_job_action#9:hang", "run a.json --dry-run --state .", 2, "is no regular file"),
        ("stop_job_action#9:hang", "run a.json --endpoint nowhere", 2, "is not a URL"),
        ("stop_job_action#9:hang", "run a.json --until full", 2, "is only reached by tasks that are started"),
        ("stop_job_action#9:hang", "run a.json --adopt no-such-batch", 1, "`no-such-batch` cannot be adopted"),
        ("create#1:lock-ak", "run a.json", 2, "was not authenticated with"),
        ("task=*:fail-in-create", "run a.json", 3, ""),
    ] {
        let run = rehearsal().fault(fault).run(&format!("drs {command} --output json"));
        let value = value(&run);
        assert_eq!((run.status, &value["exit_status"]), (status, &status.into()), "{}", run.transcript());
        let said = value["error"].as_str().unwrap_or_default();
        assert!(said.contains(error) && said.is_empty() == error.is_empty(), "{command}: {}", run.transcript());
        assert_eq!(members(&value), ["error", "exit_status", "orphans", "resume", "run", "tasks"]);
    }
    let script = format!(
        "{UNTIL_IN}{DRS} run a.json --output json > out 2> err & until_in calls.jsonl list_jobs; kill -INT $!; wait $!; status=$?; cat out; exit $status"
    );
    let run = rehearsal().fault("show_quotas#1:hang").logged("calls.jsonl").run(&script);
    assert_eq!((run.status, &value(&run)["error"]), (130, &"interrupted before anything was changed".into()));
}

#[test]
fn a_wait_ends_with_a_value_that_has_all() {
    let ids = "drs run a.json --quiet --output json > run.json; status=$?; set -- $(grep -o '[0-9a-f-]*jb201' run.json | sort -u)";
    let rehearsal = || Rehearsal::new().unstarted().file("a.json", &request(&["orders", "stock"]));
    let run = rehearsal().run(&format!("{ids}; drs watch $1 typo --until created --output json"));
    let one = value(&run);
    assert_eq!((run.status, &one["exit_status"]), (4, &4.into()), "{}", run.transcript());
    assert_eq!(members(&one), ["batches", "error", "exit_status", "resume", "run", "tasks"]);
    assert_eq!(one["tasks"][0]["standing"], "reached", "{}", run.transcript());
    assert_eq!((&one["tasks"][1]["standing"], &one["tasks"][1]["reason"]), (&"failed".into(), &"not-found".into()));
    assert_eq!((&one["error"], &one["resume"], &one["batches"]), (&Value::Null, &Value::Null, &Value::Array(vec![])));
    // What waits for somebody is left, and how to go on is said.
    let run = rehearsal().run(&format!("{ids}; drs watch $1 $2 --fail-on-wait --output json"));
    let one = value(&run);
    assert_eq!((run.status, &one["tasks"][1]["standing"]), (3, &"waiting".into()), "{}", run.transcript());
    assert!(one["resume"].as_str().is_some_and(|resume| resume.starts_with("drs watch ")), "{}", run.transcript());
    let run = rehearsal().run("drs watch --batch typo --output json");
    let one = value(&run);
    assert_eq!((run.status, &one["batches"][0]["id"]), (3, &"typo".into()), "{}", run.transcript());
    assert_eq!(one["batches"][0]["reason"], "not-found", "{}", run.transcript());
    for arguments in ["", "typo --endpoint nowhere"] {
        let run = rehearsal().run(&format!("drs watch {arguments} --output json"));
        let one = value(&run);
        assert_eq!((run.status, &one["exit_status"], one["error"].is_string()), (2, &2.into(), true), "{one}");
    }
}

/// Operation and query of each line that is a call, whose address is under this name.
fn calls<'t>(lines: impl Iterator<Item = &'t str>, address: &str) -> BTreeSet<(String, String)> {
    let calls = lines.filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let calls = calls.filter_map(|call| {
        let query = call[address].as_str()?.split_once('?')?.1.split('&').collect::<BTreeSet<_>>();
        Some((call["operation"].as_str()?.to_owned(), query.into_iter().collect::<Vec<_>>().join("&")))
    });
    calls.collect()
}

#[test]
fn the_calls_that_are_shown_are_those_of_the_first_look() {
    let many: Vec<String> = (0..12).map(|n| format!("task-{n}")).collect();
    let batches: String = (0..7).map(|n| format!(" --batch batch-{n}")).collect();
    for waited in ["b a b".to_owned(), "--batch d --batch c e".to_owned(), many.join(" "), batches] {
        let run = Rehearsal::new().run(&format!("drs watch {waited} --dry-run --output json-lines"));
        assert_eq!(run.status, 0, "{}", run.transcript());
        let shown = calls(run.stdout.lines(), "url");
        let wait = format!("drs watch {waited} --until created --timeout 10m > /dev/null 2>&1; cat calls.jsonl");
        let made = Rehearsal::new().logged("calls.jsonl").run(&wait);
        let made = calls(made.stdout.lines().take(run.stdout.lines().count()), "path");
        assert_eq!(shown, made, "{waited}");
    }
}
