//! The texts that tell the automata of the patterns from wrong ones.

use std::collections::BTreeSet;

use drs_diag::Severity;
use drs_validate::{Input, Operation, accepts, check_parsed};
use serde_json::Value;

use crate::cases::{all, folder};

#[test]
fn texts_are_taken_as_their_patterns_say() {
    let path = folder().join("patterns.jsonl");
    let lines = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let forms: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut wrong = Vec::new();
    let mut count = 0;
    for form in &forms {
        let text = |key: &str| form[key].as_str().unwrap();
        let operation = Operation::from_id(text("operation")).unwrap();
        for outcome in form["outcomes"].as_array().unwrap() {
            let valid = outcome["valid"].as_bool().unwrap();
            let warnings: BTreeSet<_> = outcome["warnings"].as_array().unwrap().iter().map(|id| id.as_str()).collect();
            let right = valid && warnings.is_empty();
            for value in outcome["texts"].as_array().unwrap() {
                let document = format!("{}{value}{}", text("before"), text("after"));
                count += 1;
                let quickly = accepts(operation, document.as_bytes());
                // What is accepted quickly is never walked; what is right and has no escapes is accepted quickly.
                let mut is_wrong = if right { !quickly && !document.contains('\\') } else { quickly };
                if !quickly {
                    let input = Input::json(&document);
                    let report = check_parsed(Some(operation), &input.parse(all().limits), input.syntax, &all());
                    let warned = report.diagnostics.iter().filter(|it| it.severity == Severity::Warning);
                    let warned: BTreeSet<_> = warned.map(|it| Some(&*it.id)).collect();
                    is_wrong |= report.is_valid() != valid || (valid && warned != warnings);
                }
                if is_wrong {
                    wrong.push(format!("{} {value}\n{document}", text("id")));
                }
            }
        }
    }
    assert!(count > 100_000, "{count} texts");
    assert!(wrong.is_empty(), "{} of the texts, such as\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}
