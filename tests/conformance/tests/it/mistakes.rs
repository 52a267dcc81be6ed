//! What people make of mistakes: the operation that is recognised, fixes, YAML, and several mistakes at once.

use drs_diag::Diagnostic;
use drs_validate::{Input, Operation, Options, Report, check, check_detected};
use serde_json::Value;

use crate::cases::{CORPUS, all, assert_none, on_all, operation};
use crate::verdicts::shown;

/// Wherever all that distinguishes the operation is what is wrong, it may be unknown; it is never another one. In a folder called
/// like the operation, it is known.
#[test]
fn one_error_makes_a_request_none_of_another_operation() {
    let parts = on_all(|cases| {
        let (mut count, mut unknown, mut open, mut wrong) = (0, 0, 0, Vec::new());
        for case in cases.iter().filter(|case| case.single.is_some()) {
            let options = Options { max_diagnostics: 1, ..Options::default() };
            let in_folder = Options { preferred: Some(operation(&case.operation)), ..options };
            count += 1;
            let in_its_folder = check_detected(Input::json(&case.document), &in_folder).operation;
            unknown += usize::from(in_its_folder.is_none());
            let found = check_detected(Input::json(&case.document), &options).operation;
            open += usize::from(found.is_none());
            // `{"job": []}` is one slip from two operations, and so is `jobs` for `job`.
            let is_distinct = case.document.len() > 25 && !case.id.ends_with("/misspelt \"jobs\"");
            let is_other = |found: Operation| found != operation(&case.operation);
            if is_distinct && (found.is_some_and(is_other) || in_its_folder.is_some_and(is_other)) {
                wrong.push(format!("{} taken for {found:?}\n{}", case.id, case.document));
            }
        }
        ([count, unknown, open], wrong)
    });
    let sum = |index: usize| parts.iter().map(|(counts, _)| counts[index]).sum::<usize>();
    let [count, unknown, open] = [0, 1, 2].map(sum);
    println!("of {count} documents with one error, the operation of {unknown} is not recognised, elsewhere of {open}");
    assert!(count > 10_000 && unknown * 40 <= count && open * 14 <= count, "{unknown} and {open} of {count}");
    assert_none(parts.into_iter().map(|part| part.1).collect());
}

#[test]
fn a_fix_removes_its_diagnostic_and_adds_none() {
    let parts = on_all(|cases| {
        let (mut fixes, mut wrong) = (0, Vec::new());
        for case in cases.iter().filter(|case| case.single.is_some()) {
            let report = check(operation(&case.operation), Input::json(&case.document), &all());
            let [Diagnostic { fix: Some(fix), id, pointer, .. }] = &report.diagnostics[..] else { continue };
            let fixed = drs_text::apply(&case.document, &fix.edits);
            let after = check(operation(&case.operation), Input::json(&fixed), &all());
            let is_same = |it: &Diagnostic| it.id == *id && it.pointer == *pointer;
            // What was wrong before may keep a rule from being asked.
            let others = after.diagnostics.iter().filter(|it| !it.id.starts_with("DRS-P")).count();
            fixes += 1;
            if after.diagnostics.iter().any(|it| is_same(it) || it.id.starts_with("DRS-J")) || others > 1 {
                wrong.push(format!("{}\n{}\n{fixed}\n{}", case.id, case.document, shown(&after.diagnostics)));
            }
        }
        (fixes, wrong)
    });
    let fixes: usize = parts.iter().map(|part| part.0).sum();
    println!("{fixes} fixes");
    assert!(fixes > 1000, "{fixes} fixes");
    assert_none(parts.into_iter().map(|part| part.1).collect());
}

/// What is said of a document, but for how a remedy is written.
fn summary(report: Report) -> Vec<(String, String, String)> {
    report.diagnostics.into_iter().map(|it| (it.id.into_owned(), it.pointer, it.message)).collect()
}

#[test]
fn errors_in_yaml_are_those_in_json() {
    let singles = CORPUS.cases.iter().filter(|case| case.single.is_some());
    let mut count = 0;
    for case in singles.step_by(53).filter(|case| !case.document.contains('\\')) {
        let Ok(document) = serde_json::from_str::<Value>(&case.document) else { continue };
        let text = serde_json::to_string_pretty(&document).unwrap();
        let report = |input| summary(check(operation(&case.operation), input, &all()));
        let (json, yaml) = (report(Input::json(&text)), report(Input::yaml(&text)));
        // YAML has its own rules for some scalars, such as `1e30`.
        if !yaml.iter().any(|(id, ..)| id.starts_with("DRS-J")) {
            assert_eq!(json, yaml, "{}\n{text}", case.id);
            count += 1;
        }
    }
    assert!(count > 200, "{count} documents");
}

/// The pointers of all objects of a document.
fn objects(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            found.push(pointer.to_owned());
            for (key, member) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                objects(member, &format!("{pointer}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                objects(item, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// A member that nobody knows, beside another error in an object that has nothing to do with it.
#[test]
fn two_errors_give_two_diagnostics() {
    let singles = CORPUS.cases.iter().filter(|case| case.single.is_some() && case.beyond.is_empty());
    let (mut count, mut wrong) = (0, Vec::new());
    for case in singles.step_by(97) {
        let Ok(mut document) = serde_json::from_str::<Value>(&case.document) else { continue };
        // Written anew, a number of many digits may be another.
        if check(operation(&case.operation), Input::json(&document.to_string()), &all()).diagnostics.is_empty() {
            continue;
        }
        let instance = &case.single.as_ref().unwrap().instance;
        let mut places = Vec::new();
        objects(&document, "", &mut places);
        let is_apart = |place: &&String| !place.starts_with(instance.as_str()) && !instance.starts_with(place.as_str());
        let Some(place) = places.iter().rev().find(is_apart) else { continue };
        let Some(Value::Object(object)) = document.pointer_mut(place) else { continue };
        object.insert("unheard_of_by_anybody".to_owned(), Value::Null);
        let text = document.to_string();
        let report = check(operation(&case.operation), Input::json(&text), &all());
        // Under keys of the user's choice nothing is unknown.
        let is_map =
            !report.diagnostics.iter().any(|it| it.pointer.ends_with("/unheard_of_by_anybody") && it.id == "DRS-S002");
        if is_map {
            continue;
        }
        count += 1;
        if report.diagnostics.len() != 2 {
            wrong.push(format!("{} and {place}\n{text}\n{}", case.id, shown(&report.diagnostics)));
        }
    }
    println!("{count} documents with two errors");
    assert!(count > 100, "{count} documents");
    assert_none(vec![wrong]);
}
