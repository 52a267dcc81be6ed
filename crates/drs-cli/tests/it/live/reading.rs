//! `drs list`, `show`, `why`.

use insta::assert_snapshot;

use super::rehearse::{BATCH, Rehearsal, TASK};
use crate::call::{Peer, folder};

const TASKS: &str = "\
- {name: orders, status: CONFIGURATION}
- {name: \"stock\\e[31m\\u202e\", status: INCRE_TRANSFER_STARTED}
- {name: paused, status: PAUSING, job_type: migration}
- {name: done, status: FULL_TRANSFER_COMPLETE, task_type: FULL_TRANS, job_type: migration}
- {name: broken, status: FULL_TRANSFER_FAILED}
- {name: over, status: RELEASE_RESOURCE_COMPLETE}
";

/// One line for each exit status that a command that reads can have.
#[test]
fn the_status_says_whether_there_is_an_answer() {
    for (fault, script, status) in [
        ("", "drs list".to_owned(), 0),
        ("", "drs list --status configuration,PAUSING --type sync".to_owned(), 0),
        ("", "drs list --status paused".to_owned(), 2),
        ("", "drs list --type syncs".to_owned(), 2),
        ("", "drs list --batch no-such-batch".to_owned(), 3),
        ("", "drs list --batches --billing".to_owned(), 2),
        ("list:lock-ak", "drs list".to_owned(), 2),
        ("list:garbage", "drs list".to_owned(), 2),
        ("list#1:reset", "drs list".to_owned(), 0),
        ("", format!("drs show {TASK}"), 0),
        ("", format!("drs show {TASK} --type overview"), 0),
        ("", format!("drs show {TASK} --type everything"), 2),
        ("", format!("drs show {TASK} --type log --query log_level=Errors"), 1),
        ("", format!("drs show {TASK} --query colour=red"), 2),
        ("", format!("drs show {TASK} --type network --query-id no-such-query"), 3),
        ("", "drs show no-such-task".to_owned(), 3),
        ("", format!("drs why {TASK}"), 0),
        ("", "drs why no-such-task".to_owned(), 3),
        ("detail:garbage", format!("drs why {TASK}"), 2),
        ("show_timeline:html", format!("drs why {TASK}"), 0),
    ] {
        let rehearsal = Rehearsal::new().tasks(TASKS);
        let rehearsal = if fault.is_empty() { rehearsal } else { rehearsal.fault(fault) };
        let run = rehearsal.run(&script);
        assert_eq!(run.status, status, "{fault} {script}\n{}", run.transcript());
    }
}

#[test]
fn lists_are_tables_without_anything_that_a_terminal_acts_on() {
    let rehearsal = Rehearsal::new().tasks(TASKS);
    assert_snapshot!(
        rehearsal.run("drs list; drs list --billing; drs list --name ord --status CONFIGURATION").transcript()
    );
    let json = rehearsal.run("drs list --status PAUSING --output json").stdout;
    let tasks: Vec<serde_json::Value> = serde_json::from_str(&json).expect("JSON");
    assert_eq!(tasks.len(), 1);
    assert_eq!(tasks[0]["name"], "paused");
}

#[test]
fn long_lists_are_read_page_by_page_up_to_a_limit() {
    let tasks: String = (0..230).map(|number| format!("- {{name: task-{number}, status: PAUSING}}\n")).collect();
    let rehearsal = Rehearsal::new().tasks(&tasks);
    let count = |run: &crate::scratch::Run| run.stdout.lines().filter(|line| line.contains("PAUSING")).count();
    let all = rehearsal.run("drs list");
    assert_eq!((count(&all), all.stderr.as_str()), (230, ""));
    let some = rehearsal.run("drs list --limit 120");
    assert_eq!((count(&some), some.stderr.as_str()), (120, "note: there are more than 120; `--limit` reads more\n"));
}

#[test]
fn secrets_of_an_answer_are_not_shown() {
    let answer = r#"{"job": {"id": "x", "status": "NEW", "base_info": {"name": "\u001b[31mred"}, "db_password": "canary",
        "source_endpoint": [{"endpoint": {"ip": "10.0.0.1", "db_password": "canary"}}],
        "users": [{"account": "a", "password": "canary"}]}}"#;
    let peer = Peer::start(200, answer);
    for output in ["table", "json", "json-lines"] {
        let run = peer.run(&folder(), &["show", "x", "--output", output]);
        let text = run.transcript();
        assert!(run.status == 0 && !text.contains("canary") && !text.contains('\u{1b}'), "{text}");
        assert!(text.contains("***") && text.contains("10.0.0.1"), "{text}");
    }
}

#[test]
fn one_page_says_why_a_task_stands_still() {
    let rehearsal = Rehearsal::new().fault("task=*:fail-in-full(40%)");
    let start = format!("drs list >/dev/null; drs action {TASK} start >/dev/null; drs list >/dev/null");
    let script = format!("drs create create.json >/dev/null; drs commit {BATCH} >/dev/null; {start}; drs why {TASK}");
    assert_snapshot!(rehearsal.run(&script).transcript());
    let run = rehearsal.run(&format!("{script} --output json"));
    let start = run.stdout.find('{').expect("an object");
    let page: serde_json::Value = serde_json::from_str(&run.stdout[start..]).expect("JSON");
    assert_eq!(page["class"], "failed");
    assert_eq!(page["next"][1], format!("drs action {TASK} reset"));
}

#[test]
fn results_of_checks_are_explained_with_their_codes() {
    let rehearsal = Rehearsal::new().unstarted().fault("task=*:connect-fails(source)");
    let script = format!(
        "drs create create.json >/dev/null; drs commit {BATCH} >/dev/null; drs list >/dev/null
        id=$(drs action {TASK} network --file create.json --output json-lines | sed 's/.*\"query_id\":\"\\([^\"]*\\)\".*/\\1/')
        drs why {TASK} --query-id $id --query-id nothing"
    );
    assert_snapshot!(rehearsal.run(&script).transcript());
}
