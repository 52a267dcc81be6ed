//! The modules of a small contract.

use insta::assert_snapshot;

use super::outputs;
use crate::testing::{contract, edited};

const SLICE: &str = "spec/schemas/thing.yaml";

fn module(name: &str) -> String {
    let outputs = outputs(&contract(edited(SLICE, "A thing to put.", "A thing to put."))).unwrap();
    let path = format!("crates/drs-contract/src/generated/{name}.rs");
    outputs.into_iter().find(|output| output.path == path).map_or_else(String::new, |output| output.text)
}

#[test]
fn operations_of_a_small_contract() {
    assert_snapshot!(module("operations"));
}

#[test]
fn objects_of_a_small_contract() {
    assert_snapshot!(module("objects"));
}

#[test]
fn values_and_services_of_a_small_contract() {
    assert_snapshot!([module("values"), module("services")].concat());
}
