//! Everything that a path can be: checked, fixed and compared, in every format.

#![cfg(target_os = "linux")]

use std::fs::{self, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::thread;

use insta::assert_snapshot;
use serde_json::Value;

use crate::scratch::{DRS, Run, Scratch};

const VALID: &str = r#"{"job": {"type": "precheck", "params": {}}}"#;
const MISTAKEN: &str = r#"{"job": {"type": "precheck", "params": {},}}"#;

/// A user that may not read the files of others.
const NOBODY: u32 = 65_534;

/// A folder with a copy of the program, which every user may run.
static COPY: LazyLock<Scratch> = LazyLock::new(|| {
    let folder = Scratch::new();
    // In a process of its own, so that no other has it open for writing when it is started.
    assert!(Command::new("cp").arg(DRS).arg(folder.path()).status().expect("`cp` starts").success());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
    folder
});

/// What a path is, and the paths that `drs` gets. `<folder>` stands for the absolute path of the current folder.
const ROWS: [(&str, &[&str]); 19] = [
    ("a regular file", &["a.json"]),
    ("a valid file", &["sub/b.json"]),
    ("a link", &["link.json"]),
    ("a dead link", &["dead.json"]),
    ("a link to itself", &["loop.json"]),
    ("nothing", &["none.json"]),
    ("a pipe", &["pipe.json"]),
    ("a device", &["/dev/null"]),
    ("a socket", &["socket.json"]),
    ("a file of another user", &["private.json"]),
    ("deleted meanwhile", &["pipe.json", "deleted.json"]),
    ("changed meanwhile", &["pipe.json", "changed.json"]),
    ("four names of one file", &["a.json", "./a.json", "sub/../a.json", "link.json"]),
    ("two names of one pipe", &["pipe.json", "./pipe.json"]),
    ("an absolute path", &["<folder>/a.json"]),
    ("a path with `..`", &["sub/../a.json"]),
    ("outside of the current folder", &["../outside.json"]),
    ("a folder", &["mixed"]),
    ("a folder and a file in it", &["mixed", "mixed/same.json", "mixed/pipes/pipe.json"]),
];

/// A folder with everything that a path can be. The socket is there as long as its listener.
fn place() -> (Scratch, UnixListener) {
    let outer = Scratch::new().file("outside.json", MISTAKEN).file("in/a.json", MISTAKEN).file("in/sub/b.json", VALID);
    let outer =
        outer.file("in/deleted.json", MISTAKEN).file("in/changed.json", MISTAKEN).file("in/private.json", VALID);
    let outer = outer.file("in/mixed/ok.json", VALID).file("in/mixed/pipes/notes.txt", "");
    let at = |name: &str| outer.path().join("in").join(name);
    for (target, link) in [
        ("a.json", "link.json"),
        ("nothing", "dead.json"),
        ("loop.json", "loop.json"),
        ("nothing", "mixed/README.txt"),
        ("nothing/x", "mixed/vendor"),
        (".", "mixed/loop"),
        ("ok.json", "mixed/same.json"),
    ] {
        symlink(target, at(link)).expect("a link");
    }
    let pipes = ["pipe.json", "mixed/pipes/pipe.json"];
    assert!(Command::new("mkfifo").args(pipes.map(at)).status().expect("`mkfifo` starts").success());
    fs::set_permissions(at("private.json"), fs::Permissions::from_mode(0o0)).expect("permissions");
    let socket = UnixListener::bind(at("socket.json")).expect("a socket");
    (outer, socket)
}

/// Runs `drs validate` in a place of its own. Returns what it did and the file `a.json` afterwards.
fn run(what: &str, paths: &[&str], options: &[&str]) -> (Run, String) {
    let (outer, _socket) = place();
    let folder = outer.path().join("in");
    if let Some(pipe) = paths.iter().find(|path| path.ends_with("pipe.json")) {
        let (folder, pipe) = (folder.clone(), folder.join(pipe));
        thread::spawn(move || {
            // Opening waits for `drs`, which has then found its inputs.
            let pipe = OpenOptions::new().write(true).open(pipe);
            let _ = fs::remove_file(folder.join("deleted.json"));
            let _ = fs::write(folder.join("changed.json"), VALID);
            let _ = pipe.and_then(|mut pipe| pipe.write_all(MISTAKEN.as_bytes()));
        });
    }
    let name = |path: &&str| path.replace("<folder>", &folder.display().to_string());
    let mut command = Command::new("timeout");
    command.arg("60").stdin(Stdio::null()).current_dir(&folder).env_clear();
    // The superuser may read everything.
    if paths.contains(&"private.json") && fs::read(folder.join("private.json")).is_ok() {
        fs::set_permissions(outer.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
        command.arg(COPY.path().join("drs")).uid(NOBODY);
    } else {
        command.arg(DRS);
    }
    let output = command.arg("validate").args(options).args(paths.iter().map(name)).output().expect("`timeout` starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8").replace(&folder.display().to_string(), "<folder>");
    let run = Run {
        status: output.status.code().expect("`drs` was not killed"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    };
    assert_ne!(run.status, 124, "{what} {options:?}: `drs` hangs");
    (run, fs::read_to_string(folder.join("a.json")).expect("a file"))
}

/// The lines of a text as one line.
fn joined(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join(" / ")
}

#[test]
fn each_path_has_one_line_for_each_way_to_run() {
    let mut table = String::new();
    for (what, paths) in ROWS {
        table.push_str(&format!("{what}\n"));
        for (name, options) in [("check", &[][..]), ("fix", &["--fix"]), ("diff", &["--fix", "--diff"])] {
            let (run, after) = run(what, paths, &[&["--format", "concise"], options].concat());
            let written = if after == MISTAKEN { "" } else { " (a.json is fixed)" };
            let (out, err) = (joined(&run.stdout), joined(&run.stderr));
            table.push_str(&format!("  {name:5} {}{written}: {out} || {err}\n", run.status));
        }
    }
    assert_snapshot!(table);
}

/// The first path of a report.
fn first_path(format: &str, report: &str) -> String {
    let between = |before: &str, after: &str| {
        let rest = report.split_once(before).map(|(_, rest)| rest);
        rest.and_then(|rest| rest.split_once(after)).map_or("none", |(path, _)| path).to_owned()
    };
    let json =
        || serde_json::from_str::<Value>(report.lines().next().filter(|_| format == "json-lines").unwrap_or(report));
    match format {
        "github" => between("file=", ","),
        "junit" => between("<testsuite name=\"", "\""),
        "human" => between(" --> ", "\n"),
        "concise" => report.split(':').next().unwrap_or_default().to_owned(),
        _ => {
            let json = json().expect("JSON");
            let pointer = match format {
                "gitlab" => "/0/location/path",
                "sarif" => "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri",
                "json" => "/files/0/path",
                _ => "/path",
            };
            json.pointer(pointer).and_then(Value::as_str).unwrap_or("none").to_owned()
        }
    }
}

#[test]
fn each_format_names_the_path_as_its_reader_needs_it() {
    let formats = ["human", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit"];
    let mut table = String::new();
    for (what, paths) in ROWS {
        let names: Vec<_> = formats
            .map(|format| {
                let (run, _) = run(what, paths, &["--format", format]);
                format!("{} {}", run.status, first_path(format, &run.stdout).trim())
            })
            .into();
        let mut line = what.to_owned();
        for name in &names {
            if !line.ends_with(name) {
                line.push_str(&format!(" | {name}"));
            }
        }
        table.push_str(&format!("{line}\n"));
    }
    assert_snapshot!(table);
}

#[test]
fn code_hosts_get_paths_from_the_root_of_the_checkout() {
    let (outer, _socket) = place();
    let root = outer.path().join("in").display().to_string();
    symlink("in", outer.path().join("link")).expect("a link");
    let behind_a_link = outer.path().join("link").display().to_string();
    for (variable, value, format, path, expected) in [
        ("CI_PROJECT_DIR", &root, "gitlab", format!("{root}/a.json"), "a.json"),
        ("CI_PROJECT_DIR", &root, "gitlab", "../a.json".to_owned(), "a.json"),
        ("CI_PROJECT_DIR", &root, "gitlab", "../link.json".to_owned(), "link.json"),
        ("CI_PROJECT_DIR", &behind_a_link, "gitlab", format!("{root}/a.json"), "a.json"),
        ("CI_PROJECT_DIR", &root, "gitlab", format!("{behind_a_link}/a.json"), "a.json"),
        ("GITHUB_WORKSPACE", &root, "github", "c.json".to_owned(), "sub/c.json"),
        ("GITHUB_WORKSPACE", &root, "sarif", "./c.json".to_owned(), "sub/c.json"),
        ("GITHUB_WORKSPACE", &root, "github", "../../outside.json".to_owned(), "../../outside.json"),
        ("GITHUB_WORKSPACE", &"/no/such/folder".to_owned(), "github", "c.json".to_owned(), "c.json"),
        ("CI_PROJECT_DIR", &String::new(), "gitlab", "c.json".to_owned(), "c.json"),
        ("CI_PROJECT_DIR", &root, "concise", "../a.json".to_owned(), "../a.json"),
    ] {
        let folder = outer.path().join("in/sub");
        fs::write(folder.join("c.json"), MISTAKEN).expect("a file");
        let mut command = Command::new(DRS);
        command.args(["validate", "--format", format, &path]).current_dir(folder).env_clear().env(variable, value);
        let output = command.output().expect("`drs` runs");
        let report = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(first_path(format, &report), expected, "{variable} {value} {path}");
    }
}

#[test]
fn a_file_that_changes_while_it_is_checked_is_not_replaced() {
    let line = MISTAKEN.replace("precheck", "nothing-like-it");
    let folder = Scratch::new().file("a.jsonl", format!("{line}\n").repeat(600));
    let mut child = Command::new(DRS)
        .args(["validate", "--fix", "--format", "concise", "a.jsonl"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`drs` starts");
    // More is reported than the pipe takes, so `drs` waits when the first line is there.
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut first = String::new();
    stdout.read_line(&mut first).expect("a line");
    fs::write(folder.path().join("a.jsonl"), VALID).expect("a file");
    let rest: Vec<_> = stdout.lines().map_while(Result::ok).collect();
    assert_eq!(child.wait().expect("it ends").code(), Some(2));
    let last = &rest[rest.len() - 2];
    assert!(last.contains("a.jsonl: error: the fixed text cannot be written: the file changed while it was"), "{last}");
    assert_eq!(folder.read("a.jsonl"), VALID);
}
