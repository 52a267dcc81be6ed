//! Lists of the contract that speak of the same thing.

use std::collections::BTreeSet;

use xtask::contract::{Contract, Shape};

/// Where a database is, in the name of an endpoint.
const PLACES: [&str; 2] = ["cloud_", "ecs_"];

/// Engines that have another word in the name of an endpoint.
const RENAMED: [(&str, &str); 1] = [("gaussdb_redis", "gaussredis")];

/// Types of databases that no document or SDK has a name of an endpoint for.
const NAMELESS: [&str; 2] = ["gaussdbv5ha", "kafka"];

fn values<'c>(contract: &'c Contract, schema: &str) -> BTreeSet<&'c str> {
    let Shape::String(string) = &contract.schemas[schema].shape else { panic!("`{schema}` is no text") };
    assert!(!string.values.is_empty(), "`{schema}` lists values");
    string.values.iter().map(|listed| listed.value.as_str()).collect()
}

/// The types of databases that names of endpoints stand for.
fn types<'c>(names: &BTreeSet<&'c str>) -> BTreeSet<&'c str> {
    let engine = |name: &'c str| PLACES.iter().find_map(|place| name.strip_prefix(place)).unwrap_or(name);
    let renamed = |engine: &'c str| RENAMED.iter().find(|(word, _)| *word == engine).map_or(engine, |(_, name)| *name);
    names.iter().map(|name| renamed(engine(name))).collect()
}

#[test]
fn database_types_and_names_of_endpoints_agree() {
    let contract = xtask::codegen::contract(&xtask::root()).unwrap();
    let listed = |schema| values(&contract, schema);
    let named = types(&listed("EndpointName"));
    let all: BTreeSet<_> = named.iter().copied().chain(NAMELESS).collect();
    assert_eq!(listed("DatabaseType"), all);
    assert!(types(&listed("EndpointNameDetail")).is_subset(&listed("DatabaseTypeDetail")));
    for (sent, returned) in [("DatabaseType", "DatabaseTypeDetail"), ("EndpointName", "EndpointNameDetail")] {
        assert!(listed(sent).is_subset(&listed(returned)), "what is sent comes back: `{sent}`, `{returned}`");
    }
}
