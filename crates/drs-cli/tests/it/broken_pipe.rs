//! Readers of the output that end early: `drs … | head`.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::scratch::{DRS, Scratch};

const VALID: &str = r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}"#;
const INVALID: &str = r#"{"job": {"type": "nam", "params": {"base_info": {"name": "orders"}}}}"#;

/// Runs `drs` with a closed pipe as standard output.
fn run_with_closed_output(folder: &Scratch, arguments: &[&str]) -> (Option<i32>, String) {
    let (reader, writer) = io::pipe().expect("a pipe");
    drop(reader);
    let output = Command::new(DRS)
        .args(arguments)
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .expect("`drs` runs");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// A request with more mistakes than fit into a buffer.
fn many_mistakes() -> String {
    let fields: String = (0..100).map(|index| format!(r#", "field_{index}": 0"#)).collect();
    VALID.replace(r#""orders""#, &format!(r#""orders"{fields}"#))
}

#[test]
fn inputs_that_were_not_checked_are_not_called_valid() {
    let folder = Scratch::new()
        .file("valid.json", VALID)
        .file("invalid.json", INVALID)
        .file("many.json", many_mistakes())
        .file("many.jsonl", format!("{}\n", many_mistakes()).repeat(20))
        .file("valid.jsonl", format!("{VALID}\n{VALID}\n"))
        .file("valid.yaml", format!("{VALID}\n---\n{VALID}\n"));
    let table: &[(&[&str], i32)] = &[
        // Everything was checked, and only the report is lost.
        (&["valid.json"], 0),
        (&["valid.yaml", "valid.json"], 0),
        (&["invalid.json"], 1),
        (&["valid.json", "invalid.json"], 1),
        (&["valid.json", "many.json"], 1),
        (&["missing.json"], 2),
        // Some inputs were not checked.
        (&["many.json", "valid.json"], 2),
        (&["many.jsonl"], 2),
        (&["many.jsonl", "valid.json"], 2),
        (&["--format", "json-lines", "many.json", "invalid.json"], 2),
        (&["--fix", "--diff", "invalid.json", "valid.json"], 2),
    ];
    for (arguments, status) in table {
        let ended = run_with_closed_output(&folder, &[&["validate", "--stats"], *arguments].concat());
        assert_eq!((ended.0, ended.1.as_str()), (Some(*status), ""), "{arguments:?}");
    }
}

#[test]
fn lists_and_pages_end_with_success() {
    let table: &[&[&str]] = &[
        &["rules"],
        &["rules", "--format", "json"],
        &["operations"],
        &["explain"],
        &["explain", "DRS-P004"],
        &["example", "update_job", "--name", "precheck"],
        &["schema", "update_job"],
        &["completions", "bash"],
    ];
    for arguments in table {
        let ended = run_with_closed_output(&Scratch::new(), arguments);
        assert_eq!((ended.0, ended.1.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn a_file_is_fixed_whole_or_not_at_all() {
    let line = many_mistakes().replace("name\"", "NAME\"");
    let lines = format!("{line}\n").repeat(1000);
    let folder = Scratch::new().file("a.json", &line).file("b.jsonl", &lines).file("c.json", &line);
    let fixed = {
        let other = Scratch::new().file("a.json", &line);
        other.drs(&["validate", "--fix", "a.json"]);
        other.read("a.json")
    };
    assert_ne!(fixed, line);
    assert_eq!(run_with_closed_output(&folder, &["validate", "--fix", "b.jsonl", "c.json"]).0, Some(2));
    assert!(folder.read("b.jsonl") == lines && folder.read("c.json") == line);
    assert_eq!(run_with_closed_output(&folder, &["validate", "--fix", "a.json", "c.json"]).0, Some(2));
    assert_eq!([folder.read("a.json"), folder.read("c.json")], [fixed, line]);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 3, "no other file is left");
}

/// The exit status of a process, which must end soon.
fn wait_briefly(child: &mut Child) -> Option<i32> {
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(30) {
        if let Some(status) = child.try_wait().expect("it can be asked") {
            return status.code();
        }
        thread::sleep(Duration::from_millis(10));
    }
    let _ = child.kill();
    panic!("it still waits for input");
}

#[test]
fn drs_ends_although_more_input_may_come() {
    for arguments in [&["--jsonl", "-"][..], &["--fix", "--jsonl", "-"]] {
        let mut child = Command::new(DRS)
            .args([&["validate", "--format", "concise"], arguments].concat())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("`drs` starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        writeln!(stdin, "{INVALID}").expect("`drs` reads");
        let mut first = String::new();
        stdout.read_line(&mut first).expect("a line");
        assert!(!first.is_empty());
        drop(stdout);
        // The closed pipe is noticed with the next write.
        writeln!(stdin, "{INVALID}").expect("`drs` reads");
        assert_eq!(wait_briefly(&mut child), Some(2), "{arguments:?}");
        drop(stdin);
    }
}
