//! The `jsonschema` crate on the published schemas.

use std::collections::BTreeSet;
use std::fs;

use drs_validate::Operation;
use jsonschema::Validator;
use serde_json::Value;

use crate::cases::{assert_none, deviation, on_all, operation};

/// Errors that the crate finds: where, and by which keyword; `const` is called `enum`, as in the corpus.
pub(crate) type Errors = BTreeSet<(String, String)>;

/// The published schemas, compiled.
pub(crate) struct PublishedSchemas {
    validators: [Validator; Operation::ALL.len()],
}

impl PublishedSchemas {
    pub(crate) fn new() -> Self {
        let validator = |operation: Operation| {
            let path = format!("dist/schema/{}.schema.json", operation.id());
            let text = fs::read_to_string(xtask::root().join(path)).unwrap();
            jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
        };
        Self { validators: Operation::ALL.map(validator) }
    }

    /// What is wrong with a document; `None` if it cannot be read.
    pub(crate) fn errors(&self, operation: Operation, document: &str) -> Option<Errors> {
        let value: Value = serde_json::from_str(document).ok()?;
        let index = Operation::ALL.iter().position(|it| *it == operation)?;
        let errors = self.validators[index].iter_errors(&value).map(|error| {
            let keyword = if error.kind().keyword() == "const" { "enum" } else { error.kind().keyword() };
            (error.instance_path().to_string(), keyword.to_owned())
        });
        Some(errors.collect())
    }
}

#[test]
fn published_schemas_refuse_what_the_contract_refuses_for_the_same_reasons() {
    let schemas = PublishedSchemas::new();
    let wrong = on_all(|cases| {
        let mut wrong = Vec::new();
        for case in cases {
            let Some(errors) = schemas.errors(operation(&case.operation), &case.document) else {
                if case.valid {
                    wrong.push(format!("{}: cannot be read\n{}", case.id, case.document));
                }
                continue;
            };
            if errors.is_empty() != deviation(case).unwrap_or(case.valid) {
                wrong.push(format!("{}: {errors:?}\n{}", case.id, case.document));
            }
            // Where numbers are rounded or the text is not the document, the reasons are others.
            let expected: Errors = case.reasons.iter().map(|it| (it.instance.clone(), it.keyword.to_owned())).collect();
            if deviation(case).is_none() && case.beyond.is_empty() && errors != expected {
                wrong.push(format!("{}: {errors:?}, not {expected:?}\n{}", case.id, case.document));
            }
        }
        wrong
    });
    assert_none(wrong);
}
