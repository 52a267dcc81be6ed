//! Findings in a value that YAML aliases repeat: each is reported once, with the places where it is used again.

use std::mem::discriminant;
use std::ptr;

use drs_diag::Diagnostic;
use drs_text::{Pointer, Span, Tree};

use crate::finding::{Finding, FindingKind};
use crate::instance_path::InstancePath;

/// Aliases that are shown with one diagnostic.
const MAX_SHOWN: usize = 5;

/// Joins the findings that say the same of the same text; `findings` are in the order of the walk.
pub(crate) fn merge(findings: Vec<Finding<'_>>) -> Vec<Finding<'_>> {
    let mut merged: Vec<Finding<'_>> = Vec::with_capacity(findings.len());
    let mut sorted = findings;
    sorted.sort_by_key(|finding| (finding.span.start, finding.span.end));
    for finding in sorted {
        let same_text = merged.iter_mut().rev().take_while(|other| other.span == finding.span);
        match same_text.into_iter().find(|other| is_same(&other.kind, &finding.kind)) {
            Some(first) => first.repeated.push(finding.instance),
            None => merged.push(finding),
        }
    }
    merged
}

/// Whether two findings about the same text say the same.
fn is_same(one: &FindingKind<'_>, other: &FindingKind<'_>) -> bool {
    discriminant(one) == discriminant(other) && subject(one) == subject(other)
}

/// The part of the contract that a finding is about, by its address.
fn subject(kind: &FindingKind<'_>) -> Option<*const ()> {
    match kind {
        FindingKind::Missing { property, .. } => Some(ptr::from_ref(*property).cast()),
        FindingKind::Unknown { owner, .. } => Some(ptr::from_ref(*owner).cast()),
        FindingKind::Misplaced { target, .. } => Some(ptr::from_ref(target.property).cast()),
        FindingKind::WrongType { schema, .. }
        | FindingKind::Wrapped { schema, .. }
        | FindingKind::NotAllowed { schema, .. }
        | FindingKind::Pattern { schema, .. } => Some(ptr::from_ref(*schema).cast()),
        FindingKind::Rule { rule, .. } => Some(ptr::from_ref(*rule).cast()),
        FindingKind::Length { limit, .. } | FindingKind::Items { limit, .. } => {
            Some(ptr::without_provenance(*limit as usize))
        }
        FindingKind::Range { .. }
        | FindingKind::Fraction { .. }
        | FindingKind::Unwrapped(_)
        | FindingKind::Reference
        | FindingKind::Placeholder { .. } => None,
    }
}

/// Adds the aliases by which what a finding is about is used again.
pub(crate) fn with_aliases(
    mut diagnostic: Diagnostic,
    finding: &Finding<'_>,
    paths: &InstancePath<'_>,
    tree: &Tree<'_>,
) -> Diagnostic {
    let places = [finding.instance].into_iter().chain(finding.repeated.iter().copied());
    let mut spans: Vec<Span> = places.filter_map(|place| alias(&paths.pointer(place), tree)).collect();
    spans.dedup();
    for span in spans.into_iter().take(MAX_SHOWN) {
        diagnostic = diagnostic.related("used again here", span);
    }
    diagnostic
}

/// The alias that put the value at a place there.
fn alias(pointer: &Pointer, tree: &Tree<'_>) -> Option<Span> {
    pointer.resolve(tree)?.alias()
}
