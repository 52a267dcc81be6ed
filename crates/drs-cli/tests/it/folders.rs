//! Which files of a folder are read.

use insta::assert_snapshot;

use crate::scratch::Scratch;

const VALID: &str = r#"{"job": {"type": "precheck", "params": {}}}"#;

/// Mistakes that can be fixed.
const MISTAKEN: &str = r#"{"job": {"type": "PRECHECK", "params": {},}}"#;

/// A folder as people have them, in which only `a.json` and `z/b.json` are for `drs`.
fn project() -> Scratch {
    Scratch::new()
        .file("a.json", VALID)
        .file(".settings.json", MISTAKEN)
        .file(".git/config.json", MISTAKEN)
        .file(".vscode/deep/er/tasks.json", MISTAKEN)
        .file("node_modules/left-pad/package.json", MISTAKEN)
        .file("z/node_modules/x.yaml", MISTAKEN)
        .file("z/.cache/y.jsonl", MISTAKEN)
        .file("z/b.json", VALID)
        .file("z/notes.txt", "")
        .file("z/more.txt", "")
}

#[test]
fn hidden_files_and_packages_are_skipped_and_counted() {
    let folder = project();
    assert_snapshot!(folder.drs(&["validate", "--fix", "--format", "concise", "."]).transcript(), @"
    exit status 0
    --- stdout
    2 documents valid
    --- stderr
    note: 2 files with other endings were skipped
    note: 6 hidden files, hidden folders or `node_modules` were skipped; name them to check them
    ");
    assert_eq!(folder.read(".settings.json"), MISTAKEN);
    assert_eq!(folder.read("node_modules/left-pad/package.json"), MISTAKEN);
    let run = Scratch::new().file("a.json", VALID).file(".b.json", VALID).drs(&["validate", "."]);
    assert_eq!(run.stderr, "note: 1 hidden file, hidden folder or `node_modules` was skipped; name it to check it\n");
}

#[test]
fn journals_of_runs_are_skipped_and_counted() {
    let folder = Scratch::new().file("a.json", VALID).file("a.json.run.jsonl", "{\"record\": \"header\"}\n");
    let run = folder.drs(&["validate", "."]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (0, "note: 1 journal of `drs run` was skipped; name it to check it\n")
    );
    assert_eq!(folder.drs(&["validate", "a.json.run.jsonl"]).status, 1);
}

#[test]
fn what_is_named_is_read_whatever_its_name() {
    let folder = project();
    for (path, documents) in [
        (".settings.json", 1),
        (".git", 1),
        ("./.vscode/", 1),
        (".vscode/deep/..", 1),
        ("node_modules", 1),
        ("z/node_modules/x.yaml", 1),
        ("./", 2),
        ("z/..", 2),
    ] {
        let run = folder.drs(&["validate", "--format", "json", path]);
        let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        assert_eq!(report["summary"]["documents"], documents, "{path}\n{}", run.transcript());
    }
}

#[cfg(unix)]
#[test]
fn a_hidden_link_to_nowhere_is_no_failure() {
    let folder = Scratch::new().file("a.json", VALID);
    // Editors keep such links beside files that are open.
    std::os::unix::fs::symlink("user@host.1234", folder.path().join(".#a.json")).expect("a link");
    assert_eq!(folder.drs(&["validate", "."]).status, 0);
    std::os::unix::fs::symlink("nowhere", folder.path().join("b.json")).expect("a link");
    assert_eq!(folder.drs(&["validate", "."]).status, 2);
}

#[test]
fn a_folder_called_like_an_operation_settles_what_the_shape_leaves_open() {
    let text = r#"{"task_name": "orders"}"#;
    let scratch = Scratch::new()
        .file("pause_star_rocks_data_replication/night/a.json", text)
        .file("a.json", text)
        .file("update_job/a.json", text);
    assert_eq!(scratch.drs(&["validate", "pause_star_rocks_data_replication"]).status, 0);
    // Also where the folder is the current one.
    assert_eq!(scratch.drs_in("pause_star_rocks_data_replication/night", &["validate", "a.json"]).status, 0);
    for elsewhere in ["a.json", "update_job"] {
        let run = scratch.drs(&["validate", elsewhere]);
        assert_eq!(run.status, 1, "{}", run.stdout);
        assert!(run.stdout.contains("DRS-S018"), "{}", run.stdout);
        assert!(run.stdout.contains("`resume_star_rocks_data_replication`"), "{}", run.stdout);
    }
}
