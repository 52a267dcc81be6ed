//! `drs watch`: what it prints, what it runs and how it ends, against a sandbox.

#[cfg(unix)]
use crate::scratch::UNTIL_IN;
use crate::scratch::{DRS, Run, Scratch};

const SCENARIO: &str = "\
tasks:
- {name: orders, status: FULL_TRANSFER_STARTED, job_type: sync, task_type: FULL_INCR_TRANS}
- {name: broken, status: FULL_TRANSFER_FAILED, job_type: sync, task_type: FULL_INCR_TRANS}
- {name: idle, status: CONFIGURATION, job_type: migration, task_type: FULL_TRANS}
";

const ORDERS: &str = "daeef7f6-45d6-4987-10fa-ef63af2jb201";
const BROKEN: &str = "83b22aa3-bb04-c814-e006-708c94cjb201";
const IDLE: &str = "f8b59d29-514c-b0b6-cce0-d880de4jb201";

/// Runs `drs watch` inside a sandbox in which all that comes by itself has come.
fn watch(arguments: &[&str]) -> Run {
    let folder = Scratch::new().file("scenario.yaml", SCENARIO);
    let sandbox = ["sandbox", "--seed", "7", "--speed", "instant", "--scenario", "scenario.yaml", "--", DRS, "watch"];
    folder.drs(&[&sandbox[..], arguments].concat())
}

/// Runs a script of the shell inside a sandbox in which nothing happens by itself.
#[cfg(unix)]
fn script(folder: &Scratch, script: &str) -> Run {
    let sandbox = ["sandbox", "--seed", "7", "--speed", "manual", "--scenario", "scenario.yaml", "--", "/bin/sh", "-c"];
    folder.drs(&[&sandbox[..], &[script]].concat())
}

/// The last event on standard output.
fn last(run: &Run) -> serde_json::Value {
    serde_json::from_str(run.stdout.lines().last().unwrap_or_default()).expect("JSON")
}

#[test]
fn events_are_lines_of_json_and_a_failed_task_is_a_result() {
    let run = watch(&[ORDERS, BROKEN, "--quiet"]);
    let without = |line: &str| {
        let mut json: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert!(json["time"].is_string() && json["run"].is_string());
        let members = json.as_object_mut().expect("an object");
        members.remove("time");
        members.remove("run");
        json.to_string()
    };
    let lines: Vec<String> = run.stdout.lines().map(without).collect();
    insta::assert_snapshot!(lines.join("\n"));
    assert_eq!((run.status, run.stderr.as_str()), (4, ""));
}

/// One test for each way to end that a wait has.
#[test]
fn the_status_says_how_it_ended() {
    for (arguments, status) in [
        (&[ORDERS][..], 0),
        (&[ORDERS, BROKEN, "--until", "started"], 0),
        (&[IDLE, "--until", "incremental"], 1),
        (&[], 2),
        (&[ORDERS, "--until", "done"], 2),
        (&["typo"], 3),
        (&["typo", "--until", "ended"], 3),
        (&["--batch", "typo"], 3),
        (&[ORDERS, "typo"], 4),
        (&[ORDERS, "--timeout", "soon"], 2),
        (&[BROKEN], 3),
        (&[IDLE, "--fail-on-wait"], 3),
        (&[ORDERS, BROKEN], 4),
        (&[IDLE, "--timeout", "2h"], 5),
    ] {
        let run = watch(arguments);
        assert_eq!(run.status, status, "{arguments:?} {}", run.transcript());
    }
}

#[test]
fn a_table_shows_where_each_is_and_how_to_go_on() {
    let run = watch(&[ORDERS, BROKEN, IDLE, "--output", "table", "--fail-on-wait"]);
    insta::assert_snapshot!(run.stdout);
    let last = run.stderr.lines().last().unwrap_or_default();
    let resume = format!("drs watch {IDLE} --output table --fail-on-wait");
    assert_eq!(last, format!("the tasks go on; wait for them again with: {resume}"));
}

#[cfg(unix)]
#[test]
fn a_command_gets_the_event_on_its_standard_input() {
    let run = watch(&[ORDERS, BROKEN, "--quiet", "--on", "failed", "--", "/bin/sh", "-c", "cat; exit 9"]);
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert!(lines[0].contains("\"event\":\"task.failed\"") && lines[0].contains(BROKEN), "{}", run.stderr);
    assert_eq!(lines[1..], ["warning: `/bin/sh` has ended with exit status: 9"]);
    assert_eq!(run.status, 4);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_wait_and_nothing_else() {
    for (signal, status) in [("INT", 130), ("TERM", 143)] {
        let folder = Scratch::new().file("scenario.yaml", SCENARIO);
        let run = script(
            &folder,
            &format!(
                "{UNTIL_IN}{DRS} watch {ORDERS} --until ended --quiet > out & until_in out task.found; \
                 kill -{signal} $!; wait $!; status=$?; cat out; exit $status"
            ),
        );
        assert_eq!(run.status, status, "{}", run.transcript());
        let last = last(&run);
        assert_eq!((&last["event"], &last["exit_status"]), (&"run.interrupted".into(), &status.into()));
        assert_eq!(last["resume"], format!("drs watch {ORDERS} --until ended --quiet"));
    }
}

/// Ctrl-C is heard, and the wait goes on, while a command runs that does not end.
#[cfg(unix)]
#[test]
fn a_command_that_does_not_end_holds_nothing_up() {
    let folder = Scratch::new().file("scenario.yaml", SCENARIO);
    let run = script(
        &folder,
        &format!(
            "{UNTIL_IN}{DRS} watch {BROKEN} {ORDERS} --until full --quiet --on failed -- /bin/sh -c 'cat > event; exec sleep 600' > out & \
             until_in event task.failed; until_in out task.found.*{ORDERS}; kill -INT $!; wait $!"
        ),
    );
    assert_eq!(run.status, 130, "{}", run.transcript());
    let event: serde_json::Value = serde_json::from_str(&folder.read("event")).expect("JSON");
    assert_eq!((&event["event"], &event["task"]), (&"task.failed".into(), &BROKEN.into()));
}

#[test]
fn how_to_go_on_has_every_option_and_quotes_what_a_shell_would_read() {
    let run = watch(&[
        ORDERS,
        "--batch",
        "a\u{1b}b",
        "--timeout",
        "1m",
        "--max-lag",
        "2s",
        "--region",
        "cn-north-4",
        "--on",
        "failed,lag",
        "--",
        "/bin/echo",
        "it's; $HOME",
    ]);
    assert_eq!(run.status, 5, "{}", run.transcript());
    assert_eq!(
        last(&run)["resume"],
        r"drs watch --batch $'a\x1bb' --timeout 60s --max-lag 2s --on failed --on lag --region cn-north-4 -- /bin/echo 'it'\''s; $HOME'"
    );
}

#[test]
fn events_hold_nothing_that_a_terminal_acts_on_and_say_the_same() {
    let id = "gone\u{202e}\u{9b}2J\u{1b}";
    let run = watch(&[id, "--until", "ended"]);
    assert!(run.stdout.contains(r"gone\u202e\u009b2J\u001b"), "{}", run.transcript());
    assert!(drs_diag::escape(&run.stdout.replace('\n', "")) == run.stdout.replace('\n', ""), "{}", run.transcript());
    assert!(run.stdout.lines().any(|line| {
        let event: serde_json::Value = serde_json::from_str(line).expect("JSON");
        event["event"] == "task.failed" && event["task"] == id
    }));
}

#[test]
fn an_id_that_nobody_has_is_said_with_what_to_do() {
    for (arguments, expected) in [
        (
            &["typo", "--until", "ended"][..],
            "the service knows no task with the id `typo`; `drs list` shows those that it has, and `drs auth` in which region and project",
        ),
        (
            &["--batch", "typo"],
            "the service knows no batch with the id `typo`; `drs list --batches` shows those that it has, and `drs auth` in which \
             region and project",
        ),
    ] {
        let run = watch(arguments);
        assert_eq!((run.status, run.stderr.matches(expected).count()), (3, 1), "{}", run.transcript());
    }
}

#[test]
fn time_that_is_skipped_floods_nobody() {
    let run = watch(&[IDLE, "--timeout", "12h", "--quiet"]);
    let beats = run.stdout.lines().filter(|line| line.contains("\"event\":\"heartbeat\"")).count();
    assert!(run.status == 5 && (1..100).contains(&beats), "{beats} {}", run.transcript());
}

#[cfg(unix)]
#[test]
fn who_does_not_answer_is_said_soon() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port");
    let endpoint = format!("http://{closed}");
    let folder = Scratch::new().file("token", "t");
    let place = ["--endpoint", &endpoint, "--project-id", "p", "--token-file", "token"];
    let run = folder.drs(&[&["watch", IDLE, "--timeout", "4s"][..], &place].concat());
    let said =
        run.stderr.lines().find(|line| line.starts_with(&format!("{endpoint} does not answer: Connection refused")));
    assert!(
        said.is_some_and(|line| line.ends_with("; it is asked until it does, for up to 4 s")),
        "{}",
        run.transcript()
    );
    assert_eq!((run.status, run.stderr.matches("does not answer").count()), (5, 1), "{}", run.transcript());
}

#[test]
fn credentials_that_are_refused_end_with_status_2_in_the_last_event_too() {
    let folder = Scratch::new().file("scenario.yaml", SCENARIO).file("key", "wrong");
    let sandbox = ["sandbox", "--seed", "7", "--scenario", "scenario.yaml", "--", DRS, "watch", ORDERS];
    let wrong = ["--ak", "AKEXAMPLE000000000AB", "--sk-file", "key"];
    let run = folder.drs(&[&sandbox[..], &wrong].concat());
    assert_eq!(run.status, 2, "{}", run.transcript());
    let last = last(&run);
    assert_eq!((&last["event"], &last["exit_status"]), (&"run.finished".into(), &2.into()));
    assert_eq!(last["resume"], format!("drs watch {ORDERS} --ak AKEXAMPLE000000000AB --sk-file key"));
    assert!(!run.transcript().contains("wrong"), "{}", run.transcript());
}

#[test]
fn the_help_says_every_exit_status() {
    let help = Scratch::new().drs(&["watch", "--help"]).stdout;
    let statuses =
        help.split("Exit status:").nth(1).expect("the statuses").split_whitespace().collect::<Vec<_>>().join(" ");
    for status in ["0 all", "1 the goal", "2 nobody", "3 none", "4 some", "5 the time", "130 interrupted", "143 ended"]
    {
        assert!(statuses.contains(status), "{status}: {statuses}");
    }
    assert!(statuses.contains("with --fail-on-wait, all that are left wait"), "{statuses}");
}
