//! An id that is not used any more is listed in `spec/retired.yaml` and never given again.
//!
//! Reports, pages and other people's scripts name diagnostics by their ids, so an id that changed its meaning would mislead them. A
//! number between two ids is either an id or retired, which keeps the list complete.

use super::{Lint, Subject};
use std::collections::BTreeSet;

use crate::contract::Family;
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L063", name: "retired-ids", file: include_str!("retired_ids.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let contract = subject.contract;
    let retired = &contract.retired;
    for (id, reason) in retired.as_object().into_iter().flatten() {
        if Family::of(id).is_none() {
            findings.push(Finding::new(&LINT, reason.key, format!("`{id}` is not the id of a page")));
        }
        if reason.value.as_str().is_none_or(|reason| reason.trim().is_empty()) {
            findings.push(Finding::new(&LINT, reason.key, format!("`{id}` is retired without a reason")));
        }
        if let Some(page) = contract.pages.iter().find(|page| page.id == *id) {
            let finding = Finding::new(&LINT, page.at, format!("`{id}` is retired"))
                .help("take the next free id, which `cargo xtask new-rule` finds");
            findings.push(finding);
        }
    }
    let used: BTreeSet<&str> = contract.pages.iter().map(|page| page.id.as_str()).collect();
    let known: BTreeSet<&str> = used.iter().copied().chain(retired.members().map(|(id, _)| id)).collect();
    for last in [Family::Syntax, Family::Shape, Family::Payload].into_iter().filter_map(|family| family.last(&known)) {
        let (prefix, number) = last.split_at(5);
        for missing in (1..number.parse().unwrap_or(0)).map(|number: u32| format!("{prefix}{number:03}")) {
            if !known.contains(missing.as_str()) {
                let message = format!("`{missing}` has neither a page nor a reason for having none");
                let at = contract.pages.iter().find(|page| page.id == last).map_or(retired.at, |page| page.at);
                findings.push(Finding::new(&LINT, at, message).help("add it to `spec/retired.yaml`"));
            }
        }
    }
}
