//! Values of arguments that nobody can mean: what is said about each.

use crate::scratch::Scratch;

const PLACE: [&str; 4] = ["--region", "cn-north-4", "--project-id", "p"];

fn said(arguments: &[&str]) -> String {
    let folder = Scratch::new().file("create.json", crate::run::request(&["orders"])).file("a.jsonl", "{}\n");
    let run = folder.drs(arguments);
    assert_eq!(run.status, 2, "{arguments:?} {}", run.transcript());
    let lines = run.stderr.lines().filter(|line| !line.is_empty() && !line.starts_with("note: "));
    let lines = lines.take_while(|line| !line.starts_with("Usage") && !line.starts_with("For more"));
    format!("$ drs {}\n{}\n", arguments.join(" "), lines.map(|line| format!("{line}\n")).collect::<String>())
}

#[test]
fn numbers_and_times() {
    let mut text = String::new();
    for arguments in [
        &["validate", "--threads", "0", "a.jsonl"][..],
        &["validate", "--threads", "-1", "a.jsonl"],
        &["validate", "--threads", "99999999999999999999", "a.jsonl"],
        &["validate", "--max-diagnostics", "-1", "a.jsonl"],
        &["validate", "--at", "jobs", "a.jsonl"],
        &["validate", "--key", "/a~2", "a.jsonl"],
        &["list", "--limit", "0"],
        &["list", "--limit", "-1"],
        &["list", "--limit", "5000000000"],
        &["show", "x", "--limit", "0"],
        &["show", "x", "--offset", "-1"],
        &["watch", "x", "--timeout", "5 m"],
        &["watch", "x", "--timeout", "0"],
        &["watch", "x", "--max-lag", "-1s"],
        &["list", "--timeout", "0s"],
        &["run", "create.json", "--timeout", "1.5h"],
        &["sandbox", "--seed", "-1"],
        &["sandbox", "--port", "-1"],
        &["sandbox", "--port", "70000"],
        &["sandbox", "--speed", "-1x"],
        &["sandbox", "--rate", "-1/s"],
        &["sandbox", "--bind", "localhost"],
        &["sandbox", "--state", "missing/state.json"],
        &["sandbox", "--log", "missing/log.jsonl"],
        &["sandbox", "--clock", "yesterday"],
    ] {
        text.push_str(&said(arguments));
    }
    text.push_str(&said(
        &[
            &["run", "create.json", "--dry-run", "--start", "2020-01-01T00:00:00Z"][..],
            &PLACE,
            &["--token-file", "create.json"],
        ]
        .concat(),
    ));
    insta::assert_snapshot!(text);
}

#[test]
fn names_and_places() {
    let mut text = String::new();
    for arguments in [
        &["show", ""][..],
        &["watch", ""],
        &["list", "--region", ""],
        &["list", "--project-id", ""],
        &["call", "show_job_detail", "--dry-run"],
        &["call", "list_jobs", "--query", "=x"],
        &["call", "list_jobs", "--query", "x"],
        &["action", "x", "precheck", "--set", "=x"],
        &["sandbox", "--fault", "create"],
        &["list", "--endpoint", "drs.example.com", "--project-id", "p", "--token-file", "a.jsonl"],
        &["list", "--endpoint", "localhost:8080", "--project-id", "p", "--token-file", "a.jsonl"],
        &["list", "--endpoint", "https://", "--project-id", "p", "--token-file", "a.jsonl"],
        &["list", "--region", "cn-north-4", "--project-id", "x/../y", "--token-file", "a.jsonl"],
        &["auth", "--offline", "--region", "cn-north-4", "--project-id", "a b", "--token-file", "a.jsonl"],
        &[
            "call",
            "list_async_jobs",
            "--region",
            "cn-north-4",
            "--path",
            "project_id=x/../y",
            "--project-id",
            "p",
            "--dry-run",
        ],
    ] {
        text.push_str(&said(arguments));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn help_of_the_sandbox_lists_every_fault() {
    let help = Scratch::new().drs(&["sandbox", "--help"]).stdout;
    let faults = help.find("Faults are written").expect("the grammar");
    insta::assert_snapshot!(&help[faults..]);
    assert!(Scratch::new().drs(&["sandbox", "-h"]).stdout.contains("`drs sandbox --help` lists the faults"));
}
