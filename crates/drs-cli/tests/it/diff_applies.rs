//! `--fix --diff` and the programs that apply diffs: `patch` and `git apply` do what `--fix` does.

#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::scratch::{Run, Scratch};

const VALID: &str = r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}"#;
const MISTAKEN: &str = r#"{"job": {"type": "nam", "params": {"base_info": {"nme": "orders"}}}}"#;

/// A text with mistakes far from each other and next to each other, and with lines of all lengths.
fn spread(end: &str) -> String {
    let mut lines = vec!["{", "  \"jobs\": ["];
    for _ in 0..12 {
        lines.extend(["    {", "      \"job_id\": \"4f7b2c1e-93ad-4e08-b6d1-2a9c5e0jb201\",", "", "", ""]);
        lines.extend(["\t\"conflict_policy\": \"IGNORE\",", "      \"ddl_trans\": \"true\", ", "    },"]);
    }
    lines.extend(["  ]", "}", ""]);
    lines.join(end)
}

/// Lines of which those at `mistaken` have mistakes.
fn lines(count: usize, mistaken: &[usize]) -> String {
    let line = |index: usize| if mistaken.contains(&index) { MISTAKEN } else { VALID };
    (0..count).map(|index| format!("{}{}\n", " ".repeat(index % 7), line(index))).collect()
}

/// Names and texts of files.
fn files() -> Vec<(&'static str, String)> {
    let long = fs::read_to_string(crate::scratch::workspace().join("spec/examples/update_job/minimal.json"));
    let wide = format!("[{}]", vec!["\"n\""; 5000].join(", "));
    vec![
        ("minified.json", MISTAKEN.to_owned()),
        ("wide.json", MISTAKEN.replace("\"params\"", &format!("\"x\": {wide}, \"params\""))),
        ("spread.json", spread("\n")),
        ("windows.json", spread("\r\n")),
        ("mark.json", format!("\u{feff}{}", long.expect("an example"))),
        ("requests/deep er/Größe \"1\".json", MISTAKEN.replace(", ", ",\n")),
        ("a.yaml", format!("job: {{type: NAME, params: {{base_info: {{name: orders}}}}}}\n---\n{MISTAKEN}\n")),
        ("one.jsonl", MISTAKEN.to_owned()),
        ("ends.jsonl", lines(20, &[0, 19]).replace('\n', "\r\n")),
        ("near.jsonl", lines(60, &[3, 4, 8, 15, 22, 23, 30, 36, 43, 59])),
        ("long.jsonl", lines(40_000, &[10, 7_000, 20_000, 20_007, 39_999])),
        ("no-request.jsonl", format!("\u{feff}[1]\n{MISTAKEN}\nx\n")),
    ]
}

fn apply(folder: &Path, command: &[&str], diff: &str) -> String {
    fs::write(folder.join("../fixes.diff"), diff).expect("a file");
    let output = Command::new(command[0]).args(&command[1..]).arg("../fixes.diff").current_dir(folder).output();
    let output = output.expect("it is installed");
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{command:?}: {}\n{diff}", String::from_utf8_lossy(&said));
    String::from_utf8_lossy(&said).into_owned()
}

const WAYS: [&[&str]; 2] = [&["patch", "-p1", "--fuzz=0", "-i"], &["git", "apply"]];

#[test]
fn patch_and_git_do_what_fix_does() {
    let place = |folder: &str| {
        let put = |scratch: Scratch, (name, text): (&str, String)| scratch.file(&format!("{folder}/{name}"), text);
        files().into_iter().fold(Scratch::new(), put)
    };
    let run = |scratch: &Scratch, options: &[&str]| -> Run {
        scratch.drs_in("in", &[&["validate", "--quiet", "--format", "concise", "--fix"], options, &["."]].concat())
    };
    let fixed = place("in");
    run(&fixed, &[]);
    let changed = files().iter().filter(|(name, text)| fixed.read(&format!("in/{name}")) != *text).count();
    assert!(changed >= files().len() - 1, "{changed} files are fixed");
    for way in WAYS {
        let patched = place("in");
        let diff = run(&patched, &["--diff"]).stdout;
        let said = apply(&patched.path().join("in"), way, &diff);
        assert!(!said.contains("offset") && !said.contains("fuzz"), "{said}");
        for (name, _) in files() {
            let name = format!("in/{name}");
            assert!(patched.read(&name) == fixed.read(&name), "{way:?} {name}\n{diff}");
        }
    }
}

#[test]
fn a_link_stands_for_its_file() {
    let scratch = Scratch::new().file("in/real/a.json", MISTAKEN);
    std::os::unix::fs::symlink("real/a.json", scratch.path().join("in/link.json")).expect("a link");
    let run = scratch.drs_in("in", &["validate", "--fix", "--diff", "link.json"]);
    apply(&scratch.path().join("in"), WAYS[0], &run.stdout);
    assert_eq!(scratch.read("in/real/a.json"), VALID);
}

/// An endpoint beside a mistake, with this password.
fn with_secret(password: &str) -> String {
    format!(
        "{{\"job\": {{\"type\": \"endpoint\", \"params\": {{\"source_endpoint\": [{{\n\"db_type\": \"MYSQL\",\n\"endpoint\": {{\"db_password\": \"{password}\"}}}}]}}}}}}\n"
    )
}

#[test]
fn a_diff_that_masks_a_secret_says_so_and_is_not_applied() {
    let scratch = Scratch::new()
        .file("in/a.json", MISTAKEN)
        .file("in/b.json", with_secret("hunter2-canary"))
        .file("in/c.jsonl", format!("{MISTAKEN}\n{}{}", with_secret("hunter2-canary").replace('\n', " "), "\n"))
        .file("in/d.json", MISTAKEN);
    let run = scratch.drs_in("in", &["validate", "--fix", "--diff", "."]);
    assert!(!run.transcript().contains("canary"));
    assert!(
        run.stdout.contains("@@ not to be applied, because a part of it is masked: -1,3 +1,3 @@"),
        "{}",
        run.stdout
    );
    assert!(run.stderr.contains("note: parts of the diff are masked and cannot be applied"), "{}", run.stderr);
    for way in WAYS {
        for (name, text) in [("a.json", MISTAKEN), ("d.json", MISTAKEN)] {
            fs::write(scratch.path().join("in").join(name), text).expect("a file");
        }
        apply(&scratch.path().join("in"), way, &run.stdout);
        assert_eq!([scratch.read("in/a.json"), scratch.read("in/d.json")], [VALID, VALID], "{way:?}");
        assert_eq!(scratch.read("in/b.json"), with_secret("hunter2-canary"), "{way:?}");
    }
}

#[test]
fn a_diff_of_a_file_elsewhere_changes_no_other_file() {
    let scratch = Scratch::new().file("a.json", MISTAKEN).file("in/a.json", MISTAKEN);
    let above = scratch.path().join("a.json");
    for path in ["../a.json", &above.to_string_lossy()] {
        let run = scratch.drs_in("in", &["validate", "--fix", "--diff", path]);
        assert!(run.stdout.starts_with("--- a/../a.json\n+++ b/../a.json\n"), "{}", run.stdout);
        let note = "note: the diff of a file outside of the current folder cannot be applied from here";
        assert!(run.stderr.contains(note), "{}", run.stderr);
        fs::write(scratch.path().join("fixes.diff"), &run.stdout).expect("a file");
        for way in WAYS {
            let mut command = Command::new(way[0]);
            command.args(&way[1..]).arg("../fixes.diff").current_dir(scratch.path().join("in"));
            let output = command.stdin(std::process::Stdio::null()).output().expect("it is installed");
            assert!(!output.status.success(), "{way:?}");
            assert_eq!(scratch.read("in/a.json"), MISTAKEN, "{way:?}");
        }
    }
}
