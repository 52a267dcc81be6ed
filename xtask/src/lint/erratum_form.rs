//! An erratum says in a short sentence of its own what the document says, what is so in truth, and who shows it.
//!
//! Every aspect is named once. Two equal sentences would say that there is no deviation.

use super::{Lint, Stage, Subject};
use crate::bundle::grammar::Kind;
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L039", name: "erratum-form", file: include_str!("erratum_form.rs"), stage: Stage::Contract(check) };

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
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

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_errata_that_say_nothing() {
        assert_snapshot!(schemas(&LINT, r#"components:
  schemas:
    Thing:
      type: object
      x-drs-erratum: {says: The same., actually: The same., source: "", aspects: [type, type]}
    ProjectId: {type: string}
"#), @r#"
        error[DRS-L039]: `says` of an erratum is one short sentence without a full stop
         --> spec/schemas/thing.yaml:5:7
          |
        5 |       x-drs-erratum: {says: The same., actually: The same., source: "", aspects: [type, type]}
          |       ^^^^^^^^^^^^^

        error[DRS-L039]: `actually` of an erratum is one short sentence without a full stop
         --> spec/schemas/thing.yaml:5:7
          |
        5 |       x-drs-erratum: {says: The same., actually: The same., source: "", aspects: [type, type]}
          |       ^^^^^^^^^^^^^

        error[DRS-L039]: `source` of this erratum is empty
         --> spec/schemas/thing.yaml:5:7
          |
        5 |       x-drs-erratum: {says: The same., actually: The same., source: "", aspects: [type, type]}
          |       ^^^^^^^^^^^^^

        error[DRS-L039]: this erratum says the same twice
         --> spec/schemas/thing.yaml:5:7
          |
        5 |       x-drs-erratum: {says: The same., actually: The same., source: "", aspects: [type, type]}
          |       ^^^^^^^^^^^^^

        error[DRS-L039]: this aspect is named twice
         --> spec/schemas/thing.yaml:5:89
          |
        5 |       x-drs-erratum: {says: The same., actually: The same., source: "", aspects: [type, type]}
          |                                                                                         ^^^^
        "#);
    }
}
