//! Whether the tests notice what is said of a document, as they compare it.

use std::collections::BTreeSet;

use crate::corpus::{Case, Outcome};
use crate::mutants::interpret::Said;
use crate::mutants::probe::Probe;

/// Whether the tests notice that this is said of a document of a form.
pub(super) fn differs(outcome: &Outcome, said: &Said) -> bool {
    let warnings = said.warnings.iter().collect::<BTreeSet<_>>() != outcome.warnings.iter().collect();
    said.broken || said.reasons.is_empty() != outcome.valid || (outcome.valid && warnings)
}

/// Whether the tests notice that this is said of a case's document.
pub(in crate::mutants) fn notices(probe: &Probe, said: &Said) -> bool {
    let case = &probe.case;
    // Functions are not in the tables, and neither is what is wrong with the text.
    if !case.beyond.is_empty() {
        return false;
    }
    let warnings: BTreeSet<&String> = case.warnings.iter().filter_map(|told| told.rule.as_ref()).collect();
    said.broken
        || said.reasons.is_empty() != case.valid
        || (case.valid && said.warnings.iter().collect::<BTreeSet<_>>() != warnings)
        || !fits(case, said)
}

/// Whether the mistake of a case is said to be what it is.
fn fits(case: &Case, said: &Said) -> bool {
    let Some(fault) = &case.fault else { return true };
    if let Some(rule) = &fault.rule {
        let ids = said.reasons.iter().map(|(_, keyword)| keyword).chain(&said.warnings);
        return ids.collect::<BTreeSet<_>>() == BTreeSet::from([rule]);
    }
    if fault.keyword == "additionalProperties" {
        return said.reasons.contains(&(fault.instance.clone(), fault.keyword.to_owned()));
    }
    let exact = ["minLength", "maxLength", "pattern", "enum", "maxItems", "required"];
    let same = |keyword: &str| keyword == fault.keyword || !exact.contains(&fault.keyword);
    said.reasons.iter().all(|(instance, keyword)| *instance == fault.instance && same(keyword))
}
