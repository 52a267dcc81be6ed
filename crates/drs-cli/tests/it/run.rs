//! `drs run`: what it prints, how it ends, and how it goes on, against a sandbox.

use serde_json::Value;

#[cfg(unix)]
use crate::scratch::UNTIL_IN;
use crate::scratch::{DRS, Run, Scratch, workspace};

/// Tasks with these names, as a request file has them.
pub(crate) fn request(names: &[&str]) -> String {
    let path = workspace().join("spec/examples/batch_create_jobs_async/several-tasks.json");
    let example: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("an example")).expect("JSON");
    let job = |name: &&str| {
        let mut job = example["jobs"][0].clone();
        job["base_info"]["name"] = (*name).into();
        job
    };
    serde_json::json!({"jobs": names.iter().map(job).collect::<Vec<_>>()}).to_string()
}

fn folder() -> Scratch {
    Scratch::new()
        .file("a.json", request(&["orders", "stock"]))
        .file("b.json", request(&["ledger"]))
        .file("bad.json", request(&["orders", "stock"]).replace("\"so\"", "\"se\""))
}

/// Runs a script inside a sandbox in which all that comes by itself has come.
fn script(folder: &Scratch, faults: &[&str], script: &str) -> Run {
    let mut arguments = vec!["sandbox", "--seed", "7", "--speed", "instant"];
    for fault in faults {
        arguments.extend(["--fault", fault]);
    }
    let script = format!(
        "export SOURCE_DB_PASSWORD=CANARY-source-1 TARGET_DB_PASSWORD=CANARY-target-1\ndrs() {{ {DRS} \"$@\"; }}\n{script}"
    );
    arguments.extend(["--", "/bin/sh", "-c", &script]);
    folder.drs(&arguments)
}

fn events(run: &Run) -> Vec<Value> {
    run.stdout.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

#[test]
fn a_run_tells_each_step_and_ends_at_its_goal() {
    let folder = folder();
    let run = script(&folder, &[], "drs run a.json --start auto --until incremental --quiet");
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.transcript());
    let lines: Vec<String> = events(&run)
        .into_iter()
        .filter(|event| event["event"] != "task.progress")
        .map(|mut event| {
            assert!(event["time"].is_string() && event["run"].is_string() && event["seq"].is_u64());
            let members = event.as_object_mut().expect("an object");
            for member in ["time", "run", "seq"] {
                members.remove(member);
            }
            event.to_string()
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
    assert!(!folder.read("a.json.run.jsonl").contains("CANARY"));
    assert!(!run.transcript().contains("CANARY"));
}

/// One test for each way to end.
#[test]
fn the_status_says_how_it_ended() {
    for (faults, command, status) in [
        (&[][..], "drs run a.json b.json --quiet", 0),
        (&[], "drs run a.json --until checked --quiet", 0),
        (&[], "drs run a.json --until committed --quiet", 0),
        (&["create#1:lose-reply", "commit#1:lose-reply"], "drs run a.json --start auto --until full --quiet", 0),
        (&[], "drs run bad.json", 1),
        (&[], "drs run a.json --quiet && sed -i s/orders/other/ a.json && drs run a.json --quiet", 1),
        (&[], "drs run a.json --quiet && rm a.json.run.jsonl && drs run a.json --quiet", 1),
        (&[], "drs run", 2),
        (&[], "drs run missing.json", 2),
        (&[], "drs run a.json --until full", 2),
        (&[], "drs run a.json b.json --state s.jsonl", 2),
        (&[], "unset SOURCE_DB_PASSWORD; drs run a.json", 2),
        (&[], "echo broken > a.json.run.jsonl; drs run a.json", 2),
        (&["batch=1:check-fails"], "drs run a.json --quiet", 3),
        (&["task=*:fail-in-create"], "drs run a.json --quiet", 3),
        (&["task=orders:fail-in-create"], "drs run a.json --quiet", 4),
        (&["batch=1:check-fails"], "drs run a.json b.json --quiet", 4),
        (&["create#1:lose-request", "list_async_jobs#2-9:garbage"], "drs run a.json --timeout 20s --quiet", 6),
        (
            &["create#1:lose-request", "list_async_jobs#2:garbage"],
            "drs run a.json --timeout 20s; for i in 1 2; do drs call batch_create_jobs_async a.json; done; drs run a.json --quiet",
            6,
        ),
    ] {
        let run = script(&folder(), faults, command);
        assert_eq!(run.status, status, "{faults:?} {command} {}", run.transcript());
        assert!(!run.transcript().contains("CANARY"), "{command}");
    }
}

#[test]
fn nothing_is_asked_and_nothing_is_sent_to_show_what_would_be_created() {
    let folder = folder();
    let run = script(&folder, &[], "drs run a.json b.json --dry-run && drs call list_async_jobs --output line");
    insta::assert_snapshot!(run.transcript(), @r#"
    exit status 0
    --- stdout
    a.json: creates 2 tasks: orders, stock
    b.json: creates 1 task: ledger
    {"jobs":[],"total_count":0}
    "#);
    assert!(!folder.path().join("a.json.run.jsonl").exists());
}

#[cfg(unix)]
#[test]
fn a_file_with_several_names_is_taken_once() {
    let run = script(
        &folder(),
        &[],
        "ln -s a.json link.json; drs run a.json ./a.json link.json \"$PWD/a.json\" --quiet; ls *.run.jsonl >&2",
    );
    assert_eq!((run.status, run.stderr.as_str()), (0, "a.json.run.jsonl\n"), "{}", run.transcript());
    let created = events(&run).into_iter().filter(|event| event["event"] == "batch.intent").count();
    assert_eq!(created, 1, "{}", run.transcript());
}

#[cfg(unix)]
#[test]
fn where_nobody_answers_nothing_is_left_and_nobody_waits_for_long() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port");
    // Nothing is asked before all that the file refers to is there.
    let literal = request(&["orders"])
        .replace("${env:SOURCE_DB_PASSWORD}", "CANARY-a1")
        .replace("${env:TARGET_DB_PASSWORD}", "CANARY-b1");
    let folder = Scratch::new().file("a.json", literal).file("token", "t");
    let began = std::time::Instant::now();
    let endpoint = format!("http://{closed}");
    let run = folder.drs(&[
        "run",
        "a.json",
        "--endpoint",
        &endpoint,
        "--project-id",
        "p",
        "--token-file",
        "token",
        "--quiet",
    ]);
    assert_eq!(run.status, 2, "{}", run.transcript());
    let said = format!("no connection could be made\n  because: {endpoint}: Connection refused");
    assert!(run.stderr.contains(&said), "{}", run.transcript());
    assert!(began.elapsed() < std::time::Duration::from_mins(1));
    assert!(!folder.path().join("a.json.run.jsonl").exists());
}

#[test]
fn a_task_whose_batch_is_refused_says_why() {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"].map(|name| format!("task-{name}"));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let folder = Scratch::new().file("a.json", request(&names));
    let run = script(&folder, &["create#2:refuse"], "drs run a.json --output table --quiet");
    assert_eq!(run.status, 4, "{}", run.transcript());
    let last = "task-k               not seen                   not created\n  DRS.M00202: The operation is not allowed now.\n";
    assert!(run.stdout.ends_with(last), "{}", run.transcript());
}

#[test]
fn what_lags_little_has_caught_up() {
    let run = script(&folder(), &[], "drs run a.json --start auto --until caught-up --timeout 12h --quiet");
    assert_eq!(run.status, 0, "{}", run.transcript());
}

#[test]
fn messages_say_what_to_do() {
    let mut said = String::new();
    for (faults, command) in [
        (&[][..], "drs run a.json --quiet && sed -i s/orders/other/ a.json && drs run a.json --quiet"),
        (&[], "drs run a.json --until checked --quiet && sed -i s/orders/other/ a.json && drs run a.json --quiet"),
        (&[], "drs run a.json --quiet && rm a.json.run.jsonl && drs run a.json --quiet"),
        (&[], "drs run a.json --until caught-up"),
        (&["batch=1:check-fails"], "drs run a.json --output table"),
    ] {
        let run = script(&folder(), faults, &format!("{{ {command}; }} | grep -v '^{{'"));
        let text = format!("$ {command}\n{}{}\n", run.stdout, run.stderr);
        said += &text;
    }
    // Ids and times are those of the run.
    insta::with_settings!({filters => vec![
        (r"(?m)^[0-9]{2}:[0-9]{2}:[0-9]{2} ", "TIME "),
        (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "BATCH"),
        (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{7}jb[0-9]{3}", "JOB"),
    ]}, { insta::assert_snapshot!(said) });
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_at_once_and_the_same_command_goes_on() {
    for (signal, status) in [("INT", 130), ("TERM", 143)] {
        let folder = folder();
        let text = format!(
            "{UNTIL_IN}export SOURCE_DB_PASSWORD=rehearsal TARGET_DB_PASSWORD=rehearsal
             {DRS} run a.json --start auto --until full > out 2> err &
             until_in out batch.accepted; kill -{signal} $!; wait $!"
        );
        let run = folder.drs(&["sandbox", "--speed", "manual", "--", "/bin/sh", "-c", &text]);
        assert_eq!(run.status, status, "{}", run.transcript());
        let err = folder.read("err");
        assert!(err.ends_with("go on with: drs run a.json --start auto --until full\n"), "{err}");
        let out = folder.read("out");
        let events: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let [.., interrupted, last] = &events[..] else { panic!("{out}") };
        assert_eq!(
            (&interrupted["event"], &last["event"]),
            (&"run.interrupted".into(), &"run.finished".into()),
            "{out}"
        );
        assert_eq!((&last["exit_status"], &last["moving"]), (&status.into(), &interrupted["moving"]), "{out}");
        assert!(last["moving"].as_u64() > Some(0), "{out}");
    }
}

#[cfg(unix)]
#[test]
fn a_call_under_way_is_waited_for_until_somebody_insists() {
    let folder = folder();
    let text = format!(
        "{UNTIL_IN}export SOURCE_DB_PASSWORD=rehearsal TARGET_DB_PASSWORD=rehearsal
         {DRS} run a.json > out 2> err &
         until_in out batch.intent; sleep 0.3; kill -INT $!
         until_in err 'waiting up to'; kill -INT $!; wait $!"
    );
    let run = folder.drs(&["sandbox", "--speed", "manual", "--fault", "create#1:hang", "--", "/bin/sh", "-c", &text]);
    assert_eq!(run.status, 130, "{} {}", run.transcript(), folder.read("err"));
    let journal = folder.read("a.json.run.jsonl");
    let last = journal.lines().last().unwrap_or_default();
    assert!(last.contains("\"record\":\"lost\""), "{journal}");
}

#[test]
fn a_deadline_leaves_the_tasks_and_says_how_to_go_on() {
    let folder = folder();
    let text = format!(
        "export SOURCE_DB_PASSWORD=rehearsal TARGET_DB_PASSWORD=rehearsal
         {DRS} run a.json --timeout 1s --output json"
    );
    let run = folder.drs(&["sandbox", "--speed", "manual", "--", "/bin/sh", "-c", &text]);
    assert_eq!(run.status, 5, "{}", run.transcript());
    let json: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(json["exit_status"], 5);
    assert_eq!(json["resume"], "drs run a.json --timeout 1s --output json");
    assert_eq!(json["tasks"][0]["name"], "orders");
}
