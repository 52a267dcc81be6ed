//! Inputs that are named in other ways than by their paths: `--stdin-filename`, `--files-from`.

use insta::assert_snapshot;

use crate::scratch::Scratch;

const VALID: &str = r#"{"job": {"type": "precheck", "params": {}}}"#;
const MISTAKEN: &str = r#"{"job": {"type": "precheck", "params": {},}}"#;
const YAML: &str = "job:\n  type: prechek\n  params: {}\n";

#[test]
fn standard_input_has_the_kind_and_the_name_of_a_file() {
    let folder = Scratch::new();
    for (name, text, expected) in [
        ("a.json", MISTAKEN, "a.json:1:42: error[DRS-J009]"),
        ("sub/a.yaml", YAML, "sub/a.yaml:2:9: error[DRS-S004]"),
        ("a.jsonl", &format!("{VALID}\n{MISTAKEN}\n"), "a.jsonl:2:42: error[DRS-J009]"),
        ("a", YAML, "a:2:9: error[DRS-S004]"),
    ] {
        for paths in [&[][..], &["-"]] {
            let options = ["validate", "--format", "concise", "--stdin-filename", name];
            let run = folder.drs_with_input(&[&options, paths].concat(), text.as_bytes());
            assert!(run.status == 1 && run.stdout.starts_with(expected), "{name}: {}", run.transcript());
        }
    }
    let file = folder.path().join("sub/b.json").display().to_string();
    let options = ["validate", "--format", "gitlab", "--stdin-filename", &file];
    let run = folder.drs_with_input(&options, MISTAKEN.as_bytes());
    assert!(run.stdout.contains(r#""path":"sub/b.json""#), "{}", run.transcript());
}

#[test]
fn the_file_that_standard_input_is_named_after_stays() {
    let folder = Scratch::new().file("a.json", "untouched");
    let run = folder.drs_with_input(&["validate", "--fix", "--stdin-filename", "a.json"], MISTAKEN.as_bytes());
    assert_eq!((run.status, run.stdout.as_str()), (0, VALID));
    assert_eq!(folder.read("a.json"), "untouched");
}

#[test]
fn a_list_names_paths() {
    let folder = Scratch::new().file("a.json", VALID).file("b c.json", MISTAKEN).file("d/e.json", VALID);
    let folder =
        folder.file("lines", "a.json\nb c.json\n\nd\n./a.json\n").file("nul", "b c.json\0d\0").file("empty", "");
    for (arguments, input, status, expected) in [
        (&["--files-from", "lines"][..], "", 1, "1 of 3 documents invalid"),
        (&["--files-from", "nul"], "", 1, "1 of 2 documents invalid"),
        (&["--files-from", "nul", "a.json"], "", 1, "1 of 3 documents invalid"),
        (&["--files-from", "-"], "a.json\n", 0, "1 document valid"),
        (&["--files-from", "-"], "", 0, "no documents"),
        (&["--files-from", "empty"], MISTAKEN, 0, "no documents"),
        (&["--files-from", "empty", "-"], MISTAKEN, 1, "1 document invalid"),
        (&["--files-from", "lines", "-"], VALID, 1, "1 of 4 documents invalid"),
    ] {
        let options = ["validate", "--format", "concise"];
        let run = folder.drs_with_input(&[&options, arguments].concat(), input.as_bytes());
        let said = format!("{}\n", run.stdout.lines().last().unwrap_or_default());
        assert!(run.status == status && said.starts_with(expected), "{arguments:?}: {}", run.transcript());
    }
}

#[test]
fn what_cannot_be_used_together_is_refused() {
    let run = |arguments: &[&str]| Scratch::new().drs(&[&["validate"], arguments].concat()).transcript();
    assert_snapshot!(run(&["--files-from", "missing"]), @"
    exit status 2
    --- stderr
    error: cannot read the list `missing`: no such file or folder
    help: `--files-from` takes a file with one path on each line, or `-` for standard input
    ");
    assert_snapshot!(run(&["--files-from", "-", "-"]), @"
    exit status 2
    --- stderr
    error: standard input cannot be both the list of paths and a document
    help: write the list or the document to a file
    ");
    assert_snapshot!(run(&["--stdin-filename", "a.json", "b.json"]), @"
    exit status 2
    --- stderr
    error: `--stdin-filename` names standard input, which is not among the paths
    help: add `-`, or leave the paths out
    ");
}
