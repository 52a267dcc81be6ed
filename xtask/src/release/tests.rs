//! Releases in repositories of their own, and the files of this one.

use std::fs;
use std::path::Path;
use std::process::Command;

use insta::assert_snapshot;

use super::{Baseline, lock};

fn write(root: &Path, path: &str, text: &str) {
    fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
    fs::write(root.join(path), text).unwrap();
}

fn git(root: &Path, arguments: &[&str]) {
    let settings = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").arg("-C").arg(root).args(settings).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A repository in which each of some versions is committed and tagged.
fn repository(tags: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    git(root, &["init", "--quiet"]);
    for (number, tag) in tags {
        write(root, "dist/openapi.json", &format!(r#"{{"openapi": "3.0.3", "info": {{"version": "{number}"}}}}"#));
        write(root, "dist/rules.json", "{}");
        git(root, &["add", "--all"]);
        git(root, &["commit", "--quiet", "--message", "a"]);
        git(root, &["tag", tag]);
    }
    folder
}

#[test]
fn the_last_release_is_the_newest_tag() {
    let folder = repository(&[("0.9.0", "v0.9.0"), ("0.10.0", "v0.10.0"), ("0.9.1", "v0.9.1"), ("1.0.0", "vacation")]);
    let root = folder.path();
    let newest = Baseline::find(root, None).unwrap().unwrap();
    assert_eq!(newest, Baseline::Git("v0.10.0".into()));
    let version = newest.version(root).unwrap();
    assert_eq!(version.number(), "0.10.0");
    assert!(version.catalogs.contains_key("rules.json"));
    assert!(!version.catalogs.contains_key("errors.json"));
}

#[test]
fn the_last_release_may_be_named() {
    let folder = repository(&[("0.9.0", "v0.9.0"), ("0.10.0", "v0.10.0")]);
    let root = folder.path();
    let number =
        |since: &str| Baseline::find(root, Some(since)).unwrap().unwrap().version(root).unwrap().number().to_owned();
    assert_eq!(number("HEAD~1"), "0.9.0");
    assert_eq!(number(&root.to_string_lossy()), "0.10.0");
    assert_snapshot!(Baseline::find(root, Some("v7")).unwrap_err(), @"`v7` is neither a folder nor known to git");
    assert!(Baseline::find(root, Some("--all")).is_err());
    assert_eq!(Baseline::find(repository(&[]).path(), None).unwrap(), None);
}

#[test]
fn what_is_published_has_the_checksums_it_names() {
    let sums = lock::sums(&crate::root()).unwrap();
    assert!(sums.iter().any(|line| line.ends_with("  artifacts.json\n")));
    assert!(sums.iter().any(|line| line.ends_with("  openapi.json\n")));
}

#[test]
fn a_file_that_is_not_as_listed_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "dist/a.json", "a");
    let a = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    let list = |files: &[(&str, &str)]| {
        let files: Vec<_> = files.iter().map(|(file, sum)| serde_json::json!({"file": file, "sha256": sum})).collect();
        write(root, "dist/artifacts.json", &serde_json::json!({"files": files}).to_string());
    };
    list(&[("a.json", a)]);
    assert_eq!(lock::sums(root).unwrap()[0], format!("{a}  a.json\n"));
    list(&[("a.json", "0")]);
    assert_snapshot!(lock::sums(root).unwrap_err(), @"`dist/a.json` has another checksum than `artifacts.json` says");
    list(&[("a.json", a), ("b.json", a)]);
    assert_snapshot!(lock::sums(root).unwrap_err(), @"`dist/b.json` is missing");
    list(&[]);
    assert_snapshot!(lock::sums(root).unwrap_err(), @"`dist/a.json` is not in `artifacts.json`");
}
