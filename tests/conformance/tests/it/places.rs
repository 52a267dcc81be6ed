//! Where mistakes are, compared with the published schemas.

use std::collections::BTreeMap;

use drs_diag::Severity;
use drs_validate::{Input, check};

use crate::cases::{all, assert_none, deviation, on_all, operation};
use crate::published::PublishedSchemas;
use crate::relation::{explains, relation};
use crate::verdicts::shown;

#[test]
fn mistakes_are_where_the_published_schemas_find_them() {
    let schemas = PublishedSchemas::new();
    let parts = on_all(|cases| {
        let mut wrong = Vec::new();
        let mut cascades: BTreeMap<String, usize> = BTreeMap::new();
        let mut compared = 0;
        for case in cases.iter().filter(|case| case.beyond.is_empty() && deviation(case).is_none()) {
            let Some(errors) =
                schemas.errors(operation(&case.operation), &case.document).filter(|errors| !errors.is_empty())
            else {
                continue;
            };
            let report = check(operation(&case.operation), Input::json(&case.document), &all());
            let diagnostics: Vec<_> = report.diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
            compared += 1;
            let stray = diagnostics.iter().any(|it| !errors.iter().any(|(place, _)| *place == it.instance));
            let mut unseen = false;
            for (place, keyword) in &errors {
                // The diagnostic that is about the error, if there is one, else the nearest.
                let related = diagnostics.iter().filter_map(|it| Some((it, relation(&it.instance, place)?)));
                let best = related.min_by_key(|(it, relation)| (*relation != "at it", !explains(&it.id, keyword)));
                match best {
                    // A rule on the items of a list, or on several members, is reported once, at the first.
                    None if diagnostics
                        .iter()
                        .any(|it| family(&it.id) == "rule" && are_beside(&it.instance, place)) =>
                    {
                        *cascades.entry(format!("rule {keyword} beside it")).or_default() += 1;
                    }
                    None => unseen = true,
                    Some((it, "at it")) if explains(&it.id, keyword) => {}
                    Some((it, relation)) => {
                        *cascades.entry(format!("{} {keyword} {relation}", family(&it.id))).or_default() += 1;
                    }
                }
            }
            if stray || unseen {
                let shown = shown(&report.diagnostics);
                wrong.push(format!("{}\n{}\n{shown}{errors:?}", case.id, case.document));
            }
        }
        (wrong, cascades, compared)
    });
    let (mut wrong, mut cascades, mut compared) = (Vec::new(), BTreeMap::new(), 0);
    for part in parts {
        wrong.extend(part.0);
        part.1.into_iter().for_each(|(kind, count)| *cascades.entry(kind).or_insert(0) += count);
        compared += part.2;
    }
    println!("{compared} refused documents compared\n{cascades:#?}");
    assert_none(vec![wrong]);
    assert!(compared > 10_000);
    // Errors of the schemas that follow from a mistake which is reported in another way.
    insta::assert_debug_snapshot!(cascades.keys().collect::<Vec<_>>(), @r#"
    [
        "DRS-S001 enum inside",
        "DRS-S002 required at it",
        "DRS-S003 anyOf around it",
        "DRS-S003 not at it",
        "DRS-S006 pattern at it",
        "DRS-S010 enum at it",
        "DRS-S010 maximum at it",
        "DRS-S010 minimum at it",
        "DRS-S020 required at it",
        "rule enum beside it",
        "rule enum inside",
        "rule minItems beside it",
        "rule minItems inside",
        "rule required beside it",
    ]
    "#);
}

/// Whether two pointers are those of members of one object, or differ in the numbers of items alone.
fn are_beside(one: &str, other: &str) -> bool {
    let without_numbers = |pointer: &str| pointer.replace(|c: char| c.is_ascii_digit(), "");
    let above = |pointer: &str| pointer.rsplit_once('/').map(|(above, _)| above.to_owned());
    without_numbers(one) == without_numbers(other) || (one != other && above(one) == above(other))
}

/// Rules are one family.
fn family(id: &str) -> &str {
    if id.starts_with("DRS-P") { "rule" } else { id }
}
