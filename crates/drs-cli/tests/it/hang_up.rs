//! Readers that hang up before all is said: `drs … | head`.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::scratch::{DRS, Scratch};

const VALID: &str = r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}"#;
const INVALID: &str = r#"{"job": {"type": "nam", "params": {"base_info": {"name": "orders"}}}}"#;

/// Runs `drs` with a standard output that nobody reads.
fn unheard(folder: &Scratch, arguments: &[&str]) -> (Option<i32>, String) {
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

/// So many mistakes that they do not wait in a buffer for the end.
fn many() -> String {
    let fields: String = (0..100).map(|index| format!(r#", "field_{index}": 0"#)).collect();
    VALID.replace(r#""orders""#, &format!(r#""orders"{fields}"#))
}

#[test]
fn what_was_not_looked_at_is_not_called_valid() {
    let folder = Scratch::new()
        .file("valid.json", VALID)
        .file("invalid.json", INVALID)
        .file("many.json", many())
        .file("many.jsonl", format!("{}\n", many()).repeat(20))
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
        // Something is left.
        (&["many.json", "valid.json"], 2),
        (&["many.jsonl"], 2),
        (&["many.jsonl", "valid.json"], 2),
        (&["--format", "json-lines", "many.json", "invalid.json"], 2),
        (&["--fix", "--diff", "invalid.json", "valid.json"], 2),
    ];
    for (arguments, status) in table {
        let ended = unheard(&folder, &[&["validate", "--stats"], *arguments].concat());
        assert_eq!((ended.0, ended.1.as_str()), (Some(*status), ""), "{arguments:?}");
    }
}

#[test]
fn for_lists_and_pages_it_is_no_error() {
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
        let ended = unheard(&Scratch::new(), arguments);
        assert_eq!((ended.0, ended.1.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn a_file_is_fixed_whole_or_not_at_all() {
    let line = many().replace("name\"", "NAME\"");
    let lines = format!("{line}\n").repeat(1000);
    let folder = Scratch::new().file("a.json", &line).file("b.jsonl", &lines).file("c.json", &line);
    let fixed = {
        let other = Scratch::new().file("a.json", &line);
        other.drs(&["validate", "--fix", "a.json"]);
        other.read("a.json")
    };
    assert_ne!(fixed, line);
    assert_eq!(unheard(&folder, &["validate", "--fix", "b.jsonl", "c.json"]).0, Some(2));
    assert!(folder.read("b.jsonl") == lines && folder.read("c.json") == line);
    assert_eq!(unheard(&folder, &["validate", "--fix", "a.json", "c.json"]).0, Some(2));
    assert_eq!([folder.read("a.json"), folder.read("c.json")], [fixed, line]);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 3, "no other file is left");
}

/// How a process ends; it must do so soon.
fn end(child: &mut Child) -> Option<i32> {
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
fn it_ends_although_more_input_may_come() {
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
        // It learns that nobody reads when it has something more to tell.
        writeln!(stdin, "{INVALID}").expect("`drs` reads");
        assert_eq!(end(&mut child), Some(2), "{arguments:?}");
        drop(stdin);
    }
}
