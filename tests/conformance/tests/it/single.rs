//! One mistake gives one diagnostic, and it shows the mistake.

use std::collections::BTreeMap;

use drs_diag::Diagnostic;
use drs_validate::{Input, check};

use drs_conformance::corpus::SingleError;

use crate::cases::{all, on_all, operation};
use crate::verdicts::shown;

/// What became of the documents with one mistake of a kind.
#[derive(Clone, Copy, Default)]
struct Tally {
    cases: usize,
    diagnostics: usize,
    exact: usize,
    placed: usize,
    named: usize,
}

/// The ids that may be reported for an error.
fn ids(error: &SingleError) -> Vec<&str> {
    if let Some(rule) = &error.rule {
        return vec![rule];
    }
    match error.keyword {
        "required" => vec!["DRS-S001"],
        "additionalProperties" => vec!["DRS-S002", "DRS-S015", "DRS-S016"],
        "type" => vec!["DRS-S003", "DRS-S010", "DRS-S016", "DRS-S008", "DRS-S009", "DRS-J018"],
        "enum" => vec!["DRS-S004"],
        "minLength" => vec!["DRS-S005"],
        "maxLength" => vec!["DRS-S006"],
        "pattern" => vec!["DRS-S007"],
        "minimum" => vec!["DRS-S008"],
        "maximum" => vec!["DRS-S009"],
        "anyOf" => vec!["DRS-S003", "DRS-S004", "DRS-S007", "DRS-S008", "DRS-S009", "DRS-S010", "DRS-J018"],
        "minItems" => vec!["DRS-S011"],
        "maxItems" => vec!["DRS-S012"],
        "minProperties" => vec!["DRS-S013"],
        "maxProperties" => vec!["DRS-S014"],
        other => panic!("no id is about `{other}`"),
    }
}

#[test]
fn one_error_gives_one_diagnostic_that_shows_it() {
    let parts = on_all(|cases| {
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        let mut odd = Vec::new();
        for case in cases {
            let Some(error) = &case.single else { continue };
            let mut report = check(operation(&case.operation), Input::json(&case.document), &all());
            if matches!(error.keyword, "minLength" | "maxLength") {
                // Such a text may also differ from its pattern, which is said at once and not by the next run.
                report.diagnostics.retain(|it| it.id != "DRS-S007" || it.instance != error.instance);
            }
            // What lacks something around it is shown by its own bracket, not by the key of what it should be in.
            let shows = |it: &Diagnostic| {
                it.id == "DRS-S016" && it.instance == error.instance || [it.span.start, it.span.end] == error.span
            };
            let exact = report.diagnostics.iter().any(shows);
            let placed = report.diagnostics.iter().any(|it| it.instance == error.instance);
            let named = report.diagnostics.iter().all(|it| ids(error).contains(&&*it.id));
            let kind = if error.rule.is_some() { "rule" } else { error.keyword };
            let tally = tallies.entry(kind.to_owned()).or_default();
            tally.cases += 1;
            tally.diagnostics += report.diagnostics.len();
            tally.exact += usize::from(exact);
            tally.placed += usize::from(placed);
            tally.named += usize::from(named);
            if report.diagnostics.len() != 1 || !exact || !placed || !named {
                odd.push(format!("{} {:?}\n{}\n{}", case.id, error, case.document, shown(&report.diagnostics)));
            }
        }
        (tallies, odd)
    });
    let mut all = Tally::default();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut odd = Vec::new();
    for (part, strange) in parts {
        odd.extend(strange);
        for (kind, it) in part {
            for sum in [&mut all, tallies.entry(kind).or_default()] {
                sum.cases += it.cases;
                sum.diagnostics += it.diagnostics;
                sum.exact += it.exact;
                sum.placed += it.placed;
                sum.named += it.named;
            }
        }
    }
    tallies.insert("all".to_owned(), all);
    for (kind, it) in &tallies {
        let share = |part: usize| part as f64 / it.cases as f64;
        println!(
            "{kind:22} {:6} mistakes, {:.4} diagnostics each, exact span {:.4}, instance {:.4}, id {:.4}",
            it.cases,
            share(it.diagnostics),
            share(it.exact),
            share(it.placed),
            share(it.named)
        );
    }
    assert!(all.cases > 10_000);
    assert!(
        odd.is_empty(),
        "{} of {} mistakes, such as\n{}",
        odd.len(),
        all.cases,
        odd[..odd.len().min(20)].join("\n")
    );
}
