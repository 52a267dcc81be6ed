//! Names are identities: an operation's id and a rule's id are the names of everything that belongs to them.

use std::collections::BTreeSet;

use drs_tests::{names, read};
use drs_validate::Operation;

/// The names of a folder's files without an ending; files with other endings are left out.
fn stems(folder: &str, ending: &str) -> BTreeSet<String> {
    names(folder).iter().filter_map(|name| name.strip_suffix(ending)).map(str::to_owned).collect()
}

#[test]
fn an_operations_id_names_its_slice_its_folders_and_its_schema() {
    let ids: BTreeSet<_> = Operation::ALL.iter().map(|operation| operation.id().to_owned()).collect();
    assert_eq!(ids, stems("spec/paths", ".yaml"));
    let with_request = Operation::ALL.iter().filter(|operation| !operation.is_bare());
    let with_request: BTreeSet<_> = with_request.map(|operation| operation.id().to_owned()).collect();
    assert_eq!(with_request, names("spec/examples").into_iter().collect());
    assert_eq!(ids, names("spec/responses").into_iter().collect());
    assert_eq!(ids, stems("dist/schema", ".schema.json"));
}

#[test]
fn an_operation_is_found_by_its_id() {
    for operation in Operation::ALL {
        assert_eq!(Operation::from_id(operation.id()), Some(operation));
    }
    assert_eq!(Operation::from_id("no_such_call"), None);
}

#[test]
fn every_page_is_a_published_rule_and_every_published_rule_has_a_page() {
    let rules: serde_json::Value = serde_json::from_str(&read("dist/rules.json")).expect("JSON");
    let published = rules["rules"].as_array().expect("a list").iter();
    let published: BTreeSet<_> = published.map(|rule| rule["id"].as_str().expect("an id").to_owned()).collect();
    assert_eq!(published, stems("spec/rules", ".md"));
}
