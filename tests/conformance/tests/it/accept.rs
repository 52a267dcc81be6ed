//! The fast path beside the walk.

use std::fmt::Debug;

use drs_validate::{Input, Operation, Report, Syntax, accepts, check, check_detected, check_parsed};

use crate::cases::{all, assert_none, on_all, operation};

/// The facts of a report, without how a remedy is written in JSON and in YAML.
fn facts(report: &Report) -> (Option<Operation>, Vec<impl PartialEq + Debug + use<>>) {
    let facts = report
        .diagnostics
        .iter()
        .map(|it| (it.id.clone(), it.severity, it.span, it.pointer.clone(), it.instance.clone(), it.message.clone()));
    (report.operation, facts.collect())
}

#[test]
fn only_valid_documents_are_accepted() {
    let wrong = on_all(|cases| {
        let accepted = cases.iter().filter(|case| accepts(operation(&case.operation), case.document.as_bytes()));
        let wrong = accepted.filter(|case| !case.valid || !case.warnings.is_empty());
        wrong.map(|case| format!("{}\n{}", case.id, case.document)).collect::<Vec<_>>()
    });
    assert_none(wrong);
}

/// What is right and not accepted costs time, so only what is rare may be left to the walk: escapes where a form or a key is
/// looked for, numbers that are not written as digits alone, and listed values of more than 62 characters.
#[test]
fn valid_documents_are_accepted_but_for_rare_spellings() {
    let parts = on_all(|cases| {
        let right: Vec<_> = cases.iter().filter(|case| case.valid && case.warnings.is_empty()).collect();
        let left = right.iter().filter(|case| !accepts(operation(&case.operation), case.document.as_bytes()));
        let odd = left.clone().filter(|case| !case.document.contains('\\') && !has_rare_number(&case.document));
        let odd = odd.filter(|case| case.operation != "list_jobs" || !has_long_list(&case.document));
        let odd = odd.map(|case| format!("{}\n{}", case.id, case.document)).collect::<Vec<_>>();
        (right.len(), left.count(), odd)
    });
    let right: usize = parts.iter().map(|(right, ..)| right).sum();
    let left: usize = parts.iter().map(|(_, left, _)| left).sum();
    println!("{left} of {right} right documents are left to the walk");
    let odd: Vec<_> = parts.into_iter().flat_map(|(.., odd)| odd).collect();
    assert!(odd.is_empty(), "{}", odd.join("\n"));
    assert!(left < right / 5);
}

/// Whether there is a number with a point or an exponent, or one of more than 18 digits, which may be a text.
fn has_rare_number(document: &str) -> bool {
    let is_long = |text: &str| text.len() > 18 && text.trim_start_matches('-').bytes().all(|it| it.is_ascii_digit());
    let words = |text: &str| -> Vec<String> {
        text.split(|letter: char| !letter.is_ascii_digit() && !"+-.eE".contains(letter)).map(str::to_owned).collect()
    };
    let is_number = |word: &String| word.starts_with(|first: char| first.is_ascii_digit() || first == '-');
    let mut outside = document.split('"').step_by(2).flat_map(words).filter(is_number);
    outside.any(|word| word.contains(['.', 'e', 'E']) || is_long(&word))
        || document.split('"').skip(1).step_by(2).any(is_long)
}

/// Whether there is a value that lists states, and is longer than what the fast path compares at once.
fn has_long_list(document: &str) -> bool {
    document.split('"').skip(1).step_by(2).any(|text| text.len() > 62 && text.contains("_FAILED,"))
}

#[test]
fn reports_are_the_same_with_and_without_the_fast_path() {
    let wrong = on_all(|cases| {
        let mut wrong = Vec::new();
        for case in cases {
            let input = Input::json(&case.document);
            let parsed = input.parse(all().limits);
            let (fast, found) = (check(operation(&case.operation), input, &all()), check_detected(input, &all()));
            // JSON as a YAML document is walked over as a whole.
            let walked = check_parsed(Some(operation(&case.operation)), &parsed, Syntax::Yaml, &all());
            let unsaid = check_parsed(None, &parsed, Syntax::Yaml, &all());
            if facts(&fast) != facts(&walked) || facts(&found) != facts(&unsaid) {
                let differences = [facts(&fast), facts(&walked), facts(&found), facts(&unsaid)];
                wrong.push(format!("{}\n{}\n{differences:#?}", case.id, case.document));
            }
        }
        wrong
    });
    assert_none(wrong);
}
