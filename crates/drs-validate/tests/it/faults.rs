//! One mistake gives one diagnostic, at the place of the mistake.

use std::collections::BTreeMap;

use drs_diag::Diagnostic;
use drs_text::{Limits, Pointer};
use drs_validate::{Input, Options, check, check_detected};

use crate::corpus::{Case, each_case, each_case_of, holder};
use crate::support::{all, shown};

/// What became of the cases of one kind.
#[derive(Default)]
struct Tally {
    cases: usize,
    diagnostics: usize,
    unplaced: usize,
    other_ids: usize,
    fixes: usize,
    valid: usize,
    unrecognised: usize,
    mistaken: usize,
}

#[test]
fn one_mistake_gives_one_diagnostic() {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut odd = Vec::new();
    each_case(|case| {
        let text = serde_json::to_string(&case.document).unwrap();
        let report = check(case.operation, Input::json(&text), &all());
        let tally = tallies.entry(case.kind).or_default();
        let errors: Vec<_> = report.diagnostics.iter().collect();
        let found = check_detected(Input::json(&text), &Options { max_diagnostics: 1, ..Options::default() }).operation;
        tally.unrecognised += usize::from(found.is_none());
        tally.mistaken += usize::from(found.is_some_and(|found| found != case.operation));
        tally.cases += 1;
        tally.diagnostics += errors.len();
        let placed = errors.iter().any(|it| is_at(&case, &it.pointer) && shows(&text, &it.pointer, it.span));
        let named = errors.iter().all(|it| case.ids.contains(&&*it.id));
        tally.unplaced += usize::from(!placed);
        tally.other_ids += usize::from(!named);
        if let [diagnostic] = &report.diagnostics[..] {
            tally.fixes += usize::from(diagnostic.fix.is_some());
            tally.valid += usize::from(is_mended(&case, &text, diagnostic));
        }
        if found.is_some_and(|found| found != case.operation) {
            odd.push(format!("{} taken for {found:?}: {} {}", case.operation, case.kind, case.pointer));
        }
        if errors.len() != 1 || !placed || !named {
            odd.push(format!("{} {} {} {}\n{}", case.operation, case.example, case.kind, case.pointer, shown(&report)));
        }
    });
    let sum = |part: fn(&Tally) -> usize| tallies.values().map(part).sum::<usize>();
    let (cases, diagnostics) = (sum(|it| it.cases), sum(|it| it.diagnostics));
    for (kind, tally) in &tallies {
        println!(
            "{kind:24} {:6} cases, {:6} diagnostics, {:4} not at the place, {:4} under another id, {:6} fixes, {:6} of them enough",
            tally.cases, tally.diagnostics, tally.unplaced, tally.other_ids, tally.fixes, tally.valid
        );
    }
    let (unrecognised, mistaken) = (sum(|it| it.unrecognised), sum(|it| it.mistaken));
    println!("{cases} cases, {diagnostics} diagnostics");
    println!("by shape {unrecognised} are not recognised and {mistaken} taken for another operation");
    for odd in odd.iter().take(std::env::var("SHOW").map_or(0, |n| n.parse().unwrap())) {
        println!("\n{odd}");
    }
    assert!(cases > 10_000);
    assert_eq!(sum(|it| it.unplaced), 0);
    assert!(odd.len() * 1000 <= cases, "{} of {cases}, such as\n{}", odd.len(), odd[..odd.len().min(5)].join("\n\n"));
    // Where all of `jobs` or `job` is gone, nothing is left to tell the operation by.
    assert_eq!(mistaken, 0);
    assert!(unrecognised * 50 <= cases);
}

#[test]
fn mistakes_in_yaml_are_those_in_json() {
    let mut number = 0;
    each_case(|case| {
        number += 1;
        if number % 23 == 0 {
            let text = serde_json::to_string_pretty(&case.document).unwrap();
            let told = |input| {
                let report = check(case.operation, input, &all());
                report.diagnostics.into_iter().map(|it| (it.id, it.pointer, it.message)).collect::<Vec<_>>()
            };
            assert_eq!(
                told(Input::json(&text)),
                told(Input::yaml(&text)),
                "{} {} {}",
                case.example,
                case.kind,
                case.pointer
            );
        }
    });
}

#[test]
fn two_mistakes_give_two_diagnostics() {
    let (mut cases, mut diagnostics, mut odd) = (0, 0, Vec::new());
    let mut number = 0;
    each_case(|first| {
        number += 1;
        if number % 401 != 0 {
            return;
        }
        // The second mistake is made in what is left sound by the first.
        let mut inner = 0;
        each_case_of(first.operation, &first.example, &first.document, |second| {
            inner += 1;
            let apart = !related(&first.pointer, &second.pointer) && !related(holder(&first), holder(&second));
            if inner % 97 != 0 || !apart {
                return;
            }
            let text = serde_json::to_string(&second.document).unwrap();
            let report = check(second.operation, Input::json(&text), &all());
            cases += 1;
            diagnostics += report.diagnostics.len();
            if report.diagnostics.len() != 2 {
                let places = format!("{} {}, {} {}", first.kind, first.pointer, second.kind, second.pointer);
                odd.push(format!("{} {} {places}\n{}", second.operation, second.example, shown(&report)));
            }
        });
    });
    println!("{cases} documents with two mistakes, {diagnostics} diagnostics");
    assert!(cases > 200);
    assert!(odd.len() * 100 <= cases, "{}", odd.join("\n\n"));
}

/// Whether one pointer leads into the other.
fn related(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

/// Applies the fix of a diagnostic, which must do away with it; tells whether the document is then valid.
fn is_mended(case: &Case, text: &str, diagnostic: &Diagnostic) -> bool {
    let Some(fix) = &diagnostic.fix else { return false };
    let mended = drs_text::apply(text, &fix.edits);
    let report = check(case.operation, Input::json(&mended), &all());
    let explain = || format!("{} {} {}\n{mended}\n{}", case.example, case.kind, case.pointer, shown(&report));
    let is_same = |it: &Diagnostic| it.id == diagnostic.id && it.pointer == diagnostic.pointer;
    assert!(!report.diagnostics.iter().any(|it| is_same(it) || it.id.starts_with("DRS-J")), "{}", explain());
    assert!(report.diagnostics.len() <= 1, "{}", explain());
    report.diagnostics.is_empty()
}

/// Whether a diagnostic is where the mistake is; a missing wrapper is told at the object inside it.
fn is_at(case: &Case, pointer: &str) -> bool {
    pointer == case.pointer || (case.kind.starts_with("one level") && pointer == holder(case))
}

/// Whether a span shows the value at a pointer, or its key.
fn shows(text: &str, pointer: &str, span: drs_text::Span) -> bool {
    let parsed = drs_text::json::parse(text.as_bytes(), &Limits::default());
    let tree = parsed.tree.unwrap();
    let node = Pointer::parse(pointer).unwrap().resolve(&tree).unwrap();
    let key = format!("\"{}\":", pointer.rsplit('/').next().unwrap());
    let is_key = text.get(span.start as usize..node.span().start as usize) == Some(&key);
    !span.is_empty() && (node.span().contains(span) || (is_key && span.end + 1 == node.span().start))
}
