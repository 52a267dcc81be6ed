//! Every operation and every component says where it comes from (`x-drs-source`).
//!
//! Without a source nobody knows whether a limit is the vendor's or a mistake of ours.

use super::{Lint, Subject};
use crate::bundle::grammar::Kind;
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L037", name: "missing-provenance", file: include_str!("missing_provenance.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in &subject.nodes {
        let what = match node.kind {
            Kind::Operation => "an operation",
            Kind::Schema if node.is_component() => "a component",
            _ => continue,
        };
        if node.value.get("x-drs-source").is_none_or(|sources| sources.items().is_empty()) {
            let finding = Finding::new(&LINT, node.at, format!("{what} does not say where it comes from"))
                .help("add `x-drs-source` with the document and table, or the SDK, provider or page");
            findings.push(finding);
        }
    }
}
