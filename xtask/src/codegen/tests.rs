//! Codegen on a folder of its own, and the freshness of what is checked in.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use super::{Stale, check, contract, outputs, stale};
use crate::contract::Contract;
use crate::output::{Kind, Output};
use crate::problem::Problem;
use crate::status::Status;
use crate::testing;

#[test]
fn checked_in_files_are_fresh() {
    let mut status = Status::new(Vec::new(), false);
    if let Err(error) = check(&crate::root(), &mut status) {
        panic!("{error:#}\n{}", String::from_utf8_lossy(&status.into_inner()));
    }
}

fn output(path: &str, text: &str) -> Output {
    Output { path: path.to_owned(), text: text.to_owned() }
}

fn write(root: &Path, path: &str, text: &str) {
    fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
    fs::write(root.join(path), text).unwrap();
}

#[test]
fn missing_changed_and_orphaned_files_are_stale() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "dist/same.json", "{}\n");
    write(root, "dist/changed.json", "old\n");
    write(root, "dist/deep/orphan.json", "{}\n");
    write(root, "crates/a/src/generated/orphan.rs", "\n");
    write(root, "crates/a/src/by_hand.rs", "\n");
    let outputs =
        [output("dist/same.json", "{}\n"), output("dist/changed.json", "new\n"), output("dist/missing.json", "{}\n")];
    let stale: Vec<String> = stale(root, &outputs)
        .unwrap()
        .iter()
        .map(|stale| match stale {
            Stale::Missing(output) => format!("missing {}", output.path),
            Stale::Changed { output, found } => format!("changed {} was {found:?}", output.path),
            Stale::Orphan(path) => format!("orphan {path}"),
        })
        .collect();
    assert_snapshot!(stale.join("\n"), @r#"
    changed dist/changed.json was "old\n"
    missing dist/missing.json
    orphan crates/a/src/generated/orphan.rs
    orphan dist/deep/orphan.json
    "#);
}

/// A project of its own with the small contract and nothing generated.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (_, file) in testing::files(&[]).iter() {
        write(folder.path(), &file.name, &file.text);
    }
    folder
}

#[test]
fn a_contract_on_disk_is_the_one_in_memory() {
    let folder = project();
    let contract = contract(folder.path()).unwrap_or_else(|error| panic!("{error:#}"));
    let ids: Vec<&str> = contract.operations.iter().map(|operation| operation.id.as_str()).collect();
    assert_eq!(ids, ["put_thing"]);
}

#[test]
fn a_file_is_replaced_and_nothing_is_left_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dist/a.json");
    super::write::replace(&path, "one").unwrap();
    super::write::replace(&path, "two").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    assert_eq!(stale::names(&folder.path().join("dist")).unwrap(), ["a.json"]);
}

fn says(kinds: &[Kind]) -> String {
    let contract = testing::contract(testing::files(&[]));
    outputs(&contract, kinds).unwrap_err().to_string()
}

#[test]
fn whatever_goes_wrong_with_an_output_names_it() {
    let panics = Kind { name: "panics", outputs: |_: &Contract| panic!("no such type") };
    let fails = Kind {
        name: "fails",
        outputs: |contract| {
            let place = contract.schemas["Thing"].at;
            Err(Problem::new("a thing cannot be generated").at(place).help("describe it in another way"))
        },
    };
    let makes = |_: &Contract| Ok(vec![output("dist/a", "")]);
    let twice = Kind { name: "twice", outputs: makes };
    assert_snapshot!(says(&[panics]), @"the output `panics` panicked: no such type");
    assert_snapshot!(says(&[fails]), @"
    the output `fails` cannot be made: spec/schemas/thing.yaml:4:7: a thing cannot be generated
    help: describe it in another way
    ");
    let stray = Kind { name: "stray", outputs: |_: &Contract| Ok(vec![output("spec/a.yaml", "")]) };
    assert_snapshot!(says(&[stray]), @"the output `stray` makes `spec/a.yaml`, which nobody would clean up");
    assert_snapshot!(says(&[twice, twice]), @"two outputs make `dist/a`");
}
