//! Texts that tell the automata of the patterns from wrong ones.

use std::collections::BTreeSet;

use drs_diag::Severity;
use drs_validate::{Input, accepts, check_parsed};

use crate::cases::{CORPUS, all, assert_none, operation};

#[test]
fn texts_are_accepted_as_their_patterns_say() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for pattern in &CORPUS.patterns {
        let operation = operation(&pattern.operation);
        for group in &pattern.groups {
            let warnings: BTreeSet<&str> = group.warnings.iter().map(String::as_str).collect();
            let clean = group.valid && warnings.is_empty();
            for text in &group.texts {
                let document = pattern.document(text);
                count += 1;
                let accepted = accepts(operation, document.as_bytes());
                // What the fast path accepts is never walked; what is clean and has no escapes, it accepts.
                let mut is_wrong = if clean { !accepted && !document.contains('\\') } else { accepted };
                if !accepted {
                    let input = Input::json(&document);
                    let report = check_parsed(Some(operation), &input.parse(all().limits), input.syntax, &all());
                    let warned = report.diagnostics.iter().filter(|it| it.severity == Severity::Warning);
                    let warned: BTreeSet<&str> = warned.map(|it| &*it.id).collect();
                    is_wrong |= report.is_valid() != group.valid || (group.valid && warned != warnings);
                }
                if is_wrong {
                    wrong.push(format!("{} {text:?}\n{document}", pattern.id));
                }
            }
        }
    }
    assert!(count > 100_000, "{count} texts");
    assert_none(vec![wrong]);
}
