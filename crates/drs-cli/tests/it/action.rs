//! The shell step of `action.yml`, run as GitHub's runner runs it: `bash` in the folder of the checked-out repository.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use drs_text::{Limits, Node, Pointer, Tree, yaml};
use insta::assert_snapshot;

use crate::scratch::{DRS, Run, Scratch, workspace};

const VALID: &str = r#"{"job": {"type": "precheck", "params": {}}}"#;
const INVALID: &str = r#"{"job": {"typ": "precheck", "params": {}}}"#;

/// What stands in the action.
fn in_action<T>(take: impl FnOnce(&Tree<'_>) -> T) -> T {
    let text = fs::read(workspace().join("action.yml")).expect("the action");
    let parsed = yaml::parse(&text, &Limits::default());
    assert!(parsed.faults.is_empty(), "{:?}", parsed.faults);
    take(&parsed.tree.expect("a document"))
}

/// The text of the step.
fn step() -> String {
    let pointer = Pointer::parse("/runs/steps/0/run").expect("a pointer");
    in_action(|action| pointer.resolve(action).and_then(Node::as_str).expect("a step with a script").into_owned())
}

/// A folder with the action in it, whose `drs` is the one under test.
fn repository() -> Scratch {
    let folder = Scratch::new().file("action/hooks/validate", format!("#!/bin/sh\nexec '{DRS}' validate \"$@\"\n"));
    let hook = folder.path().join("action/hooks/validate");
    fs::set_permissions(hook, fs::Permissions::from_mode(0o755)).expect("a script can be made executable");
    folder
}

fn run(folder: &Scratch, paths: &str, operation: &str, format: &str) -> Run {
    run_installed(folder, "", paths, operation, format)
}

/// The step with this `drs`; an empty one is built.
fn run_installed(folder: &Scratch, drs: &str, paths: &str, operation: &str, format: &str) -> Run {
    let output = Command::new("bash")
        .args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", &step()])
        .current_dir(folder.path())
        .env("DRS_ACTION", folder.path().join("action"))
        .env("DRS_PATHS", paths)
        .env("DRS_OPERATION", operation)
        .env("DRS_FORMAT", format)
        .env("DRS_INSTALLED", drs)
        .env("GITHUB_STEP_SUMMARY", folder.path().join("summary.md"))
        .output()
        .expect("`bash` starts");
    Run {
        status: output.status.code().expect("`bash` was not killed"),
        stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

#[test]
fn mistakes_are_annotated_and_the_step_fails() {
    let folder = repository()
        .file("requests/a, b: c.json", INVALID)
        .file("requests/good.json", VALID)
        .file("--fix", INVALID)
        .file("$(touch gone).json", INVALID);
    let run = run(&folder, "requests\n\n--fix\n$(touch gone).json\n", "", "github");
    assert_snapshot!(run.transcript(), @"
    exit status 1
    --- stdout
    ::error title=DRS-S002%3A unknown-field,file=requests/a%2C b%3A c.json,line=1,endLine=1,col=10,endColumn=15::`typ` is not a field of `job`%0Ahelp: rename it to `type`
    ::error title=DRS-S002%3A unknown-field,file=--fix,line=1,endLine=1,col=10,endColumn=15::`typ` is not a field of `job`%0Ahelp: rename it to `type`
    ::error title=DRS-S002%3A unknown-field,file=$(touch gone).json,line=1,endLine=1,col=10,endColumn=15::`typ` is not a field of `job`%0Ahelp: rename it to `type`
    ");
    assert!(!folder.path().join("gone").exists(), "a path was run as a command");
    assert_eq!(folder.read("--fix"), INVALID);
}

#[test]
fn the_summary_of_the_step_has_every_mistake() {
    let many = format!(r#"{{"job": {{"type": "precheck", "params": {{}}{}}}}}"#, r#", "typ": 1"#.repeat(200));
    let folder = repository().file("</pre><b>&.json", INVALID).file("many.json", many).file("good.json", VALID);
    assert_eq!(run(&folder, "</pre><b>&.json\ngood.json", "", "github").status, 1);
    assert_snapshot!(folder.read("summary.md"), @r"
    <pre>
    &lt;/pre&gt;&lt;b&gt;&amp;.json:1:10: error[DRS-S002] `typ` is not a field of `job` (help: rename it to `type`)
    1 of 2 documents invalid, 1 error
    </pre>
    ");
    assert_eq!(run(&folder, "many.json", "", "github").status, 1);
    let summary = folder.read("summary.md");
    let listed = summary.lines().filter(|line| line.starts_with("many.json:")).count();
    assert!(listed >= 200, "{listed} mistakes of 200 are listed:\n{summary}");
}

#[test]
fn a_summary_is_cut_before_it_is_too_long() {
    let fault = format!(r#", "{}": 1"#, "a".repeat(150));
    let many = format!(r#"{{"job": {{"type": "precheck", "params": {{}}{}}}}}"#, fault.repeat(9000));
    let folder = repository().file("many.json", many);
    assert_eq!(run(&folder, "many.json", "", "github").status, 1);
    let summary = folder.read("summary.md");
    assert!(summary.len() < 1 << 20, "{} bytes", summary.len());
    let end: Vec<_> = summary.lines().rev().take(2).collect();
    assert!(end[0] == "</pre>" && end[1].starts_with("... and ") && end[1].ends_with(" more lines"), "{end:?}");
}

#[test]
fn valid_requests_pass_and_the_operation_reaches_the_command() {
    let folder = repository().file("good.json", VALID);
    assert_eq!(run(&folder, "good.json", "", "github").status, 0);
    assert!(!folder.path().join("summary.md").exists(), "there is nothing to say");
    let other = run(&folder, "good.json", "batch_set_policy", "concise");
    assert_eq!(other.status, 1, "{}", other.transcript());
    assert!(other.stdout.contains("DRS-S"), "{}", other.transcript());
    assert_eq!(run(&folder, "missing.json", "", "github").status, 2);
}

#[test]
fn an_installed_command_is_used_and_nothing_is_built() {
    let folder = Scratch::new().file("requests/good.json", VALID).file("requests/bad.json", INVALID);
    std::os::unix::fs::symlink(DRS, folder.path().join("a drs")).expect("a link");
    for drs in [DRS, "./a drs"] {
        let run = run_installed(&folder, drs, "requests", "", "concise");
        assert_eq!((run.status, run.stderr.as_str()), (1, ""), "{}", run.transcript());
        assert!(run.stdout.starts_with("requests/bad.json:1:10: error[DRS-S002]"), "{}", run.transcript());
        assert!(folder.read("summary.md").contains("bad.json:1:10"), "{}", folder.read("summary.md"));
        assert_eq!(run_installed(&folder, drs, "requests/good.json", "", "concise").status, 0);
    }
}

#[test]
fn a_command_that_is_not_installed_is_named() {
    let folder = repository().file("good.json", VALID);
    let run = run_installed(&folder, "no/$(touch gone)", "good.json", "", "github");
    assert_snapshot!(run.transcript(), @"
    exit status 2
    --- stderr
    error: `no/$(touch gone)` is not installed
    help: install it in a step before this one, or leave `drs` out to build it
    ");
    assert!(!folder.path().join("gone").exists() && !folder.path().join("summary.md").exists());
}

#[test]
fn every_input_reaches_the_step() {
    let name_of = |text: &str| Some(text.strip_prefix("${{ inputs.")?.strip_suffix(" }}")?.to_owned());
    let (mut inputs, mut taken) = in_action(|action| {
        let at = |pointer| Pointer::parse(pointer).expect("a pointer").resolve(action).expect("an object").members();
        let inputs = at("/inputs").filter_map(|it| Some(it.key.as_str()?.into_owned()));
        let taken = at("/runs/steps/0/env").filter_map(|it| name_of(&it.value.as_str()?));
        (inputs.collect::<Vec<_>>(), taken.collect::<Vec<_>>())
    });
    inputs.sort();
    taken.sort();
    assert_eq!(inputs, taken);
}
