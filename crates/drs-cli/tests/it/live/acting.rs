//! `drs action`, `end`, `delete`, `starrocks`.

use insta::assert_snapshot;

use super::rehearse::{Rehearsal, TASK};
use crate::scratch::UNTIL_IN;

/// Makes a task that waits for its configuration.
const MAKE: &str = "drs create create.json >/dev/null; drs commit 45836a97-2a61-ffa0-bbf6-5deee89612bd >/dev/null; drs list >/dev/null";

const TASKS: &str = "\
- {name: orders, status: INCRE_TRANSFER_STARTED}
- {name: stock, status: RELEASE_RESOURCE_COMPLETE}
";

const PRECHECK: &str = "precheck --set precheck_mode=forStartJob";

/// One line for each exit status that `drs action` can have.
#[test]
fn the_status_says_what_an_action_has_come_to() {
    for (fault, action, status) in [
        ("", format!("{TASK} {PRECHECK}"), 0),
        ("", format!("{TASK} {PRECHECK} --wait"), 0),
        ("", format!("{TASK} network --file create.json --wait"), 0),
        ("", format!("{TASK} diagnosis --wait"), 3),
        ("", format!("{TASK} start"), 0),
        ("", format!("{TASK} cancel_compare"), 1),
        ("", format!("{TASK} no_such_action"), 2),
        ("", format!("{TASK} start --set nothing"), 2),
        ("", format!("{TASK} start --set a=b --set a.c=d"), 2),
        ("", format!("{TASK} start --body precheck.json"), 2),
        ("", format!("{TASK} precheck --body precheck.json --wait"), 0),
        ("", format!("{TASK} network --file other.json"), 2),
        ("", format!("{TASK} restart"), 3),
        ("", "no-such-task start".to_owned(), 3),
        ("task=*:precheck-fails(srcBinlogFormatCheck)", format!("{TASK} {PRECHECK} --wait"), 3),
        ("task=*:connect-fails(source)", format!("{TASK} network --file create.json --wait"), 3),
        ("action#1:lose-reply", format!("{TASK} start"), 6),
        ("action#1:status(502)", format!("{TASK} start"), 6),
        ("detail#1:reset", format!("{TASK} {PRECHECK} --wait"), 0),
    ] {
        let other = r#"{"jobs": [{"base_info": {"name": "another"}}]}"#;
        let precheck = r#"{"job": {"action_name": "precheck", "action_params": {"precheck_mode": "forStartJob"}}}"#;
        let rehearsal = Rehearsal::new().unstarted().file("other.json", other).file("precheck.json", precheck);
        let rehearsal = if fault.is_empty() { rehearsal } else { rehearsal.fault(fault) };
        let run = rehearsal.run(&format!("{MAKE}; drs action {action}"));
        assert_eq!(run.status, status, "{fault} {action}\n{}", run.transcript());
    }
}

#[test]
fn what_did_not_pass_is_reported_at_the_lines_of_the_request() {
    let network = format!("{MAKE}; drs action {TASK} network --file create.json --wait");
    let precheck = format!("drs action {TASK} {PRECHECK} --file create.json --wait");
    let rehearsal = Rehearsal::new().unstarted().fault("task=*:connect-fails(source)");
    let rehearsal = rehearsal.fault("task=*:precheck-fails(objectNameConflict)");
    assert_snapshot!(without_ids(&rehearsal.run(&format!("{network}; {precheck}")).transcript()));
    let concise = rehearsal.run(&format!("{network} --format concise"));
    assert!(
        concise.stdout.starts_with("create.json:34:19: error[DRS.M05009] the connection to `"),
        "{}",
        concise.transcript()
    );
    let json = rehearsal.run(&format!("{network} --output json-lines"));
    let finding: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(
        (finding["check"].as_str(), finding["code"].as_str()),
        (Some("network"), Some("DRS.M05009")),
        "{finding}"
    );
}

fn without_ids(text: &str) -> String {
    let lines = text.lines().map(|line| line.split(" has begun as ").next().unwrap_or_default());
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_wait_ends_with_its_time_or_with_a_signal_and_nothing_else_does() {
    let make = Rehearsal::at_speed("instant").unstarted().run(MAKE);
    assert_eq!(make.status, 0, "{}", make.transcript());
    let rehearsal = Rehearsal::at_speed("manual").tasks("- {name: orders, status: CONFIGURATION}\n");
    let action = format!("drs action {TASK} {PRECHECK}");
    let run = rehearsal.run(&format!("{action} --wait=1s"));
    assert_eq!(run.status, 5, "{}", run.transcript());
    assert!(
        run.stderr.contains(&format!("its result is shown by: drs show {TASK} --type precheck --query-id ")),
        "{}",
        run.stderr
    );
    for (signal, status) in [("INT", 130), ("TERM", 143)] {
        // The command itself, and not a shell around it, gets the signal.
        let drs = crate::scratch::DRS;
        let wait = format!(
            "{UNTIL_IN}{drs} action {TASK} {PRECHECK} --wait 2>said & until_in said 'has begun'; kill -{signal} $!; wait $!"
        );
        let run = rehearsal.run(&wait);
        assert_eq!(run.status, status, "{signal} {}", run.transcript());
    }
}

/// The check is never over, and 90 s pass in one and a half.
#[test]
fn a_wait_says_every_minute_that_it_goes_on() {
    let rehearsal = Rehearsal::at_speed("manual").tasks("- {name: orders, status: CONFIGURATION}\n");
    let run = rehearsal.run(&format!("DRS_TIME_SCALE=60 {} action {TASK} {PRECHECK} --wait=90s", crate::scratch::DRS));
    assert_eq!((run.status, run.stdout.as_str()), (5, ""), "{}", run.transcript());
    let said =
        run.stderr.lines().filter(|line| line.starts_with("`precheck` goes on, for ") && line.ends_with(" so far"));
    // It is late on a machine that is busy.
    assert!((1..=2).contains(&said.count()), "{}", run.transcript());
}

#[test]
fn tasks_are_ended_and_removed_each_with_its_verdict() {
    let rehearsal = Rehearsal::new().tasks(TASKS);
    let listed = rehearsal.run("drs list --output json-lines").stdout;
    let over = listed.lines().find(|line| line.contains("RELEASE_RESOURCE_COMPLETE")).expect("a task");
    let over: serde_json::Value = serde_json::from_str(over).expect("JSON");
    let over = over["id"].as_str().expect("an id");
    for (script, status) in [
        (format!("drs end {TASK}"), 0),
        (format!("drs end {TASK} --force"), 0),
        ("drs end no-such-task".to_owned(), 3),
        (format!("drs end {over}"), 3),
        (format!("drs end {TASK} no-such-task"), 4),
        (format!("drs end {over} no-such-task"), 3),
        ("drs end".to_owned(), 2),
        (format!("drs delete {over}"), 0),
        (format!("drs delete {TASK}"), 3),
        (format!("drs delete {over} {TASK} no-such-task"), 4),
        (format!("drs end {TASK} >/dev/null; drs delete {TASK} {over}"), 0),
    ] {
        let run = rehearsal.run(&script);
        assert_eq!(run.status, status, "{script} {}", run.transcript());
    }
    for (fault, script) in [
        ("stop_job_action#1:lose-reply", format!("drs end {TASK}")),
        ("batch_stop_jobs_action#1:garbage", format!("drs end {TASK} {over}")),
        ("delete_job#1-9:status(500)", format!("drs delete {over}")),
    ] {
        let run = Rehearsal::new().tasks(TASKS).fault(fault).run(&script);
        assert_eq!(run.status, 6, "{fault} {}", run.transcript());
    }
    assert_snapshot!(
        rehearsal.run(&format!("drs delete {over} {TASK} no-such-task; drs end {TASK} no-such-task")).transcript()
    );
}

#[test]
fn synchronizations_into_starrocks_are_begun_paused_and_deleted() {
    let example = |name: &str| {
        let path = crate::scratch::workspace().join("spec/examples").join(name);
        std::fs::read_to_string(path).expect("an example")
    };
    let start =
        example("create_star_rocks_data_replication/minimal.json").replace("shop_to_starrocks", "orders_to_starrocks");
    let rehearsal =
        Rehearsal::new().file("set.json", &example("modify_data_sync/minimal.json")).file("start.json", &start);
    let instance = "9c7f3a2e5b8d4f1096e2a7c4d1b0f8e3in17";
    let of = |rest: &str| format!("drs starrocks {instance} {rest}");
    let name = "orders_to_starrocks";
    let set = of("set set.json >/dev/null 2>&1");
    for (script, status) in [
        (of(""), 0),
        (of("set set.json"), 0),
        (of("set start.json"), 1),
        (of("set missing.json"), 2),
        (of("set"), 2),
        (of("begin orders"), 2),
        (of("show no_such_task"), 3),
        (of("pause no_such_task"), 3),
        (of("configuration no_such_task"), 3),
        (of("workflow no-such-workflow"), 3),
        (format!("{set}; {}", of(&format!("show {name}"))), 0),
        (format!("{set}; {}", of(&format!("configuration {name}"))), 0),
        (format!("{set}; {}", of(&format!("delete {name}"))), 0),
    ] {
        let run = rehearsal.run(&script);
        assert_eq!(run.status, status, "{script} {}", run.transcript());
    }
    let lost = Rehearsal::new().fault("create_star_rocks_data_replication#1:lose-reply").file("start.json", &start);
    assert_eq!(lost.status(&of("start start.json")), 6);
    let script = [
        set,
        of("start start.json"),
        of(""),
        of(&format!("pause {name} >/dev/null 2>&1")),
        of(&format!("show {name}")),
    ]
    .join("; ");
    assert_snapshot!(rehearsal.run(&script).transcript());
}
