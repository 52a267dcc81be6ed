//! The published schemas, as the `jsonschema` crate reads them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use drs_validate::Operation;
use jsonschema::Validator;
use serde_json::Value;

static VALIDATORS: LazyLock<BTreeMap<Operation, Validator>> = LazyLock::new(|| {
    let validator = |operation: Operation| {
        let text = crate::read(&format!("dist/schema/{}.schema.json", operation.id()));
        let schema = serde_json::from_str(&text).expect("a schema is JSON");
        (operation, jsonschema::validator_for(&schema).expect("a schema is one"))
    };
    Operation::ALL.map(validator).into()
});

/// Whether a document is a valid request of `operation`.
pub(super) fn is_valid(operation: Operation, document: &Value) -> bool {
    VALIDATORS[&operation].is_valid(document)
}
