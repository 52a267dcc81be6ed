//! `drs create`, `commit`, `policy`, `update`.

use insta::assert_snapshot;

use super::rehearse::{BATCH, Rehearsal, TASK};

/// Tasks that can be told apart.
const TWO: &str = "\
- {name: orders, status: CONFIGURATION}
- {name: stock, status: RELEASE_RESOURCE_COMPLETE}
";

/// One line for each exit status that a command can have.
#[test]
fn the_status_says_what_has_happened() {
    let create = "drs create create.json";
    let ready = "drs create create.json >/dev/null";
    for (fault, script, status) in [
        ("", create.to_owned(), 0),
        ("", "drs create wrong.json".to_owned(), 1),
        ("", "drs create missing.json".to_owned(), 2),
        ("", "unset SOURCE_DB_PASSWORD; drs create create.json".to_owned(), 2),
        ("create:retry-after(30)", format!("{create} --timeout 1s"), 2),
        ("", format!("{create} >/dev/null && {create}"), 0),
        ("create#1:lose-reply", create.to_owned(), 6),
        ("create#1:status(500)", create.to_owned(), 6),
        ("create#1:garbage", create.to_owned(), 6),
        ("", format!("{ready}; drs commit {BATCH}"), 0),
        ("", "drs commit no-such-batch".to_owned(), 3),
        ("", format!("{ready}; drs commit {BATCH} >/dev/null; drs commit {BATCH}"), 3),
        ("create:check-fails", format!("{ready}; drs commit {BATCH}"), 3),
        ("list#1:unknown-status(SOMETHING_NEW)", format!("{ready}; drs commit {BATCH}"), 3),
        ("commit#1:lose-reply", format!("{ready}; drs commit {BATCH}"), 6),
        ("commit#1:lose-request", format!("{ready}; drs commit {BATCH} || drs commit {BATCH}"), 0),
        ("commit#1:status(500)", format!("{ready}; drs commit {BATCH}"), 6),
        ("list:lock-ak", format!("drs commit {BATCH}"), 2),
        ("", "drs update".to_owned(), 2),
        ("", "drs update no-such-task".to_owned(), 2),
        ("", "drs update no-such-task create.json".to_owned(), 1),
        ("", "drs update no-such-task name.json".to_owned(), 3),
        ("update_job#1:lose-reply", "drs update any name.json".to_owned(), 6),
        ("", "drs policy create.json".to_owned(), 1),
        ("", "drs example batch_set_policy --name minimal >p.json; drs policy p.json".to_owned(), 3),
        (
            "batch_set_policy#1:reset",
            "drs example batch_set_policy --name minimal >p.json; drs policy p.json".to_owned(),
            6,
        ),
    ] {
        let rehearsal = if fault.is_empty() { Rehearsal::new() } else { Rehearsal::new().fault(fault) };
        let run = rehearsal.run(&script);
        assert_eq!(run.status, status, "{fault} {script}\n{}", run.transcript());
    }
}

#[test]
fn a_batch_is_created_and_submitted_with_what_is_printed() {
    let script = format!("drs create create.json && drs commit {BATCH} && drs list --batches --output json-lines");
    assert_snapshot!(Rehearsal::new().run(&script).transcript());
    let script = format!("drs create create.json --output json-lines && drs commit {BATCH} --output json-lines");
    let run = Rehearsal::new().run(&script);
    let ids: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(ids.len(), 2);
    assert!(ids.iter().all(|result| result["async_job_id"] == BATCH && result["next"].is_string()), "{ids:?}");
}

#[test]
fn a_lost_reply_ends_with_how_to_find_out() {
    let rehearsal = Rehearsal::new().fault("create#1:lose-reply").fault("commit#1:lose-reply");
    let script = format!("drs create create.json; drs list --batches; drs commit {BATCH}; drs commit {BATCH}");
    assert_snapshot!(rehearsal.run(&script).transcript());
}

#[test]
fn mistakes_have_a_line_and_nothing_is_sent() {
    let run = Rehearsal::new().run("drs create wrong.json; drs list --batches");
    assert!(run.stderr.contains(" --> wrong.json:1:"), "{}", run.transcript());
    assert!(run.stderr.ends_with("note: there is nothing to show\n"), "{}", run.transcript());
}

#[test]
fn a_dry_run_shows_the_calls_and_makes_none() {
    let script = format!(
        "drs create create.json --dry-run >/dev/null; drs commit {BATCH} --dry-run; drs update a name.json --dry-run; drs list --batches"
    );
    let run = Rehearsal::new().run(&script);
    let port =
        run.stdout.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default().to_owned();
    let shown = run.transcript().replace(&format!(":{port}"), ":PORT");
    let lines = shown.lines().filter(|line| !line.starts_with("x-sdk-date") && !line.starts_with("authorization"));
    assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_batch_that_did_not_pass_says_why_in_words() {
    let script = format!("drs create create.json >/dev/null; drs commit {BATCH}");
    assert_snapshot!(Rehearsal::new().fault("create:check-fails").run(&script).transcript());
    let script = format!("drs create create.json >/dev/null; drs commit {BATCH}");
    let run = Rehearsal::at_speed("manual").run(&script);
    assert_eq!(run.status, 3, "{}", run.transcript());
    assert!(run.stderr.contains("`ASYNC_JOB_VALIDATING`") && run.stderr.contains("--until checked"), "{}", run.stderr);
}

#[test]
fn each_policy_has_its_verdict() {
    let policy = format!(
        r#"{{"jobs": [{{"job_id": "{TASK}", "conflict_policy": "ignore"}}, {{"job_id": "no-such-task", "conflict_policy": "ignore"}}]}}"#
    );
    let rehearsal = Rehearsal::new().tasks(TWO).file("policy.json", &policy);
    let run = rehearsal.run("drs policy policy.json");
    assert_eq!(run.status, 4, "{}", run.transcript());
    assert_snapshot!(run.transcript());
}

#[test]
fn a_change_is_acknowledged_or_refused_by_the_state() {
    let rehearsal = Rehearsal::new().tasks(TWO);
    let ids = rehearsal.run("drs list --output json-lines").stdout;
    let ended = ids.lines().find(|line| line.contains("RELEASE_RESOURCE_COMPLETE")).expect("a task");
    let ended: serde_json::Value = serde_json::from_str(ended).expect("JSON");
    let ended = ended["id"].as_str().expect("an id");
    assert_eq!(rehearsal.status(&format!("drs update {TASK} name.json")), 0);
    let run = rehearsal.run(&format!("drs update {ended} name.json"));
    assert_eq!(run.status, 3, "{}", run.transcript());
    assert!(run.stderr.contains("DRS.10000013"), "{}", run.stderr);
}

#[test]
fn nothing_that_is_grave_is_done_where_nobody_can_be_asked() {
    let connection = "--endpoint https://drs.invalid --endpoint-taurusdb https://drs.invalid";
    for command in
        ["end a", "end a b", "delete a", "starrocks in01 delete orders", "action a reset", "action a terminate"]
    {
        let run = Rehearsal::new().run(&format!("drs {command} {connection}"));
        assert_eq!(run.status, 2, "{command} {}", run.transcript());
        assert!(run.stderr.contains("there is nobody to ask\nhelp: `--yes` "), "{command} {}", run.stderr);
    }
}
