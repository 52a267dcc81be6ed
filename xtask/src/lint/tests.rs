//! Lints as a set: none fires on a contract without a flaw, and each has its file, its text and its test.

use std::collections::BTreeSet;

use super::{ALL, Stage};
use crate::files::extension;
use crate::testing::{files, problems};

#[test]
fn nothing_fires_on_a_contract_without_a_flaw() {
    let problems = problems(files(&[]));
    assert!(problems.findings.is_empty(), "{problems}");
}

#[test]
fn ids_and_names_are_unique_and_ids_in_order() {
    let ids: Vec<&str> = ALL.iter().map(|lint| lint.id).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ALL.len());
    assert_eq!(ALL.iter().map(|lint| lint.name).collect::<BTreeSet<_>>().len(), ALL.len());
    assert!(ids.iter().all(|id| id.len() == 8 && id.starts_with("DRS-L")), "{ids:?}");
}

#[test]
fn every_file_is_a_lint_in_the_list() {
    let listed: BTreeSet<String> = ALL.iter().map(|lint| format!("{}.rs", lint.name.replace('-', "_"))).collect();
    let folder = crate::root().join("xtask/src/lint");
    let helpers = ["mod.rs", "tests.rs", "conditions.rs", "judge.rs"];
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<String> =
        names.filter(|name| extension(name) == "rs" && !helpers.contains(&name.as_str())).collect();
    assert_eq!(listed, files, "left: lints in `ALL`; right: files");
}

#[test]
fn every_lint_has_a_text_and_a_test() {
    for lint in ALL {
        assert!(lint.text().len() > 80, "{} has no text", lint.name);
        assert!(lint.file.contains(&format!("id: \"{}\"", lint.id)), "{} is in the wrong file", lint.name);
        assert!(!lint.file.contains(", @\"\")"), "{} has a test in which it says nothing", lint.name);
        let is_audited = matches!(lint.stage, Stage::Audit);
        assert!(is_audited || lint.file.contains("fn fires_"), "{} has no test that makes it fire", lint.name);
    }
}

#[test]
fn a_lint_is_listed_in_one_line() {
    insta::assert_snapshot!(super::stray_title::LINT.line(), @"DRS-L013 stray-title              `title` stands on the arms of a `oneOf` and nowhere else.");
}
