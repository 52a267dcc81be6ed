//! An erratum says in a short sentence of its own what the document says, what is so in truth, and who shows it.
//!
//! Every aspect is named once. Two equal sentences would say that there is no deviation.

use super::{Lint, Subject};
use crate::bundle::grammar::Kind;
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L039", name: "erratum-format", file: include_str!("erratum_format.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.of_kind(Kind::Erratum) {
        let text = |key: &str| node.value.get(key).and_then(Value::as_str).unwrap_or_default().trim();
        for key in ["says", "actually", "source"] {
            if text(key).is_empty() {
                findings.push(Finding::new(&LINT, node.at, format!("`{key}` of this erratum is empty")));
            }
            if text(key).ends_with('.') || text(key).chars().count() > 300 {
                let message = format!("`{key}` of an erratum is one short sentence without a full stop");
                findings.push(Finding::new(&LINT, node.at, message));
            }
        }
        if text("says") == text("actually") {
            findings.push(Finding::new(&LINT, node.at, "this erratum says the same twice"));
        }
        let aspects = node.value.get("aspects").map(Value::items).unwrap_or_default();
        for (index, aspect) in aspects.iter().enumerate() {
            if aspects[..index].iter().any(|earlier| earlier.as_str() == aspect.as_str()) {
                findings.push(Finding::new(&LINT, aspect.at, "this aspect is named twice"));
            }
        }
    }
}
