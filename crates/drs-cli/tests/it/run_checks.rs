//! `drs run --test-network --precheck`: what is checked before a start, and what comes of it.

#![cfg(unix)]

use serde_json::Value;

use crate::live::rehearse::Rehearsal;
use crate::printed;
use crate::run::request;
use crate::scratch::Run;

const RUN: &str = "drs run a.json --start auto --until full --test-network --precheck";

/// A sandbox in which tasks wait to be started.
fn unstarted() -> Rehearsal {
    Rehearsal::new().unstarted().file("a.json", &request(&["orders", "stock"]))
}

/// What was checked of which task, and whether it passed.
fn checked(run: &Run) -> Vec<String> {
    let events = printed::events(&run.stdout).into_iter().filter(|event| event["event"] == "task.checked");
    let word = |event: &Value| {
        let verdict = if event["has_passed"] == true { "passed" } else { "failed" };
        let text = |member: &str| event[member].as_str().expect("a text").to_owned();
        format!("{} {} {verdict}", text("name"), text("check"))
    };
    events.map(|event| word(&event)).collect()
}

/// The words of the events about what was done with tasks.
fn acted(run: &Run) -> Vec<String> {
    let events = printed::events(&run.stdout).into_iter();
    let events = events.filter(|event| event["event"] == "task.action" && event["refused"].is_null());
    events.map(|event| format!("{} {}", event["name"], event["action"]).replace('"', "")).collect()
}

#[test]
fn tasks_are_started_once_they_have_passed_and_nothing_is_checked_unasked() {
    let run = unstarted().run(RUN);
    assert_eq!(run.status, 0, "{}", run.transcript());
    let passed = ["orders network passed", "stock network passed", "orders precheck passed", "stock precheck passed"];
    assert_eq!(checked(&run), passed);
    assert_eq!(acted(&run), ["orders start", "stock start"]);
    let words: Vec<Value> = printed::events(&run.stdout).into_iter().map(|mut event| event["event"].take()).collect();
    let last_check = words.iter().rposition(|word| word == "task.checked");
    assert!(last_check < words.iter().position(|word| word == "task.action"), "{words:?}");
    let plain = unstarted().run("drs run a.json --start auto --until full");
    assert_eq!((plain.status, checked(&plain).len()), (0, 0), "{}", plain.transcript());
}

#[test]
fn the_status_says_what_has_passed() {
    for (faults, command, status, expected) in [
        (
            &["task=orders:connect-fails(source)"][..],
            RUN.to_owned(),
            4,
            &["orders network failed", "stock network passed", "stock precheck passed"][..],
        ),
        (&["task=*:connect-fails(target)"], RUN.to_owned(), 3, &["orders network failed", "stock network failed"]),
        (
            &["task=*:precheck-fails(srcBinlogFormatCheck)"],
            "drs run a.json --precheck".to_owned(),
            3,
            &["orders precheck failed", "stock precheck failed"],
        ),
        (
            &["task=stock:precheck-fails(srcBinlogFormatCheck)"],
            "drs run a.json --precheck --until created".to_owned(),
            4,
            &["orders precheck passed", "stock precheck failed"],
        ),
        (
            &["action#1:lose-reply", "action#3:lose-request", "detail%20:reset"],
            RUN.to_owned(),
            0,
            &["orders network passed", "stock network passed", "orders precheck passed", "stock precheck passed"],
        ),
        (&["action#1-9:lose-request"], RUN.to_owned(), 6, &[]),
    ] {
        let rehearsal = faults.iter().fold(unstarted(), |rehearsal, fault| rehearsal.fault(fault));
        let run = rehearsal.run(&command);
        assert_eq!(run.status, status, "{faults:?} {command} {}", run.transcript());
        assert_eq!(checked(&run), expected, "{faults:?} {command} {}", run.transcript());
        let failed = expected.iter().filter(|word| word.ends_with("failed"));
        for name in failed.filter_map(|word| word.split(' ').next()) {
            assert!(!acted(&run).contains(&format!("{name} start")), "{}", run.transcript());
        }
    }
}

#[test]
fn what_did_not_pass_points_to_lines_of_the_request() {
    let json: Value = serde_json::from_str(&request(&["orders", "stock"])).expect("JSON");
    let rehearsal = || {
        let rehearsal = unstarted().file("b.json", &format!("{json:#}")).fault("task=stock:connect-fails(source)");
        rehearsal.fault("task=orders:precheck-fails(objectNameConflict)")
    };
    let run = rehearsal().run("drs run b.json --test-network --precheck >/dev/null");
    assert_eq!(run.status, 3, "{}", run.transcript());
    let about = run.stderr.split("stock: network did not pass").nth(1).unwrap_or_default();
    let about = about.split("orders: precheck did not pass").collect::<Vec<_>>();
    let [network, precheck] = about[..] else { panic!("{}", run.transcript()) };
    assert!(network.contains("error[DRS.M05009]: the connection to `") && network.contains("--> b.json:"), "{network}");
    assert!(precheck.contains("error[objectNameConflict]: ") && precheck.contains("--> b.json:"), "{precheck}");
    assert!(precheck.contains("the action `skip_precheck` skips it"), "{precheck}");
    let concise = rehearsal().run("drs run b.json --test-network --format concise >/dev/null");
    assert!(
        concise.stderr.lines().any(|line| line.starts_with("b.json:") && line.contains("DRS.M05009")),
        "{}",
        concise.stderr
    );
    let quiet = rehearsal().run("drs run b.json --test-network --quiet");
    assert!(quiet.stderr.starts_with("error[DRS.M05009]: "), "{}", quiet.transcript());
    assert!(!quiet.stderr.contains("begins"), "{}", quiet.transcript());
}

#[test]
fn what_has_passed_is_not_checked_again_and_what_has_not_is() {
    let rehearsal = unstarted().fault("task=stock:precheck-fails(objectNameConflict)");
    let skip = r#"{"job": {"action_name": "skip_precheck", "action_params": {"skip_precheck_info":
        {"skipped_precheck_list": ["objectNameConflict"], "skip_reason": "known"}}}}"#;
    let rehearsal = rehearsal.file("skip.json", skip);
    let again = rehearsal.run(&format!("{RUN} >/dev/null 2>&1; {RUN}"));
    assert_eq!(
        (again.status, checked(&again)),
        (4, vec!["stock precheck failed".to_owned()]),
        "{}",
        again.transcript()
    );
    let id = r#"$(sed -n 's/.*"name":"stock","id":"\([^"]*\)".*/\1/p' a.json.run.jsonl | head -n 1)"#;
    let skipped = rehearsal.run(&format!(
        "rm -f a.json.run.jsonl; {RUN} >/dev/null 2>&1; drs action {id} skip_precheck --body skip.json >/dev/null; {RUN}"
    ));
    assert_eq!(skipped.status, 0, "{}", skipped.transcript());
    assert_eq!(checked(&skipped), ["stock precheck passed"], "{}", skipped.transcript());
}

#[test]
fn a_task_that_starts_by_itself_is_not_checked_and_somebody_is_told() {
    let rehearsal = Rehearsal::new().started().file("a.json", &request(&["orders"]));
    let run = rehearsal.run(RUN);
    assert_eq!((run.status, checked(&run).len()), (0, 0), "{}", run.transcript());
    assert!(
        run.stderr.contains("warning: `orders` does not wait to be started, so it is not checked"),
        "{}",
        run.stderr
    );
}
