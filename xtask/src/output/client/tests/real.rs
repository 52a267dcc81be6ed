//! The client of the contract itself.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::super::outputs;
use super::lowered;
use super::surface::{members, surface};
use crate::bundle;
use crate::contract::Contract;
use crate::output::file::Output;

static CONTRACT: LazyLock<Contract> = LazyLock::new(|| {
    let bundle = bundle::load(&crate::root()).unwrap_or_else(|problems| panic!("{problems}"));
    Contract::from_bundle(bundle).unwrap_or_else(|problems| panic!("{problems}"))
});

static OUTPUTS: LazyLock<Vec<Output>> =
    LazyLock::new(|| outputs(&CONTRACT).unwrap_or_else(|problem| panic!("{problem}")));

#[test]
fn a_schema_and_its_type_have_one_name() {
    let surface = surface(&OUTPUTS);
    let types: BTreeSet<_> = surface
        .lines()
        .filter(|line| !line.starts_with(' '))
        .map(|line| line.split([' ', '(']).next().unwrap())
        .collect();
    for name in CONTRACT.schemas.keys() {
        assert!(types.contains(name.as_str()), "{name}");
    }
}

#[test]
fn every_secret_has_the_type_of_secrets() {
    let secrets = lowered(&CONTRACT).secret_members;
    assert!(secrets.contains("db_password"));
    let mut count = 0;
    for (structure, name, rust) in members(&OUTPUTS) {
        if secrets.contains(&name) {
            assert!(rust == "Secret" || rust == "Option<Secret>", "{structure}.{name}: {rust}");
            count += 1;
        } else {
            assert!(!rust.contains("Secret"), "{structure}.{name}: {rust}");
        }
    }
    assert!(count > 5);
}

#[test]
fn no_file_is_too_long_to_read() {
    for output in OUTPUTS.iter() {
        let lines = output.text.lines().count();
        assert!(lines < 1500, "{}: {lines} lines", output.path);
    }
}
