//! The published files of the real contract agree with each other and with its examples.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use drs_text::Limits;
use jsonschema::Validator;
use serde_json::json;

use super::super::json::Json;
use super::super::lower::Dialect;
use super::{made, parse, read};
use crate::bundle;
use crate::contract::{Contract, Family, Severity};

/// The real contract, as checked in.
pub(in super::super) fn real() -> Contract {
    let bundle = bundle::load(&crate::root()).unwrap_or_else(|problems| panic!("{problems}"));
    Contract::from_bundle(bundle).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The files of the real contract, made once.
pub(in super::super) fn made_of_real() -> &'static BTreeMap<String, String> {
    static MADE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| made(&real()));
    &MADE
}

#[test]
fn the_yaml_of_the_real_contract_reads_back_as_its_json() {
    let files = made_of_real();
    for description in ["openapi", "openapi-client"] {
        let yaml = drs_text::yaml::parse(files[&format!("{description}.yaml")].as_bytes(), &Limits::default());
        assert!(yaml.faults.is_empty(), "{:?}", yaml.faults);
        // As text, so that the order of members counts too.
        assert_eq!(read(yaml.tree.as_ref().unwrap().root()).to_text(), files[&format!("{description}.json")]);
    }
}

#[test]
fn the_schemas_of_the_real_contract_accept_its_examples() {
    let contract = real();
    let files = made_of_real();
    for operation in &contract.operations {
        let schema = parse(&files[&format!("schema/{}.schema.json", operation.id)]);
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        assert!(operation.is_bare() || !operation.examples.is_empty(), "{} has no example", operation.id);
        for example in &operation.examples {
            let errors: Vec<_> =
                validator.iter_errors(&parse(&example.text)).map(|error| error.instance_path().to_string()).collect();
            assert!(errors.is_empty(), "{} is refused at {errors:?}", example.path);
        }
    }
}

/// A validator for what a fence names: an operation by its published file, a component by its definition.
/// `None` for a word that stands for neither, which asks for the operation to be found.
fn validator(contract: &Contract, files: &BTreeMap<String, String>, target: &str) -> Option<Validator> {
    let schema = if contract.operation(target).is_some() {
        parse(&files[&format!("schema/{target}.schema.json")])
    } else {
        let component = contract.schemas.get(target)?;
        let mut names = contract.reachable(component);
        names.insert(target.to_owned());
        let components = Json::from(contract.bundle.pointer("/components/schemas").unwrap());
        let components =
            Json::object(names.into_iter().map(|name| (name.clone(), components.get(&name).unwrap().clone())));
        json!({"$ref": format!("#/$defs/{target}"), "$defs": Dialect::Standard.map(&components).unwrap()})
    };
    Some(jsonschema::draft202012::new(&schema).unwrap())
}

#[test]
fn the_schemas_of_the_real_contract_agree_with_the_pages_of_its_rules() {
    let contract = real();
    let files = made_of_real();
    let rules = parse(&files["rules.json"]);
    let is_portable =
        |id: &str| rules["rules"].as_array().unwrap().iter().any(|rule| rule["id"] == id && rule["portable"] == true);
    let mut validators = BTreeMap::new();
    let mut disagree = Vec::new();
    for page in contract.pages.iter().filter(|page| page.family != Family::Syntax) {
        let refused = page.severity == Severity::Error && is_portable(&page.id);
        let expected =
            page.fails.iter().map(|block| (block, !refused)).chain(page.passes.iter().map(|block| (block, true)));
        for (block, valid) in expected.filter(|(block, _)| block.language == "json") {
            let validator =
                validators.entry(block.target.clone()).or_insert_with(|| validator(&contract, files, &block.target));
            let verdict = validator.as_ref().map(|validator| validator.is_valid(&parse(&block.text)));
            if verdict.is_some_and(|verdict| verdict != valid) {
                disagree.push(format!("{} line {}: a validator with dist/schema says {}", page.id, block.line, !valid));
            }
        }
    }
    assert!(disagree.is_empty(), "{}", disagree.join("\n"));
}
