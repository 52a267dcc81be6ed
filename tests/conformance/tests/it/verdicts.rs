//! Verdicts and warnings of the walk.

use std::collections::BTreeSet;

use drs_contract::NativeRule;
use drs_diag::{Diagnostic, Severity};
use drs_validate::{Input, Syntax, check_parsed};

use crate::cases::{CORPUS, all, assert_none, on_all, operation};

/// Diagnostics, one a line.
pub(crate) fn shown(diagnostics: &[Diagnostic]) -> String {
    let line = |it: &Diagnostic| format!("  {} {} `{}`: {}\n", it.id, it.span.start, it.instance, it.message);
    diagnostics.iter().map(line).collect()
}

#[test]
fn verdicts_of_the_walk_are_those_of_the_contract() {
    let wrong = on_all(|cases| {
        let mut wrong = Vec::new();
        for case in cases {
            let input = Input::json(&case.document);
            // As a YAML document it is walked over as a whole, without the fast path for parts of it.
            let report =
                check_parsed(Some(operation(&case.operation)), &input.parse(all().limits), Syntax::Yaml, &all());
            let warned: BTreeSet<_> = report
                .diagnostics
                .iter()
                .filter(|it| it.severity == Severity::Warning)
                .map(|it| it.id.to_string())
                .collect();
            let expected: BTreeSet<_> = case.warnings.iter().filter_map(|it| it.rule.clone()).collect();
            // What else is wrong may leave open whether a rule of a warning holds.
            if report.is_valid() != case.valid || (case.valid && warned != expected) {
                wrong.push(format!("{}\n{}\n{}", case.id, case.document, shown(&report.diagnostics)));
            }
        }
        wrong
    });
    assert_none(wrong);
}

#[test]
fn each_rule_that_is_a_function_is_broken_by_documents_with_nothing_else_wrong() {
    let broken: BTreeSet<&str> = CORPUS.cases.iter().filter_map(|case| case.single.as_ref()?.rule.as_deref()).collect();
    for rule in NativeRule::ALL {
        assert!(broken.contains(rule.id()), "{rule:?}: does its page show the object that the rule is on?");
    }
}
