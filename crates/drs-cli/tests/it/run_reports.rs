//! What `drs run` tells about what went wrong: a report for programs as one document, the reason for each task, a plan as JSON, and
//! the exit status where credentials are refused.

#![cfg(unix)]

use serde_json::Value;

use crate::live::rehearse::Rehearsal;
use crate::printed;
use crate::run::request;
use crate::scratch::{DRS, Run, UNTIL_IN};

const CHECKS: &str = "drs run a.json b.json --test-network --precheck";

/// A sandbox in which a connection of a task fails and the precheck of another one, which is in another file.
fn failing() -> Rehearsal {
    let rehearsal = Rehearsal::new().unstarted().file("a.json", &request(&["orders", "stock"]));
    let rehearsal = rehearsal.file("b.json", &request(&["ledger"])).file("bad.json", &request(&["x"]));
    rehearsal.fault("task=stock:connect-fails(source)").fault("task=ledger:precheck-fails(sizeCheck)")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

#[test]
fn a_report_for_programs_is_one_document_with_the_findings_of_all_files() {
    let rehearsal = failing();
    for quiet in ["", " --quiet"] {
        let run = |format: &str| {
            let run = rehearsal.run(&format!("rm -f *.run.jsonl; {CHECKS}{quiet} --format {format}"));
            assert_eq!(run.status, 4, "{}", run.transcript());
            assert_eq!(run.stderr.is_empty(), !quiet.is_empty(), "{}", run.transcript());
            assert!(quiet == " --quiet" || run.stderr.contains("a run of 3 tasks begins"), "{}", run.transcript());
            run.stdout
        };
        let report = json(&run("json"));
        let ids =
            |file: &Value| file["diagnostics"].as_array().map(|all| all.iter().map(|it| it["id"].clone()).collect());
        let files: Vec<Vec<Value>> = report["files"].as_array().into_iter().flatten().filter_map(ids).collect();
        assert_eq!(files, [["DRS.M05009"], ["sizeCheck"]], "{report}");
        let sarif = json(&run("sarif"));
        let driver = &sarif["runs"][0]["tool"]["driver"];
        let expected = json(&rehearsal.run("drs validate a.json --format sarif").stdout);
        assert_eq!(sarif["runs"].as_array().map(Vec::len), Some(1));
        for member in ["name", "fullName", "semanticVersion", "informationUri"] {
            assert_eq!(driver[member], expected["runs"][0]["tool"]["driver"][member], "{driver}");
        }
        assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(2), "{sarif}");
        assert_eq!(json(&run("gitlab")).as_array().map(Vec::len), Some(2));
        let junit = run("junit");
        assert_eq!((junit.matches("<testsuites name=\"drs\">").count(), junit.matches("<failure").count()), (1, 2));
        assert!(junit.starts_with("<?xml") && junit.ends_with("</testsuites>\n"), "{junit}");
        let github = run("github");
        assert_eq!((github.lines().count(), github.matches("::error ").count()), (2, 2), "{github}");
        let lines: Vec<Value> = run("json-lines").lines().map(json).collect();
        assert_eq!(lines.iter().filter(|line| line["valid"] == false).count(), 2, "{lines:?}");
    }
}

#[test]
fn findings_for_people_are_said_though_nothing_else_is() {
    let run = failing().run(&format!("{CHECKS} --output table --quiet"));
    assert!(run.stderr.starts_with("error[DRS.M05009]: the connection to `"), "{}", run.transcript());
    assert!(run.stderr.contains("error[sizeCheck]: `sizeCheck` did not pass"), "{}", run.transcript());
    assert!(!run.stderr.contains("begins"), "{}", run.transcript());
}

#[test]
fn a_report_is_whole_however_the_run_ends() {
    let valid = |run: &Run, file: usize| json(&run.stdout)["files"][file]["valid"].clone();
    let ids = |run: &Run| json(&run.stdout)["files"][0]["diagnostics"][0]["id"].clone();
    let run = failing().run("drs run bad.json missing.json a.json --format json");
    assert_eq!((run.status, ids(&run)), (2, "DRS-S005".into()), "{}", run.transcript());
    assert!(json(&run.stdout)["files"][1]["error"].is_string(), "{}", run.transcript());
    assert_eq!(valid(&run, 2), true, "{}", run.transcript());
    let run = failing().run("drs run bad.json --format json");
    assert_eq!((run.status, run.stderr.as_str()), (1, ""), "{}", run.transcript());
    let run = failing().fault("create#1:lock-ak").run("drs run a.json --format json");
    assert_eq!((run.status, valid(&run, 0)), (2, true.into()), "{}", run.transcript());
    for (fault, status, is_done) in [("create#1:lock-ak", 2, false), ("batch=1:check-fails", 3, true)] {
        let run = failing().fault(fault).run("drs run a.json --format sarif");
        let done = json(&run.stdout)["runs"][0]["invocations"][0]["executionSuccessful"].clone();
        assert_eq!((run.status, done), (status, is_done.into()), "{fault}");
    }
    let run = failing().fault("batch=1:check-fails").run("drs run a.json --format json --quiet");
    assert_eq!((run.status, ids(&run)), (3, "check-failed".into()), "{}", run.transcript());
    let run = Rehearsal::new().file("a.json", &request(&["orders"])).fault("task=*:fail-in-full(40%)");
    let run = run.run("drs run a.json --start auto --until full --format json --quiet");
    assert_eq!((run.status, ids(&run)), (3, "FULL_TRANSFER_FAILED".into()), "{}", run.transcript());
    // Somebody interrupts the wait, or the questions before the first call that changes something.
    for (fault, until) in [("stop_job_action#9:hang", "until_in err 'is accepted'"), ("show_quotas#1:hang", "sleep 1")]
    {
        let script = format!(
            "{UNTIL_IN}{DRS} run a.json --start auto --until full --format sarif > out 2> err &
             {until}; kill -INT $!; wait $!; status=$?; cat out; exit $status"
        );
        let rehearsal = Rehearsal::at_speed("manual").file("a.json", &request(&["orders"])).fault(fault);
        let run = rehearsal.run(&script);
        assert_eq!(run.status, 130, "{}", run.transcript());
        assert_eq!(json(&run.stdout)["runs"][0]["tool"]["driver"]["name"], "drs");
    }
}

#[test]
fn standard_output_holds_one_thing_and_whoever_wants_two_is_told() {
    let rehearsal = failing();
    for (command, help) in [
        ("run a.json --format sarif --output json", "leave out one of them: "),
        ("run a.json --format junit --dry-run", "`drs validate --format junit FILE` "),
        ("action a precheck --wait --format sarif", "wait for the result with `--wait`, and name the request"),
        ("action a precheck --file a.json --format sarif", "wait for the result with `--wait`, and name the request"),
        ("action a precheck --wait --file a.json --format sarif --output json", "leave out one of them"),
    ] {
        let run = rehearsal.run(&format!("drs {command}"));
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{command} {}", run.transcript());
        assert!(run.stderr.contains(&format!("\nhelp: {help}")), "{command} {}", run.transcript());
    }
}

#[test]
fn a_report_of_an_action_names_the_same_program_and_has_all_findings() {
    let task = crate::live::rehearse::TASK;
    let rehearsal = Rehearsal::new().unstarted().fault("task=*:precheck-fails(sizeCheck)");
    let script = "drs create create.json >/dev/null; drs commit 45836a97-2a61-ffa0-bbf6-5deee89612bd >/dev/null";
    let action = format!("drs action {task} precheck --set precheck_mode=forStartJob --wait --file create.json");
    let run = rehearsal.run(&format!("{script}; drs list >/dev/null; {action} --format sarif"));
    assert_eq!(run.status, 3, "{}", run.transcript());
    let sarif = json(&run.stdout);
    assert_eq!(sarif["runs"][0]["tool"]["driver"]["name"], "drs");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "sizeCheck", "{sarif}");
}

/// Why tasks have failed, in whatever way.
fn reasons() -> [(Rehearsal, &'static str, &'static str, &'static str); 5] {
    let one = || Rehearsal::new().unstarted().file("a.json", &request(&["orders"]));
    [
        (one().fault("task=*:fail-in-create"), "drs run a.json", "the resources are sold out", "drs why "),
        (one().fault("task=*:fail-in-start"), "drs run a.json --start auto", "does not answer", "drs why "),
        (
            one().fault("task=*:connect-fails(source)"),
            "drs run a.json --test-network",
            "DRS.M05009: The host does not answer",
            "drs why ",
        ),
        (
            one().fault("task=*:precheck-fails(sizeCheck)"),
            "drs run a.json --precheck",
            "precheck: sizeCheck: ",
            "drs why ",
        ),
        (
            one().fault("batch=1:check-fails"),
            "drs run a.json",
            "The parameters of the task are not accepted",
            "drs list --batch ",
        ),
    ]
}

#[test]
fn each_task_that_has_failed_says_why_in_every_form() {
    let again = "rm -f *.run.jsonl; ";
    for (rehearsal, command, why, next) in reasons() {
        let run = rehearsal.run(&format!("{again}{command} --quiet --output table"));
        let lines: Vec<&str> = run.stdout.lines().collect();
        let [task, cause, command_line] = lines[..] else { panic!("{}", run.transcript()) };
        assert!(task.starts_with("orders ") && cause.starts_with("  ") && cause.contains(why), "{}", run.transcript());
        assert!(command_line.starts_with(&format!("  next: {next}")), "{}", run.transcript());
        let run = rehearsal.run(&format!("{again}{command} --quiet --output json"));
        let task = &json(&run.stdout)["tasks"][0];
        let text = |member: &str| task[member].as_str().unwrap_or_default().to_owned();
        assert_eq!(text("reason"), "failed", "{}", run.transcript());
        assert!(text("message").contains(why), "{}", run.transcript());
        assert!(text("next").starts_with(next), "{}", run.transcript());
        // The result of a check is read with its id, and with it the command tells the same.
        let is_checked = command.contains(" --test-network") || command.contains(" --precheck");
        assert_eq!(text("next").contains(" --query-id "), is_checked, "{}", run.transcript());
        let then =
            format!("{again}{command} --quiet --output json >out; eval \"$(grep '\"next\"' out | cut -d'\"' -f4)\"");
        assert!(!is_checked || rehearsal.run(&then).stdout.contains("tests and prechecks"), "{command}");
        assert_eq!(task["code"] == "DRS.M05009", why.contains("DRS.M05009"), "{}", run.transcript());
        let run = rehearsal.run(&format!("{again}{command} --quiet --output json-lines"));
        let events = printed::events(&run.stdout);
        let failed = events.iter().find(|event| event["event"] == "task.failed" || event["event"] == "batch.failed");
        let failed = failed.unwrap_or_else(|| panic!("{}", run.transcript()));
        assert!(failed["next"].as_str().is_some_and(|text| text.starts_with(next)), "{}", run.transcript());
        let said = events.iter().filter(|event| event["event"] != "task.checked");
        let mut said = said.flat_map(|event| [event["message"].as_str(), event["reason"].as_str()]).flatten();
        assert!(said.any(|text| text.contains(why)), "{}", run.transcript());
    }
}

#[test]
fn a_wait_says_why_a_task_or_a_batch_has_failed() {
    let task = crate::live::rehearse::TASK;
    let rehearsal = Rehearsal::new().tasks("- {name: orders, status: FULL_TRANSFER_FAILED}\n");
    let run = rehearsal.run(&format!("drs watch {task} --output table --quiet"));
    insta::assert_snapshot!(run.transcript());
    let run = rehearsal.run(&format!("drs watch {task} --quiet"));
    let failed = printed::events(&run.stdout).into_iter().find(|event| event["event"] == "task.failed");
    let failed = failed.unwrap_or_else(|| panic!("{}", run.transcript()));
    assert_eq!(failed["next"], format!("drs why {task}"));
    assert!(failed["message"].as_str().is_some_and(|text| text.ends_with("the name exists already.")), "{failed}");
    let batch = crate::live::rehearse::BATCH;
    let rehearsal = Rehearsal::new().fault("batch=1:check-fails");
    let script =
        format!("drs create create.json >/dev/null; drs watch --batch {batch} --until checked --output table --quiet");
    let run = rehearsal.run(&script);
    let expected = format!("batch {batch} ASYNC_JOB_VALIDATE_FAILED failed\n  next: drs list --batch {batch}\n");
    assert_eq!((run.status, run.stdout), (3, expected));
}

#[test]
fn credentials_that_are_refused_are_no_call_of_which_nobody_knows_what_became() {
    for (faults, status) in [(&["create#1:lock-ak"][..], 2), (&["commit#1:lock-ak"], 2)] {
        let rehearsal = Rehearsal::new().file("a.json", &request(&["orders"]));
        let rehearsal = faults.iter().fold(rehearsal, |rehearsal, fault| rehearsal.fault(fault));
        let run = rehearsal.run("drs run a.json --start auto --until full --quiet");
        assert_eq!(run.status, status, "{faults:?} {}", run.transcript());
        let last = printed::events(&run.stdout).pop().expect("an event");
        assert_eq!(last["exit_status"], status, "{faults:?} {}", run.transcript());
    }
    let rehearsal = Rehearsal::new().file("a.json", &request(&["orders"]));
    // What comes after these records is lost: nobody knows what became of the call that the last one announces.
    for (last, status) in [("goal", 2), ("commit_intent", 6), ("intent", 6), ("reply", 2)] {
        let run = rehearsal.run(&format!(
            "rm -f a.json.run.jsonl; drs run a.json --until committed --quiet >/dev/null
             sed -i '/\"record\":\"{last}\"/q' a.json.run.jsonl; HUAWEICLOUD_SDK_SK=wrong drs run a.json --quiet"
        ));
        assert_eq!(run.status, status, "{last} {}", run.transcript());
        assert!(run.stderr.contains("was not authenticated with"), "{last} {}", run.transcript());
    }
}

#[test]
fn what_would_be_done_is_json_where_that_is_asked_for() {
    let rehearsal = failing();
    let run = rehearsal.run("drs run a.json b.json --dry-run --start auto --output json");
    let create = ["batch_create_jobs_async", "commit_async_job", "execute_job_action"];
    let chunk = |tasks: &[&str]| serde_json::json!([{"chunk": 1, "tasks": tasks, "operations": create}]);
    let expected = serde_json::json!({
        "files": [
            {"path": "a.json", "chunks": chunk(&["orders", "stock"])},
            {"path": "b.json", "chunks": chunk(&["ledger"])},
        ],
        "pending": 0,
        "follows": 0,
    });
    assert_eq!((run.status, json(&run.stdout)), (0, expected), "{}", run.transcript());
    let run = rehearsal.run("drs run a.json b.json --dry-run --until checked --output json-lines");
    let lines: Vec<Value> = run.stdout.lines().map(json).collect();
    assert_eq!(
        lines[1],
        serde_json::json!({"path": "b.json", "chunk": 1, "tasks": ["ledger"], "operations": [create[0]]})
    );
    for (command, operations) in [
        ("create create.json", &["batch_create_jobs_async"][..]),
        ("commit b", &["list_async_jobs", "list_async_job_detail", "commit_async_job"]),
        ("update a name.json", &["update_job"]),
        ("show a", &["show_job_detail"]),
        ("list --type sync", &["list_jobs"]),
        ("action a start", &["execute_job_action"]),
        ("end a", &["stop_job_action"]),
        ("delete a b", &["delete_job", "delete_job"]),
        ("why a", &["show_job_detail", "show_job_detail", "show_timeline"]),
        ("starrocks in01 pause orders", &["pause_star_rocks_data_replication"]),
        ("call stop_job_action end.json --path job_id=a", &["stop_job_action"]),
    ] {
        let rehearsal = Rehearsal::new().file("end.json", r#"{"is_force_stop": false}"#);
        let run = rehearsal.run(&format!("drs {command} --dry-run --output json"));
        let calls = json(&run.stdout)["calls"].as_array().cloned().unwrap_or_default();
        let shown: Vec<&str> = calls.iter().filter_map(|call| call["operation"].as_str()).collect();
        assert_eq!((run.status, &shown[..]), (0, operations), "{command} {}", run.transcript());
        let is_whole =
            |call: &Value| call["url"].is_string() && call["method"].is_string() && call["headers"].is_object();
        assert!(calls.iter().all(is_whole), "{command} {}", run.transcript());
        let form = if command.starts_with("call") { "line" } else { "json-lines" };
        let lines = rehearsal.run(&format!("drs {command} --dry-run --output {form}")).stdout;
        let lines: Vec<Value> = lines.lines().map(json).collect();
        assert_eq!(lines.len(), calls.len(), "{command}");
    }
}
