//! Verdicts and places agree with the published JSON Schemas, as the `jsonschema` crate reads them.

use std::collections::BTreeMap;

use drs_diag::Severity;
use drs_validate::{Input, Operation, check};
use jsonschema::Validator;
use serde_json::Value;

use crate::corpus::each_case;
use crate::pages;
use crate::relation::{explains, relation};
use crate::schema::Schema;
use crate::support::{all, examples, shown};

/// Ids of what the validator refuses and JSON Schema cannot.
const BEYOND: [&str; 1] = ["DRS-P030"];

/// An error of the oracle: where, and which keyword.
type Error = (String, String);

struct Oracle {
    validators: BTreeMap<&'static str, Validator>,
}

impl Oracle {
    fn new() -> Self {
        let validator = |operation: Operation| jsonschema::validator_for(Schema::of(operation).root()).unwrap();
        Self { validators: Operation::ALL.map(|operation| (operation.id(), validator(operation))).into() }
    }

    fn errors(&self, operation: Operation, document: &Value) -> Vec<Error> {
        let errors = self.validators[operation.id()].iter_errors(document);
        errors.map(|error| (error.instance_path().to_string(), error.kind().keyword().to_owned())).collect()
    }
}

/// What was compared.
#[derive(Debug, Default)]
struct Agreement {
    documents: usize,
    invalid: usize,
    diagnostics: usize,
    errors: usize,
    /// Errors of the oracle that follow from a mistake: the id under which that is told, the keyword, and where the error
    /// is as seen from the diagnostic.
    cascades: BTreeMap<String, usize>,
}

impl Agreement {
    fn compare(&mut self, oracle: &Oracle, operation: Operation, what: &str, document: &Value) {
        let text = serde_json::to_string(document).unwrap();
        let report = check(operation, Input::json(&text), &all());
        let errors = oracle.errors(operation, document);
        let is_ours = |id: &str| BEYOND.contains(&id);
        let diagnostics: Vec<_> = report.diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
        let explain = || format!("{operation} {what}\n{}\n{errors:?}", shown(&report));
        self.documents += 1;
        if diagnostics.iter().any(|it| is_ours(&it.id)) {
            return;
        }
        assert_eq!(diagnostics.is_empty(), errors.is_empty(), "verdict of {}", explain());
        self.invalid += usize::from(!errors.is_empty());
        self.diagnostics += diagnostics.len();
        self.errors += errors.len();
        for diagnostic in &diagnostics {
            let same = errors.iter().any(|(place, _)| *place == diagnostic.instance);
            assert!(same, "{} at {} is none of {}", diagnostic.id, diagnostic.instance, explain());
        }
        for (place, keyword) in &errors {
            let near = diagnostics.iter().find_map(|it| Some((it, relation(&it.instance, place)?)));
            let (diagnostic, relation) =
                near.unwrap_or_else(|| panic!("{keyword} at {place} is far from {}", explain()));
            if relation != "at it" || !explains(&diagnostic.id, keyword) {
                *self.cascades.entry(format!("{} {keyword} {relation}", diagnostic.id)).or_default() += 1;
            }
        }
    }
}

#[test]
fn verdicts_and_places_agree_on_documents_with_one_mistake() {
    let oracle = Oracle::new();
    let mut agreement = Agreement::default();
    each_case(|case| {
        let what = format!("{} {} {}", case.example, case.kind, case.pointer);
        agreement.compare(&oracle, case.operation, &what, &case.document);
    });
    println!("{agreement:#?}");
    assert!(agreement.documents > 10_000);
    assert_eq!(agreement.invalid, agreement.documents);
    // Errors of the oracle that are not the mistake itself: the member that is missing because it is misspelt or misplaced,
    // the rule that fails because of that, and second keywords about one value.
    let cascades: Vec<_> = agreement.cascades.keys().collect();
    insta::assert_debug_snapshot!(cascades, @r#"
    [
        "DRS-S002 anyOf at it",
        "DRS-S002 required at it",
        "DRS-S003 anyOf around it",
        "DRS-S003 const at it",
        "DRS-S003 not at it",
        "DRS-S004 const at it",
        "DRS-S006 pattern at it",
        "DRS-S010 enum at it",
        "DRS-S015 anyOf inside",
        "DRS-S015 required around it",
        "DRS-S015 required inside",
    ]
    "#);
}

#[test]
fn verdicts_agree_on_examples_and_pages() {
    let oracle = Oracle::new();
    let mut agreement = Agreement::default();
    for (operation, name, text) in examples() {
        agreement.compare(&oracle, operation, &name, &serde_json::from_str(&text).unwrap());
    }
    assert_eq!(agreement.invalid, 0);
    for block in pages::blocks() {
        // JSON that the oracle's parser reads, checked as a whole request.
        let Some(operation) = Operation::from_id(&block.target) else { continue };
        if block.language == "json" {
            agreement.compare(&oracle, operation, &block.page, &serde_json::from_slice(&block.text).unwrap());
        }
    }
    println!("{agreement:#?}");
    assert!(agreement.invalid > 5);
}
