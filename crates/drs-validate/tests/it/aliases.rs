//! A mistake in a value that aliases of YAML repeat is one mistake, shown with the aliases.

use drs_validate::{Report, Syntax};

use crate::support::{checked, ids};

const BATCH: &str = "\
jobs:
  - &first
    job_id: 5a4b3c2d-0000-4e36-8c42-cc44f78jb20r
    conflict_policy: ignroe
  - *first
  - &other {job_id: 6b4b3c2d-0000-4e36-8c42-cc44f78jb20r, conflict_policy: ignore}
  - *other
";

/// What each diagnostic says of other places, as the text there and its line.
fn related(report: &Report, text: &str) -> Vec<Vec<(String, usize)>> {
    let place = |it: &drs_diag::Related| {
        let start = it.span.start as usize;
        (text[start..it.span.end as usize].to_owned(), text[..start].matches('\n').count() + 1)
    };
    report.diagnostics.iter().map(|it| it.related.iter().map(place).collect()).collect()
}

#[test]
fn a_mistake_behind_an_alias_is_one_diagnostic_that_shows_the_alias() {
    let report = checked("batch_set_policy", BATCH.as_bytes(), Syntax::Yaml);
    assert_eq!(ids(&report), ["DRS-P066", "DRS-S004", "DRS-P066"]);
    assert_eq!((report.errors, report.warnings, report.omitted), (1, 2, 0));
    let (first, other) = (("*first".to_owned(), 5), ("*other".to_owned(), 7));
    assert_eq!(related(&report, BATCH), [vec![first.clone()], vec![first], vec![other]]);
}

#[test]
fn one_text_under_two_schemas_is_two_mistakes() {
    let text = "jobs:\n- job_id: &a 7\n  conflict_policy: *a\n";
    let report = checked("batch_set_policy", text.as_bytes(), Syntax::Yaml);
    assert_eq!(report.errors, 2, "{:?}", ids(&report));
}

#[test]
fn many_aliases_are_shown_in_part() {
    let text = format!("{BATCH}{}", "  - *first\n".repeat(20));
    let report = checked("batch_set_policy", text.as_bytes(), Syntax::Yaml);
    assert_eq!(related(&report, &text).iter().map(Vec::len).max(), Some(5));
}
