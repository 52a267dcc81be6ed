//! Whoever interrupts a call that changes something waits for its answer, or leaves it and is told how to find out.

use super::rehearse::{Rehearsal, TASK};
use crate::scratch::{DRS, Run, UNTIL_IN};

const TASKS: &str = "\
- {name: orders, status: CONFIGURATION}
- {name: stock, status: RELEASE_RESOURCE_COMPLETE}
- {name: ledger, status: RELEASE_RESOURCE_COMPLETE}
";

/// Each command with the operation that changes something, and what makes it possible.
fn commands() -> [(String, &'static str, String); 6] {
    let created = r#"batch=$(drs create create.json --output json | sed -n 's/.*"async_job_id": *"\([^"]*\)".*/\1/p')
         drs watch --batch "$batch" --until checked >/dev/null 2>&1"#;
    let nothing = String::new();
    [
        ("create create.json".to_owned(), "batch_create_jobs_async", nothing.clone()),
        ("commit $batch".to_owned(), "commit_async_job", created.to_owned()),
        (format!("update {TASK} name.json"), "update_job", nothing.clone()),
        (format!("action {TASK} start"), "execute_job_action", nothing.clone()),
        (format!("end {TASK}"), "stop_job_action", nothing.clone()),
        (format!("call stop_job_action end.json --path job_id={TASK}"), "stop_job_action", nothing),
    ]
}

fn rehearsal(speed: &str) -> Rehearsal {
    Rehearsal::at_speed(speed).unstarted().file("end.json", r#"{"is_force_stop": false}"#)
}

/// Runs a command, interrupts it while the call is under way, and then does something more.
fn interrupted(rehearsal: &Rehearsal, before: &str, command: &str, operation: &str, more: &str) -> Run {
    let script = format!(
        "{UNTIL_IN}{before}
         {DRS} {command} >out 2>err &
         sleep 1; kill -INT $!; until_in err 'waiting up to 10 s for the reply to the call of `{operation}`; press again to leave it'
         {more}
         wait $!; status=$?; cat out; cat err >&2; exit $status"
    );
    rehearsal.run(&script)
}

#[test]
fn the_answer_is_waited_for_and_then_is_the_result() {
    for (command, operation, before) in commands() {
        let rehearsal = rehearsal("60x").tasks(TASKS).fault(&format!("{operation}#1:slow(180s)"));
        let run = interrupted(&rehearsal, &before, &command, operation, "");
        assert_eq!(run.status, 0, "{command} {}", run.transcript());
        assert!(!run.stdout.is_empty(), "{command} {}", run.transcript());
    }
}

#[test]
fn whoever_insists_leaves_it_and_is_told_how_to_find_out() {
    for (command, operation, before) in commands() {
        let rehearsal = rehearsal("60x").tasks(TASKS).fault(&format!("{operation}#1:hang"));
        let run = interrupted(&rehearsal, &before, &command, operation, "kill -INT $!");
        assert_eq!(run.status, 6, "{command} {}", run.transcript());
        assert!(run.stderr.contains("so nobody knows whether it was carried out\nhelp: "), "{}", run.stderr);
        assert!(run.stderr.contains("`drs "), "{command} {}", run.stderr);
    }
}

#[test]
fn what_is_left_is_not_tried_and_is_listed() {
    let rehearsal = rehearsal("60x").tasks(TASKS);
    let listed = rehearsal.run("drs list --output json-lines").stdout;
    let over = listed.lines().filter(|line| line.contains("RELEASE_RESOURCE_COMPLETE"));
    let ids: Vec<String> = over
        .map(|line| {
            let task: serde_json::Value = serde_json::from_str(line).expect("JSON");
            task["id"].as_str().expect("an id").to_owned()
        })
        .collect();
    let [first, second] = &ids[..] else { panic!("{listed}") };
    let verdicts = |run: &Run| -> Vec<(String, String)> {
        let lines = run.stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        let text = |line: &serde_json::Value, name: &str| line[name].as_str().unwrap_or_default().to_owned();
        lines.map(|line| (text(&line, "id"), text(&line, "status"))).collect()
    };
    let expected = |words: [&str; 2]| vec![(first.clone(), words[0].to_owned()), (second.clone(), words[1].to_owned())];
    let command = format!("delete {first} {first} {second} --output json-lines");
    let slow = self::rehearsal("60x").tasks(TASKS).fault("delete_job#1:slow(180s)");
    let run = interrupted(&slow, "", &command, "delete_job", "");
    assert_eq!((run.status, verdicts(&run)), (130, expected(["success", "not tried"])), "{}", run.transcript());
    let hanging = self::rehearsal("60x").tasks(TASKS).fault("delete_job#1:hang");
    let run = interrupted(&hanging, "", &command, "delete_job", "kill -INT $!");
    assert_eq!((run.status, verdicts(&run)), (6, expected(["unknown", "not tried"])), "{}", run.transcript());
    let locked = self::rehearsal("60x").tasks(TASKS).fault("delete_job:lock-ak");
    let run = locked.run(&format!("drs {command}"));
    assert_eq!((run.status, verdicts(&run)), (2, expected(["not tried", "not tried"])), "{}", run.transcript());
    let locked = self::rehearsal("60x").tasks(TASKS).fault("batch_stop_jobs_action:lock-ak");
    let run = locked.run(&format!("drs end {first} {second} {first} --output json-lines"));
    assert_eq!((run.status, verdicts(&run)), (2, expected(["not tried", "not tried"])), "{}", run.transcript());
}

#[test]
fn an_id_that_is_given_twice_is_one() {
    let rehearsal = rehearsal("60x").tasks(TASKS);
    let run = rehearsal.run(&format!("drs end {TASK} {TASK} --output json-lines"));
    assert_eq!((run.status, run.stdout.lines().count()), (0, 1), "{}", run.transcript());
    let run = rehearsal.run(&format!("drs end {TASK} {TASK} --dry-run"));
    assert!(run.stdout.contains("/stop") && !run.stdout.contains("batch-stop"), "{}", run.transcript());
}
