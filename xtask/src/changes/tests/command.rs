//! What the command reads and writes.

use std::fs;
use std::path::Path;

use clap::Parser;
use insta::assert_snapshot;
use serde_json::json;

use crate::changes::Diff;

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    diff: Diff,
}

/// What the command writes and whether it succeeds, or why it cannot compare.
fn run(arguments: &[&str]) -> String {
    let diff =
        Arguments::try_parse_from([&["diff"], arguments].concat()).unwrap_or_else(|error| panic!("{error}")).diff;
    match diff.changes() {
        Ok(changes) => {
            let mut out = Vec::new();
            diff.report(&changes, &mut out).unwrap();
            let is_fine = diff.passes(&changes);
            format!("{}{}", String::from_utf8(out).unwrap(), if is_fine { "fine" } else { "failed" })
        }
        Err(error) => error.to_string(),
    }
}

fn write(folder: &Path, name: &str, value: &serde_json::Value) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, value.to_string()).unwrap();
    path.to_string_lossy().into_owned()
}

/// Two folders: the second has other hosts, rules, errors, states and constants.
fn folders() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let openapi = json!({"openapi": "3.0.3", "info": {"title": "Things", "version": "1.0.0"}, "paths": {}});
    let endpoints = |host: &str| json!({"services": {"drs": {"description": host, "regions": {"here": host}}}});
    let rule = |id: &str, severity: &str, text: &str| json!({"id": id, "severity": severity, "text": text});
    let constants = |name: &str| json!({"components": {"schemas": {"Term": {"enum": ["1", "2"], "x-enum-varnames": ["Day", name]}}}});
    let old = folder.path().join("old");
    write(&old, "openapi.json", &openapi);
    write(&old, "endpoints.json", &endpoints("a.example.com"));
    write(&old, "rules.json", &json!({"rules": [rule("A", "warning", "One."), rule("B", "error", "Two.")]}));
    write(
        &old,
        "errors.json",
        &json!({"errors": [{"code": "E1", "meaning": "Bad."}, {"code": "E2", "meaning": "Worse."}]}),
    );
    write(&old, "openapi-client.json", &constants("Month"));
    let new = folder.path().join("new");
    write(&new, "openapi.json", &openapi);
    write(&new, "endpoints.json", &endpoints("b.example.com"));
    write(&new, "rules.json", &json!({"rules": [rule("A", "error", "1."), rule("C", "error", "Three.")]}));
    write(
        &new,
        "errors.json",
        &json!({"errors": [{"code": "E3", "meaning": "New."}, {"code": "E1", "meaning": "Not good."}]}),
    );
    write(&new, "states.json", &json!({}));
    write(&new, "openapi-client.json", &constants("PerMonth"));
    folder
}

#[test]
fn folders_are_compared_with_their_lists() {
    let folder = folders();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    assert_snapshot!(run(&[&path("old"), &path("new")]));
    // Of a file by itself the lists are not known.
    for old in [path("old"), path("new/openapi.json")] {
        assert_eq!(run(&[&old, &path("old"), "--fail-on", "fix"]).trim(), "none: nothing changed\nfine");
    }
}

#[test]
fn each_format_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let with = |title: &str, words: &str| json!({"openapi": "3.0.3", "info": {"title": title, "description": words, "version": "1.0.0"}, "tags": words});
    let old = write(folder.path(), "old.json", &with("Things", "Words"));
    let new = write(folder.path(), "new.json", &with("Other things", "Other words"));
    assert_snapshot!(run(&[&old, &new]), @"
    breaking:
      /info/title (both)
        `title` is `Other things`, was `Things`
    fix:
      /info/description (both)
        `description` is worded differently
      /tags (both)
        `tags` is worded differently
    breaking: 1 breaking, 2 fix
    fine
    ");
    assert_snapshot!(run(&[&old, &new, "--format", "markdown", "--fail-on", "breaking"]), @"
    breaking: 1 breaking, 2 fix

    ## breaking

    - `/info/title` (both): `title` is `Other things`, was `Things`

    ## fix

    - `/info/description` (both): `description` is worded differently
    - `/tags` (both): `tags` is worded differently
    failed
    ");
    assert_snapshot!(run(&[&old, &new, "--format", "json", "--fail-on", "new"]), @r#"
    {
      "level": "breaking",
      "changes": [
        {
          "level": "breaking",
          "path": "/info/title",
          "what": "`title` is `Other things`, was `Things`",
          "side": "both"
        },
        {
          "level": "fix",
          "path": "/info/description",
          "what": "`description` is worded differently",
          "side": "both"
        },
        {
          "level": "fix",
          "path": "/tags",
          "what": "`tags` is worded differently",
          "side": "both"
        }
      ]
    }
    failed
    "#);
}

#[test]
fn what_is_no_description_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let right = write(folder.path(), "right.json", &json!({"openapi": "3.0.3"}));
    let other = write(folder.path(), "rules.json", &json!({"rules": []}));
    let says = |path: &str| run(&[&right, path]).replace(&*folder.path().to_string_lossy(), "here");
    assert_snapshot!(says(&other), @"`here/rules.json` is no OpenAPI description");
    assert_snapshot!(says(&format!("{other}.gz")), @"`here/rules.json.gz` cannot be read: No such file or directory (os error 2)");
    fs::write(&other, "{").unwrap();
    assert_snapshot!(says(&other), @"`here/rules.json` is no JSON: EOF while parsing an object at line 1 column 1");
    fs::write(&other, "[".repeat(100_000)).unwrap();
    assert_snapshot!(says(&other), @"`here/rules.json` is no JSON: recursion limit exceeded at line 1 column 128");
}

#[test]
fn items_of_a_list_are_known_by_what_is_another_text_in_each() {
    let folder = tempfile::tempdir().unwrap();
    let openapi = json!({"openapi": "3.0.3"});
    let state = |name: &str, class: &str, next: &[&str]| {
        let next: Vec<_> = next.iter().map(|to| json!({"to": to, "by": null, "evidence": "inferred"})).collect();
        json!({"name": name, "class": class, "meaning": "Words.", "actions": ["stop"], "next": next})
    };
    let answer = |name: &str, statuses: &[u32], remedy: &str| json!({"name": name, "code": null, "statuses": statuses, "remedy": remedy});
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    write(&old, "openapi.json", &openapi);
    write(&old, "states.json", &json!({"task": [state("A", "moving", &["B", "C"]), state("B", "failed", &[])]}));
    write(&old, "errors.json", &json!([answer("a", &[401, 403], "Wait."), answer("b", &[400], "Look.")]));
    write(&new, "openapi.json", &openapi);
    write(&new, "states.json", &json!({"task": [state("B", "moving", &["A"]), state("A", "moving", &["C"])]}));
    write(&new, "errors.json", &json!([answer("b", &[400, 404], "Look."), answer("a", &[403], "Stop.")]));
    assert_snapshot!(run(&[&old.to_string_lossy(), &new.to_string_lossy()]), @"
    breaking:
      errors.json#/1/statuses/0 (response)
        `401` is gone
      states.json#/task/0/class (response)
        is `moving`, was `failed`
      states.json#/task/1/next/0 (response)
        `B` is gone
    new:
      errors.json#/0/statuses/1 (response)
        `404` is new
      states.json#/task/0/next/0 (response)
        `A` is new
    fix:
      errors.json#/1/remedy (response)
        `remedy` is worded differently
    breaking: 3 breaking, 2 new, 1 fix
    fine
    ");
}
