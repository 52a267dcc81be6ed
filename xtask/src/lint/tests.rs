//! Lints as a set: none fires on a contract without a flaw, and each has its file, its text and its fixture.
//!
//! The fixture of a lint is `xtask/tests/lints/<id>-<name>.txt`. A case starts with `=== ` and its title. `--- file <path>` puts a file into
//! the small contract; `--- edit <path>` replaces lines of one, those that start with `-` by those that start with `+`, where a space
//! marks lines that only show the place. Below `--- says` is what the lint says, nothing if it does not fire.
//! `UPDATE_FIXTURES=1 cargo test -p xtask lint::` writes what it says now.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::{ALL, Lint};
use crate::diff;
use crate::files::extension;
use crate::testing::{files, problems, text};

#[test]
fn nothing_fires_on_a_contract_without_a_flaw() {
    let problems = problems(files(&[]));
    assert!(problems.findings.is_empty(), "{problems}");
}

#[test]
fn ids_and_names_are_unique_and_ids_in_order() {
    let ids: Vec<&str> = ALL.iter().map(|(lint, _)| lint.id).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ALL.len());
    assert_eq!(ALL.iter().map(|(lint, _)| lint.name).collect::<BTreeSet<_>>().len(), ALL.len());
    assert!(ids.iter().all(|id| id.len() == 8 && id.starts_with("DRS-L")), "{ids:?}");
}

#[test]
fn every_file_is_a_lint_in_the_list() {
    let listed: BTreeSet<String> = ALL.iter().map(|(lint, _)| format!("{}.rs", lint.name.replace('-', "_"))).collect();
    let helpers =
        ["mod.rs", "tests.rs", "conditions.rs", "definition.rs", "example_validator.rs", "list.rs", "subject.rs"];
    let files: BTreeSet<String> = names("xtask/src/lint")
        .into_iter()
        .filter(|name| extension(name) == "rs" && !helpers.contains(&name.as_str()))
        .collect();
    assert_eq!(listed, files, "left: lints in `ALL`; right: files");
}

#[test]
fn every_lint_has_a_text_and_stands_in_its_file() {
    for (lint, _) in ALL {
        assert!(lint.text().len() > 80, "{} has no text", lint.name);
        assert!(lint.file.contains(&format!("id: \"{}\"", lint.id)), "{} is in the wrong file", lint.name);
    }
}

#[test]
fn a_lint_is_listed_in_one_line() {
    insta::assert_snapshot!(super::stray_title::LINT.line(), @"DRS-L013 stray-title              `title` stands on the arms of a `oneOf` and nowhere else.");
}

#[test]
fn each_lint_says_what_its_fixture_says() {
    let folder = crate::root().join("xtask/tests/lints");
    let mut left_over = names("xtask/tests/lints");
    for (lint, _) in ALL {
        let name = format!("{}-{}.txt", lint.id, lint.name);
        left_over.retain(|other| *other != name);
        let fixture = fs::read_to_string(folder.join(&name)).unwrap_or_else(|error| {
            panic!("xtask/tests/lints/{name} cannot be read: {error}; write a case in which {} fires", lint.name)
        });
        let cases: Vec<(&str, String)> = fixture.split("=== ").skip(1).map(|case| said(lint, case)).collect();
        assert!(cases.iter().any(|(_, said)| !said.is_empty()), "{name} has no case in which {} fires", lint.name);
        let now: Vec<String> = cases.iter().map(|(case, said)| format!("=== {case}--- says\n{said}")).collect();
        let now = now.join("\n");
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            fs::write(folder.join(&name), &now).unwrap();
        } else {
            assert!(now == fixture, "{name} is not what {} says:\n{}", lint.name, diff::unified(&fixture, &now, 60));
        }
    }
    assert!(left_over.is_empty(), "fixtures of no lint: {left_over:?}");
}

/// A case up to what it says, and what the lint says of it now.
fn said<'f>(lint: &Lint, case: &'f str) -> (&'f str, String) {
    let (setup, _) = case.split_once("--- says\n").expect("a case ends with what is said");
    let mut changed: BTreeMap<&str, String> = BTreeMap::new();
    for part in setup.split("\n--- ").skip(1) {
        let (head, body) = part.split_once('\n').unwrap_or((part, ""));
        let body = if body.ends_with('\n') { body.to_owned() } else { format!("{body}\n") };
        match head.split_once(' ') {
            Some(("file", path)) => drop(changed.insert(path, body)),
            Some(("edit", path)) => {
                let lines = |marks: [char; 2]| -> String {
                    body.lines()
                        .filter(|line| line.starts_with(marks))
                        .map(|line| format!("{}\n", &line[1..]))
                        .collect()
                };
                let old = changed.get(path).map_or_else(|| text(path), String::as_str);
                let from = lines([' ', '-']);
                let places: Vec<usize> = old
                    .match_indices(&from)
                    .map(|(at, _)| at)
                    .filter(|&at| at == 0 || old[..at].ends_with('\n'))
                    .collect();
                let [at] = places[..] else { panic!("these lines must stand in {path} once:\n{from}") };
                let new = [&old[..at], &lines([' ', '+']), &old[at + from.len()..]].concat();
                changed.insert(path, new);
            }
            _ => panic!("a part is `file` or `edit` and a path, not `{head}`"),
        }
    }
    let changed: Vec<(&str, &str)> = changed.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let mut problems = problems(files(&changed));
    problems.findings.retain(|finding| finding.diagnostic.id == lint.id);
    let said = problems.render(false);
    (setup, if said.is_empty() { said } else { format!("{said}\n") })
}

/// Names in a folder of the project.
fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(crate::root().join(folder)).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}
