//! JSON Lines: one request on each line, in texts of any size.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use insta::assert_snapshot;
use serde_json::Value;

use crate::scratch::{DRS, Scratch};

const VALID: &str = r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}"#;
const INVALID: &str = r#"{"job": {"type": "nam", "params": {"base_info": {"name": "orders"}}}}"#;

/// Lines with all that can be between and around them: both line ends, blank lines, no line end at the end.
fn mixed() -> String {
    format!("{VALID}\r\n\n{INVALID}\r\n \t\r\n{{\"job\": \n{VALID}\n{INVALID}")
}

#[test]
fn only_lines_with_diagnostics_are_shown_at_their_places_in_the_file() {
    let run = Scratch::new().file("mixed.jsonl", mixed()).drs(&["validate", "mixed.jsonl", "--format", "concise"]);
    assert_snapshot!(run.transcript(), @"
    exit status 1
    --- stdout
    mixed.jsonl:3:18: error[DRS-S004] `nam` is not a value of `type` (help: replace it by `name`; allowed: `name`, `description`, `expired_days`, `endpoint`, `speed_limit`, `policy`, `db_object`, `tuning_param`, `notify`, `re_create`, `all`, `network` or `precheck`)
    mixed.jsonl:5:9: error[DRS-J006] expected a value, found the end of the document (help: the text seems to be cut off)
    mixed.jsonl:7:18: error[DRS-S004] `nam` is not a value of `type` (help: replace it by `name`; allowed: `name`, `description`, `expired_days`, `endpoint`, `speed_limit`, `policy`, `db_object`, `tuning_param`, `notify`, `re_create`, `all`, `network` or `precheck`)
    3 of 5 documents invalid, 3 errors
    ");
}

#[test]
fn a_person_sees_the_line() {
    let run =
        Scratch::new().file("mixed.jsonl", format!("{VALID}\n{VALID}\n{INVALID}\n")).drs(&["validate", "mixed.jsonl"]);
    assert_snapshot!(run.transcript(), @r#"
    exit status 1
    --- stdout
    error[DRS-S004]: `nam` is not a value of `type`
     --> mixed.jsonl:3:18
      |
    3 | {"job": {"type": "nam", "params": {"base_info": {"name": "orders"}}}}
      |                  ^^^^^
      |
      = help: allowed: `name`, `description`, `expired_days`, `endpoint`, `speed_limit`, `policy`, `db_object`, `tuning_param`, `notify`, `re_create`, `all`, `network` or `precheck`
    help: replace it by `name`
      |
    3 | {"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}
      |                      +

    error: 1 of 3 documents invalid, 1 error
    "#);
}

#[test]
fn a_program_gets_the_number_of_the_line_and_the_bytes_in_the_file() {
    let text = mixed();
    let run = Scratch::new().file("mixed.ndjson", &text).drs(&["validate", "mixed.ndjson", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let files = report["files"].as_array().expect("files");
    let lines: Vec<_> = files.iter().map(|file| file["document"].as_u64()).collect();
    assert_eq!(lines, [Some(3), Some(5), Some(7)]);
    for file in files {
        assert_eq!(file["path"], "mixed.ndjson");
        for diagnostic in file["diagnostics"].as_array().expect("diagnostics") {
            assert_eq!(diagnostic["line"], file["document"]);
            if diagnostic["id"] == "DRS-S004" {
                let start = usize::try_from(diagnostic["byte_offset"].as_u64().expect("a number")).expect("small");
                let length = usize::try_from(diagnostic["byte_length"].as_u64().expect("a number")).expect("small");
                assert_eq!(&text[start..start + length], "\"nam\"");
            }
        }
    }
    let summary = serde_json::json!({"documents": 5, "valid": 2, "invalid": 3, "errors": 3, "warnings": 0});
    assert_eq!(report["summary"], summary);
}

#[test]
fn json_lines_are_recognised_by_ending_or_option() {
    let text = format!("{VALID}\n{VALID}\n");
    let folder =
        Scratch::new().file("a.jsonl", &text).file("b.NDJSON", &text).file("c.log", &text).file("d/e.jsonl", &text);
    let table: &[(&[&str], i32, &str)] = &[
        (&["validate", "a.jsonl", "b.NDJSON", "d"], 0, "6 documents valid\n"),
        (&["validate", "--jsonl", "c.log"], 0, "2 documents valid\n"),
        (&["validate", "--jsonl", "-"], 0, "2 documents valid\n"),
        (&["validate", "--jsonl"], 0, "2 documents valid\n"),
    ];
    for (arguments, status, stdout) in table {
        let run = folder.drs_with_input(arguments, text.as_bytes());
        assert_eq!((run.status, run.stdout.as_str()), (*status, *stdout), "{arguments:?}\n{}", run.stderr);
    }
    assert_eq!(folder.drs(&["validate", "c.log"]).status, 1, "two requests are no JSON document");
    assert_eq!(folder.drs_with_input(&["validate", "-"], text.as_bytes()).status, 1);
}

#[test]
fn junit_has_a_test_case_for_a_file_of_valid_lines() {
    let scratch = Scratch::new().file("all.jsonl", format!("{VALID}\n{VALID}\n")).file("some.jsonl", mixed());
    let run = scratch.drs(&["validate", "--format", "junit", "all.jsonl"]);
    assert!(run.stdout.contains("<testcase classname=\"drs\" name=\"all.jsonl\"/>"), "{}", run.stdout);
    let run = scratch.drs(&["validate", "--format", "junit", "some.jsonl"]);
    assert!(!run.stdout.contains("name=\"some.jsonl\"/>"), "{}", run.stdout);
    let run = scratch.drs(&["validate", "--format", "json", "all.jsonl"]);
    assert!(run.stdout.contains("\"files\": []") || run.stdout.contains("\"files\":[]"), "{}", run.stdout);
}

#[test]
fn a_bad_line_does_not_stop_the_rest() {
    let mut text = Vec::new();
    for line in [&b"\xef\xbb\xbf{}"[..], b"\xff\xfe", b"\0", b"[[[[", b"\"", b"{\"job\": {}}}}", VALID.as_bytes()] {
        text.extend_from_slice(line);
        text.push(b'\n');
    }
    let run = Scratch::new().drs_with_input(&["validate", "--jsonl", "--format", "json", "-"], &text);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let lines: Vec<_> =
        report["files"].as_array().expect("files").iter().map(|file| file["document"].as_u64()).collect();
    assert_eq!(lines, [Some(1), Some(2), Some(3), Some(4), Some(5), Some(6)]);
    assert_eq!(report["summary"]["valid"], 1);
}

#[test]
fn a_file_without_lines_is_valid_and_is_named() {
    let run = Scratch::new().file("empty.jsonl", "\n \n").drs(&["validate", "empty.jsonl"]);
    assert_snapshot!(run.transcript(), @"
    exit status 0
    --- stdout
    no documents
    --- stderr
    note: empty.jsonl contains no documents
    ");
}

#[test]
fn what_cannot_be_read_is_named() {
    let run = Scratch::new().drs(&["validate", "missing.jsonl"]);
    assert_snapshot!(run.transcript(), @"
    exit status 2
    --- stdout
    error: no such file or folder
     --> missing.jsonl

    error: 1 document not checked
    ");
}

/// Some megabytes, so that there are several blocks and several workers; every 97th line is wrong.
fn many(lines: usize) -> (String, Vec<u64>) {
    let mut text = String::new();
    let mut wrong = Vec::new();
    for line in 1..=lines {
        // Lines of very different lengths, so that blocks do not end where lines do.
        let spaces = " ".repeat(line * 7919 % 4001);
        if line % 97 == 0 {
            wrong.push(line as u64);
            text.push_str(&format!("{spaces}{INVALID}\n"));
        } else if line % 13 == 0 {
            text.push_str(&format!("{spaces}\r\n"));
        } else {
            text.push_str(&format!("{VALID}{spaces}\r\n"));
        }
    }
    (text, wrong)
}

#[test]
fn a_large_text_is_reported_in_the_order_of_its_lines() {
    let (text, wrong) = many(2500);
    assert!(text.len() > 4 << 20);
    let folder = Scratch::new().file("many.jsonl", &text);
    let run = folder.drs(&["validate", "--format", "json", "many.jsonl"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let files = report["files"].as_array().expect("files");
    let found: Vec<_> = files.iter().filter_map(|file| file["document"].as_u64()).collect();
    assert_eq!(found, wrong);
    for file in files {
        let start = usize::try_from(file["diagnostics"][0]["byte_offset"].as_u64().expect("a number")).expect("small");
        assert_eq!(&text[start..start + 5], "\"nam\"");
    }
    let piped = folder.drs_with_input(&["validate", "--jsonl", "--format", "json", "-"], text.as_bytes());
    assert_eq!(piped.stdout.replace("<stdin>", "many.jsonl"), run.stdout);
}

#[test]
fn a_line_is_reported_while_the_next_is_awaited() {
    let mut child = Command::new(DRS)
        .args(["validate", "--jsonl", "--format", "concise", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`drs` starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    for line in 1..=3 {
        writeln!(stdin, "{INVALID}").expect("`drs` reads");
        stdin.flush().expect("`drs` reads");
        let line_text = stdout.next().expect("a line").expect("text");
        assert!(line_text.starts_with(&format!("<stdin>:{line}:18: error[DRS-S004]")), "{line_text}");
    }
    drop(stdin);
    assert_eq!(stdout.next().expect("a line").expect("text"), "3 of 3 documents invalid, 3 errors");
    assert_eq!(child.wait().expect("`drs` ends").code(), Some(1));
}

/// A file may be larger than the memory: of 48 MB only a small part is in memory at any time.
#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded_whatever_the_length() {
    let mut child = Command::new(DRS)
        .args(["validate", "--jsonl", "--format", "concise", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`drs` starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let lines = many(2500).0.replace(INVALID, VALID);
    let mut written = 0;
    while written < 48_000_000 {
        stdin.write_all(lines.as_bytes()).expect("`drs` reads");
        written += lines.len();
    }
    // It waits for more, so what it has needed at most can be asked for.
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).expect("it still runs");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the peak of its memory");
    let kilobytes: u64 = peak.trim().trim_end_matches(" kB").parse().expect("a number");
    drop(stdin);
    let output = child.wait_with_output().expect("`drs` ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(kilobytes < 24_000, "{kilobytes} kB for {written} bytes");
}

#[test]
fn one_document_over_several_lines_is_noted() {
    let sound = r#"{"job": {"type": "precheck", "params": {}}}"#;
    let pretty = "{\n  \"job\": {\n    \"type\": \"precheck\"\n  }\n}\n";
    let folder = Scratch::new().file("a.jsonl", pretty).file("b.jsonl", format!("{{\n{sound}\n"));
    let note =
        |name: &str| folder.drs(&["validate", name]).stderr.contains("looks like one document over several lines");
    assert!(note("a.jsonl"));
    assert!(!note("b.jsonl"));
}

#[test]
fn several_documents_in_one_text_are_noted() {
    let pretty = "{\n  \"job\": {\"type\": \"precheck\", \"params\": {}}\n}\n".repeat(2);
    let lines = format!("{VALID}\n{VALID}\n");
    let sequence = format!("\x1E{VALID}\n\x1E{VALID}\n");
    let note = "has several documents; with `--jsonl`, each line is one";
    for (text, expected) in
        [(lines.as_str(), true), (&pretty, true), (&sequence, true), (VALID, false), ("{}}", false), ("{} x", false)]
    {
        let folder = Scratch::new().file("a.json", text);
        assert_eq!(folder.drs(&["validate", "a.json"]).stderr.contains(note), expected, "{text}");
    }
    let folder = Scratch::new().file("a.json", sequence.replace("name\"", "NAME\""));
    let run = folder.drs(&["validate", "--jsonl", "--fix", "a.json"]);
    assert_eq!((run.status, folder.read("a.json")), (0, sequence), "{}", run.transcript());
}

#[test]
fn two_documents_on_a_line_need_a_line_break() {
    let text = format!("{VALID}{VALID}\n");
    let run = Scratch::new().file("a.jsonl", &text).drs(&["validate", "--format", "concise", "--quiet", "a.jsonl"]);
    assert_snapshot!(run.transcript(), @"
    exit status 1
    --- stdout
    a.jsonl:1:71: error[DRS-J008] there is more after the end of the document (help: each line has one document; put a line break between them)
    ");
    let run = Scratch::new().file("a.json", &text).drs(&["validate", "--format", "concise", "--quiet", "a.json"]);
    assert!(run.stdout.contains("which `--jsonl` reads"), "{}", run.transcript());
}
