//! The command as a member of a pipe: a verdict for each line, lines by their verdict, and a status that is no crash.

use serde_json::Value;

#[cfg(unix)]
use crate::scratch::DRS;
use crate::scratch::Scratch;

const VALID: &str = r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}"#;
const INVALID: &str = r#"{"job": {"type": "nam", "params": {"base_info": {"name": "orders"}}}}"#;

/// Lines with both line ends, blank lines, a record separator, and no line end at the end.
fn lines() -> String {
    format!("{VALID}\r\n\n{INVALID}\n \t\n\u{1e}{VALID}\n{INVALID}")
}

fn scratch() -> Scratch {
    Scratch::new().file("lines.jsonl", lines())
}

#[test]
fn exit_zero_hides_invalid_documents_and_nothing_else() {
    for (arguments, status) in [
        (&["validate", "lines.jsonl"][..], 1),
        (&["validate", "lines.jsonl", "--exit-zero"], 0),
        (&["validate", "missing.jsonl", "--exit-zero"], 2),
        (&["validate", "lines.jsonl", "missing.jsonl", "--exit-zero"], 2),
    ] {
        assert_eq!(scratch().drs(arguments).status, status, "{arguments:?}");
    }
}

#[test]
fn all_gives_each_line_one_entry() {
    let run = scratch().drs(&["validate", "lines.jsonl", "--all", "-q", "--format", "json-lines"]);
    let entries: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let seen: Vec<_> = entries
        .iter()
        .map(|it| {
            let operation = it["operation"].as_str().unwrap_or("-");
            let error = it["error"].as_str().unwrap_or("-");
            format!("{} {operation} {} {error}", it["document"], it["valid"])
        })
        .collect();
    let expected = [
        "1 update_job true -",
        "2 - false the line is blank",
        "3 update_job false -",
        "4 - false the line is blank",
        "5 update_job true -",
        "6 update_job false -",
    ];
    assert_eq!(seen, expected);
    assert_eq!(run.status, 1, "a blank line is no failure");
}

#[test]
fn all_tells_people_quietly_of_blank_lines() {
    for (format, expected) in [
        ("human", "note: lines.jsonl#2: the line is blank"),
        ("concise", "lines.jsonl#2: note: the line is blank"),
        ("github", "::notice title=document 2 empty,file=lines.jsonl::the line is blank"),
    ] {
        let run = scratch().drs(&["validate", "lines.jsonl", "--all", "-q", "--format", format]);
        assert!(run.stdout.lines().any(|line| line == expected), "{}", run.transcript());
        assert!(!run.stdout.contains("error: the line is blank"), "{}", run.transcript());
    }
}

#[test]
fn quiet_leaves_out_the_summary_of_json_lines() {
    let count = |arguments: &[&str]| scratch().drs(arguments).stdout.lines().count();
    let arguments = ["validate", "lines.jsonl", "--format", "json-lines", "-q"];
    assert_eq!((count(&arguments[..4]), count(&arguments)), (3, 2));
}

#[test]
fn only_picks_lines_byte_for_byte() {
    let picked = |which| scratch().drs(&["validate", "lines.jsonl", "--only", which, "-q"]).stdout;
    assert_eq!(picked("valid"), format!("{VALID}\r\n\u{1e}{VALID}\n"));
    assert_eq!(picked("invalid"), format!("{INVALID}\n{INVALID}"));
}

#[test]
fn only_needs_lines() {
    let run = Scratch::new().file("a.json", VALID).drs(&["validate", "a.json", "--only", "valid"]);
    insta::assert_snapshot!(run.transcript(), @"
    exit status 2
    --- stderr
    error: `--only` picks lines of JSON Lines, which this is not
     --> a.json
      = help: with `--jsonl`, each line is a document

    error: 1 document not checked
    ");
}

#[test]
fn threads_do_not_change_the_order() {
    let text = format!("{VALID}\n{INVALID}\n").repeat(20_000);
    let folder = Scratch::new().file("many.jsonl", text);
    let report = |threads| {
        folder.drs(&["validate", "many.jsonl", "--format", "json-lines", "--threads", threads, "--only", "invalid"])
    };
    let (one, many) = (report("1"), report("7"));
    assert_eq!(one.stdout, format!("{INVALID}\n").repeat(20_000));
    assert!(one.stdout == many.stdout && one.stderr == many.stderr, "the order is that of the lines");
    assert_eq!(report("0").status, 2);
}

#[test]
fn what_is_picked_and_fixes_do_not_mix() {
    for flag in ["--all", "--only=valid"] {
        assert_eq!(scratch().drs(&["validate", "lines.jsonl", "--fix", flag]).status, 2, "{flag}");
    }
}

/// What is read through an open descriptor was not named, and is not what a fix replaces.
#[cfg(unix)]
#[test]
fn a_file_that_standard_input_comes_from_is_not_replaced() {
    let text = r#"{"jobs": [{"job_id": "a1b2c3d4", "conflict_policy": "IGNORE"}]}"#;
    for (path, from) in [("/dev/stdin", "<"), ("/dev/fd/3", "3<"), ("/proc/self/fd/3", "3<"), ("-", "<")] {
        let folder = Scratch::new().file("a.json", text);
        let script = format!("{DRS} validate --fix {path} {from} a.json");
        let run = folder.drs(&["sandbox", "--", "/bin/sh", "-c", &script]);
        assert_eq!(run.stdout, text.replace("IGNORE", "ignore"), "{path} {}", run.transcript());
        assert_eq!((run.status, folder.read("a.json")), (0, text.to_owned()), "{path} {}", run.transcript());
    }
}
