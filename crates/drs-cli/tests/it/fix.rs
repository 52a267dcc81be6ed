//! `--fix`: what is written, what stays, what is reported and which status there is.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::scratch::Scratch;

const MISTAKEN: &str = r#"{"job": {"type": "nam", "params": {"base_info": {"nme": "orders"}}}}"#;
const FIXED: &str = r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}"#;
const HALF: &str = r#"{"job": {"type": "nam", "params": {"base_info": {"name": "x"}}}}"#;
const HALF_FIXED: &str = r#"{"job": {"type": "name", "params": {"base_info": {"name": "x"}}}}"#;

#[test]
fn what_is_left_is_reported_at_its_place_in_the_new_text() {
    let folder = Scratch::new().file("a.json", HALF).file("b.json", MISTAKEN).file("c.json", FIXED);
    let run = folder.drs(&["validate", "--fix", "."]);
    assert_eq!([folder.read("a.json"), folder.read("b.json"), folder.read("c.json")], [HALF_FIXED, FIXED, FIXED]);
    assert_snapshot!(run.transcript(), @r#"
    exit status 1
    --- stdout
    error[DRS-S005]: `name` has 1 character, at least 4 are needed
     --> ./a.json:1:59
      |
    1 | {"job": {"type": "name", "params": {"base_info": {"name": "x"}}}}
      |                                                           ^^^
      |
      = help: `name`: name of the task, 4 to 50 letters, digits, hyphens and underscores

    error: 1 of 3 documents invalid, 1 error
    --- stderr
    note: fixed 3 mistakes in 2 files
    "#);
}

#[test]
fn nothing_else_changes() {
    let cases = [
        (
            "json",
            "\u{feff}{\r\n\t\"job\" :{ \"type\":\t\"NAME\" ,\r\n\r\n \"params\":{\"base_info\":{\"name\":\"a\\u0062c-\\/d\"}}}}  \r\n\r\n",
        ),
        (
            "yaml",
            "%YAML 1.2\n---  # one\r\njob:   {'type':  \"NAME\"  ,\r\n  # two\r\n  params: {base_info: {name: >-\r\n     orders\r\n  }}}\r\n...\r\n# end",
        ),
        (
            "jsonl",
            "\r\n  {\"job\":{\"type\":\"NAME\",  \"params\":{\"base_info\":{\"name\":\"orders\"}}}}\t\r\n\n[]\n  ",
        ),
    ];
    for (ending, text) in cases {
        let name = format!("a.{ending}");
        let folder = Scratch::new().file(&name, text);
        let run = folder.drs(&["validate", "--operation", "update_job", "--fix", &name]);
        // A byte order mark is a mistake itself.
        let expected = text.replace("\"NAME\"", "\"name\"").replace('\u{feff}', "");
        assert_eq!(folder.read(&name), expected, "{}", run.transcript());
    }
}

#[test]
fn a_request_from_standard_input_goes_to_standard_output() {
    let folder = Scratch::new();
    let run = folder.drs_with_input(&["validate", "--fix", "-"], HALF.as_bytes());
    assert_eq!((run.status, run.stdout.as_str()), (1, HALF_FIXED));
    assert_snapshot!(run.stderr, @r#"
    error[DRS-S005]: `name` has 1 character, at least 4 are needed
     --> <stdin>:1:59
      |
    1 | {"job": {"type": "name", "params": {"base_info": {"name": "x"}}}}
      |                                                           ^^^
      |
      = help: `name`: name of the task, 4 to 50 letters, digits, hyphens and underscores

    error: 1 document invalid, 1 error
    note: fixed 1 mistake in 1 file
    "#);
    for text in [FIXED, "{bad", ""] {
        let run = folder.drs_with_input(&["validate", "--fix"], text.as_bytes());
        assert_eq!(run.stdout, text, "what cannot be fixed goes through");
    }
    let lines = format!("{HALF}\n\n{MISTAKEN}\r\n{{");
    let run = folder.drs_with_input(&["validate", "--fix", "--jsonl", "-"], lines.as_bytes());
    assert_eq!(run.stdout, format!("{HALF_FIXED}\n\n{FIXED}\r\n{{"));
}

#[test]
fn a_program_can_read_the_report_from_standard_error() {
    let run = Scratch::new().drs_with_input(&["validate", "--fix", "--format", "json", "-"], HALF.as_bytes());
    let report: Value = serde_json::from_str(&run.stderr).expect("JSON and nothing else");
    assert_eq!(report["summary"]["errors"], 1);
}

#[test]
fn bytes_that_are_not_utf_8_go_through() {
    let folder = Scratch::new().file("a.json", b"{\"job\": \"\xff\"}");
    assert_eq!(folder.drs(&["validate", "--fix", "a.json"]).status, 1);
    assert_eq!(fs::read(folder.path().join("a.json")).expect("a file"), b"{\"job\": \"\xff\"}");
}

#[test]
fn the_status_is_that_of_the_fixed_texts() {
    let table: &[(&[&str], &str, i32)] = &[
        (&["validate", "--fix", "a.json"], FIXED, 0),
        (&["validate", "--fix", "a.json"], MISTAKEN, 0),
        (&["validate", "--fix", "a.json"], HALF, 1),
        (&["validate", "--fix", "a.json", "missing.json"], MISTAKEN, 2),
        (&["validate", "--fix", "missing.jsonl"], MISTAKEN, 2),
        (&["validate", "--fix", "--diff", "a.json"], FIXED, 0),
        (&["validate", "--fix", "--diff", "a.json"], MISTAKEN, 1),
        (&["validate", "--fix", "--diff", "a.json"], HALF, 1),
        (&["validate", "--fix", "--diff", "a.json", "missing.json"], MISTAKEN, 2),
        (&["validate", "--fix", "--jsonl", "a.json"], MISTAKEN, 0),
        (&["validate", "--fix", "--jsonl", "--diff", "a.json"], MISTAKEN, 1),
        (&["validate", "--fix", "--jsonl", "--diff", "a.json"], FIXED, 0),
        (&["validate", "--diff", "a.json"], FIXED, 2),
    ];
    for (arguments, text, status) in table {
        let run = Scratch::new().file("a.json", text).drs(arguments);
        assert_eq!(run.status, *status, "{arguments:?} {text}\n{}", run.transcript());
    }
}

#[test]
fn a_note_says_how_much_was_fixed() {
    let table: &[(&[&str], &str)] = &[
        (&["a.json"], "note: fixed 2 mistakes in 1 file\n"),
        (&["a.json", "b.jsonl"], "note: fixed 5 mistakes in 2 files\n"),
        (&["--diff", "a.json", "b.jsonl"], "note: 5 mistakes in 2 files would be fixed\n"),
        (&["--quiet", "a.json"], ""),
        (&["c.json"], ""),
        (&["d.json"], "note: none of the mistakes can be fixed automatically\n"),
    ];
    for (paths, note) in table {
        let folder = Scratch::new()
            .file("a.json", MISTAKEN)
            .file("b.jsonl", format!("{MISTAKEN}\n{FIXED}\n{HALF}\n"))
            .file("c.json", FIXED)
            .file("d.json", HALF_FIXED);
        let run = folder.drs(&[&["validate", "--fix", "--format", "concise"], *paths].concat());
        assert!(run.stderr.ends_with(note), "{paths:?}\n{}", run.transcript());
        assert_eq!(run.stderr.is_empty(), note.is_empty(), "{paths:?}\n{}", run.transcript());
    }
}

#[test]
fn a_fix_that_would_make_it_worse_is_left_out_and_the_others_are_made() {
    let arguments = ["validate", "--fix", "--operation", "batch_create_jobs_async", "--format", "concise", "a.json"];
    let folder = Scratch::new().file("a.json", "\u{feff}{\"name\": 'orders',}");
    let run = folder.drs(&arguments);
    assert_snapshot!(format!("{}\n{}", folder.read("a.json"), run.stderr), @r#"
    {"name": "orders"}
    note: a.json: some fixes were not applied because they would have introduced more errors
    note: fixed 3 mistakes in 1 file
    "#);
}

#[test]
fn many_lines_keep_their_places() {
    // More than one block, so that lines are fixed by several workers.
    let line = |index: usize| match index % 50 {
        7 => format!("{}{HALF}", " ".repeat(index % 977)),
        _ => format!("{FIXED}{}", " ".repeat(index % 977)),
    };
    let text: String = (0..6000).map(|index| line(index) + "\n").collect();
    assert!(text.len() > 3 << 20);
    let folder = Scratch::new().file("a.jsonl", &text);
    let run = folder.drs(&["validate", "--fix", "--format", "json", "a.jsonl"]);
    let fixed = text.replace(HALF, HALF_FIXED);
    assert!(folder.read("a.jsonl") == fixed);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    for file in report["files"].as_array().expect("files") {
        let start = usize::try_from(file["diagnostics"][0]["byte_offset"].as_u64().expect("a number")).expect("small");
        assert_eq!(&fixed[start..start + 3], "\"x\"");
    }
    assert_eq!(report["summary"]["invalid"], 120);
}

#[test]
fn no_other_file_is_left_in_the_folder() {
    let folder = Scratch::new().file("a.json", MISTAKEN).file("b.jsonl", MISTAKEN).file("c.jsonl", HALF_FIXED);
    folder.drs(&["validate", "--fix", "."]);
    let names = fs::read_dir(folder.path()).expect("a folder").flatten().map(|entry| entry.file_name());
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names, ["a.json", "b.jsonl", "c.jsonl"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    for (name, link) in [("real/a.json", "link.json"), ("real/a.jsonl", "link.jsonl")] {
        let folder = Scratch::new().file(name, MISTAKEN);
        let (file, link) = (folder.path().join(name), folder.path().join(link));
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("permissions");
        symlink(&file, &link).expect("a link");
        let run = folder.drs(&["validate", "--fix", &link.display().to_string()]);
        assert_eq!(run.status, 0, "{}", run.transcript());
        assert_eq!(fs::read_to_string(&file).expect("a file"), FIXED);
        assert!(fs::symlink_metadata(&link).expect("a link").is_symlink());
        assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o640);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_stays_and_is_named() {
    for name in ["a.json", "a.yaml", "a.jsonl"] {
        let folder = Scratch::new().file(name, MISTAKEN);
        // No file may have a single byte, and to try is an error that can be handled.
        let script = format!("trap '' XFSZ; ulimit -f 0; exec \"$0\" validate --fix --format concise {name}");
        let output = std::process::Command::new("sh")
            .args(["-c", &script, crate::scratch::DRS])
            .current_dir(folder.path())
            .output()
            .expect("`sh` starts");
        let shown = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(2), "{shown}");
        assert!(shown.contains(&format!("{name}: error: the fixed text cannot be written: ")), "{shown}");
        assert_eq!(folder.read(name), MISTAKEN);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}

/// A file that cannot take another text is known before anything is said about that text.
#[cfg(target_os = "linux")]
#[test]
fn lines_that_cannot_be_fixed_are_not_reported_as_fixed() {
    let folder = Scratch::new().file("a.jsonl", format!("{HALF_FIXED}\n{HALF}\n{HALF_FIXED}\n"));
    // The second line is fixed in part; a file without a name has no place for that.
    let script = "exec 3< a.jsonl; rm a.jsonl; ln -s /proc/self/fd/3 b.jsonl; exec \"$0\" validate --fix --format concise b.jsonl";
    let output = std::process::Command::new("sh")
        .args(["-c", script, crate::scratch::DRS])
        .current_dir(folder.path())
        .output()
        .expect("`sh` starts");
    assert_snapshot!(format!("{}\n{}", output.status, String::from_utf8_lossy(&output.stdout)), @"
    exit status: 2
    b.jsonl:1:59: error[DRS-S005] `name` has 1 character, at least 4 are needed (help: `name`: name of the task, 4 to 50 letters, digits, hyphens and underscores)
    b.jsonl: error: the fixed text cannot be written: no such file or folder
    1 document not checked
    ");
}

/// Where the first lines were reported already, it is said which text they are of.
#[cfg(unix)]
#[test]
fn diagnostics_of_a_text_that_is_not_written_are_said_to_be_of_that_text() {
    let folder = Scratch::new().file("a.jsonl", format!("{HALF}\n"));
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" validate --fix --format concise a.jsonl";
    let output = std::process::Command::new("sh")
        .args(["-c", script, crate::scratch::DRS])
        .current_dir(folder.path())
        .output()
        .expect("`sh` starts");
    let shown = String::from_utf8_lossy(&output.stdout);
    let lines: Vec<_> = shown.lines().collect();
    assert!(lines[0].starts_with("a.jsonl:1:59: error[DRS-S005]"), "{shown}");
    assert!(lines[1].starts_with("a.jsonl: error: the fixed text cannot be written: "), "{shown}");
    assert!(lines[1].ends_with("(help: the diagnostics above refer to the fixed text of this file)"), "{shown}");
    assert_eq!(folder.read("a.jsonl"), format!("{HALF}\n"));
}
