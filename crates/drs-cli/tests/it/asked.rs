//! What is asked at a terminal before something that costs money or cannot be taken back.

use crate::elsewhere::Elsewhere;
use crate::run::request;
use crate::scratch::{Run, Scratch};
use crate::terminal::Terminal;

const TASKS: &str = "\
- {name: orders, status: CONFIGURATION}
- {name: stock, status: RELEASE_RESOURCE_COMPLETE}
- {name: ledger, status: FULL_TRANSFER_FAILED}
";

/// A service somewhere else with a batch that waits to be submitted, and each command that asks with the beginning of its question.
fn commands() -> (Elsewhere, Vec<(Vec<String>, &'static str)>) {
    let folder =
        Scratch::new().file("new.json", request(&["new-a", "new-b"])).file("batch.json", request(&["batched"]));
    let many: Vec<String> = (1..=12).map(|number| format!("many-{number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let folder = folder.file("many.json", request(&many)).file("end.json", r#"{"is_force_stop": false}"#);
    let service = Elsewhere::start(folder, TASKS);
    let created = service.run(&["create", "batch.json", "--output", "json"]);
    assert_eq!(created.status, 0, "{}", created.transcript());
    let batch: serde_json::Value = serde_json::from_str(&created.stdout).expect("JSON");
    let batch = batch["async_job_id"].as_str().expect("an id").to_owned();
    let task = |status: &str| service.tasks(status).remove(0);
    let (waiting, over, failed) =
        (task("CONFIGURATION"), task("RELEASE_RESOURCE_COMPLETE"), task("FULL_TRANSFER_FAILED"));
    let path = format!("job_id={waiting}");
    let commands = [
        (
            vec!["commit", &batch],
            "this submits a batch of 1 task, which costs money from now on, at https://drs.example.com",
        ),
        (vec!["end", &waiting], "this ends 1 task for good at https://drs.example.com"),
        (
            vec!["end", &waiting, &failed, "--force"],
            "this ends 2 tasks for good, without what they still have to move,",
        ),
        (vec!["delete", &over], "this removes 1 task with their history at https://drs.example.com"),
        (vec!["run", "new.json"], "`drs run` creates tasks and submits them, and from then on they cost money at"),
        (
            vec!["run", "many.json", "--until", "checked"],
            "`drs run` has 12 tasks checked in batches that are not submitted and cost nothing, at https://drs.example.com",
        ),
        (vec!["action", &failed, "reset"], "this begins the task again and overwrites what it has moved so far, at"),
        (vec!["action", &failed, "set_writable"], "this lets others write to the destination of the task at"),
        (vec!["action", &waiting, "terminate"], "this ends the task for good at"),
        (vec!["starrocks", "in01", "delete", "orders"], "this deletes the synchronization"),
        (vec!["call", "stop_job_action", "end.json", "--path", &path], "`stop_job_action` changes something"),
    ];
    let owned =
        |(words, question): (Vec<&str>, &'static str)| (words.into_iter().map(str::to_owned).collect(), question);
    let commands = commands.into_iter().map(owned).collect();
    (service, commands)
}

fn words(command: &[String]) -> Vec<&str> {
    command.iter().map(String::as_str).collect()
}

#[test]
fn whoever_does_not_agree_at_a_terminal_has_changed_nothing() {
    let (service, commands) = commands();
    let before = service.changed();
    for (command, question) in &commands {
        // No, and the end of the input.
        for keys in ["n\n", "\u{4}"] {
            let mut terminal = Terminal::start(&mut service.command(&words(command)));
            terminal.until("type `yes` to go on:");
            terminal.keys(keys);
            let (status, text) = terminal.end();
            assert_eq!(status, 2, "{command:?} {text}");
            assert!(text.contains(question), "{command:?} {text}");
            assert!(text.ends_with("nothing was sent\n"), "{command:?} {text}");
        }
    }
    assert_eq!(service.changed(), before);
    let journal = std::fs::read_to_string(service.path("new.json.run.jsonl")).unwrap_or_default();
    assert!(!journal.contains("intent"), "{journal}");
}

#[test]
fn what_is_agreed_to_is_done_and_is_named_before() {
    let (service, commands) = commands();
    let before = service.changed().len();
    for (name, operation) in [("commit", "commit_async_job"), ("end", "stop_job_action"), ("delete", "delete_job")] {
        let (command, _) = commands.iter().find(|(command, _)| command[0] == name).expect("a command");
        let mut terminal = Terminal::start(&mut service.command(&words(command)));
        terminal.until("type `yes` to go on:");
        terminal.keys("yes\n");
        let (status, text) = terminal.end();
        assert_eq!(status, 0, "{name} {text}");
        let named = ["  batched\n", "`orders` (CONFIGURATION)", "`stock` (RELEASE_RESOURCE_COMPLETE)"];
        assert!(named.iter().any(|named| text.contains(named)), "{name} {text}");
        assert_eq!(service.changed().last(), Some(&operation), "{name} {text}");
    }
    assert_eq!(service.changed().len(), before + 3);
}

#[test]
fn elsewhere_nothing_is_done_without_yes() {
    let (service, commands) = commands();
    let before = service.changed();
    let mut said = Vec::new();
    for (command, _) in &commands {
        let run: Run = service.run(&words(command));
        assert_eq!(run.status, 2, "{command:?} {}", run.transcript());
        let help = "and there is nobody to ask\nhelp: `--yes` goes on without a question; `--dry-run` shows the call\n";
        assert!(run.stderr.ends_with(help), "{command:?} {}", run.transcript());
        said.extend(run.stderr.lines().filter(|line| line.starts_with("error: ")).map(str::to_owned));
    }
    insta::assert_snapshot!(said.join("\n"), @r"
    error: this submits a batch of 1 task, which costs money from now on, and there is nobody to ask
    error: this ends 1 task for good, and there is nobody to ask
    error: this ends 2 tasks for good, without what they still have to move, and there is nobody to ask
    error: this removes 1 task with their history, and there is nobody to ask
    error: `drs run` creates tasks and submits them, and from then on they cost money, and there is nobody to ask
    error: `drs run` has 12 tasks checked in batches that are not submitted and cost nothing, and there is nobody to ask
    error: this begins the task again and overwrites what it has moved so far, and there is nobody to ask
    error: this lets others write to the destination of the task, and there is nobody to ask
    error: this ends the task for good, and there is nobody to ask
    error: this deletes the synchronization, and there is nobody to ask
    error: `stop_job_action` changes something, and there is nobody to ask
    ");
    assert_eq!(service.changed(), before);
    let (end, _) = commands.iter().find(|(command, _)| command[0] == "end").expect("a command");
    let run = service.run(&[&words(end)[..], &["--yes"]].concat());
    assert_eq!((run.status, service.changed().last()), (0, Some(&"stop_job_action")), "{}", run.transcript());
}

#[test]
fn nobody_is_asked_about_what_happens_on_this_machine() {
    let folder = Scratch::new().file("scenario.yaml", format!("tasks:\n{TASKS}"));
    let task = "daeef7f6-45d6-4987-10fa-ef63af2jb201";
    let mut command = std::process::Command::new(crate::scratch::DRS);
    let sandbox = ["sandbox", "--seed", "7", "--scenario", "scenario.yaml", "--", crate::scratch::DRS, "end", task];
    command.args(sandbox).current_dir(folder.path()).env_clear().env("TERM", "xterm").env("NO_COLOR", "1");
    let (status, text) = Terminal::start(&mut command).end();
    assert!(status == 0 && !text.contains("type `yes`"), "{text}");
}
