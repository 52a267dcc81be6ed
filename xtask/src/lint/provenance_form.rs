//! A source is exactly one thing: a table of a document, an SDK, the Terraform provider or another page.
//!
//! Documents are named by their number, in three digits, and the ledger (`spec/ledger/<number>.csv`) has the table and, where the
//! source names a field, its row.

use super::{Lint, Stage, Subject};
use crate::bundle::grammar::Kind;
use crate::ledger;
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L038",
    name: "provenance-form",
    file: include_str!("provenance_form.rs"),
    stage: Stage::Contract(check),
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let rows = match ledger::read(&subject.contract.files) {
        Ok(rows) => rows,
        Err(error) => {
            findings.push(Finding::new(
                &LINT,
                subject.contract.bundle.at,
                format!("the ledger cannot be read: {error}"),
            ));
            return;
        }
    };
    for node in subject.of_kind(Kind::Source) {
        let kinds = ["document", "sdk", "terraform", "page"].into_iter().filter(|key| node.value.has(key)).count();
        if kinds != 1 {
            findings.push(Finding::new(
                &LINT,
                node.at,
                "a source is one of `document` with `table`, `sdk`, `terraform` and `page`",
            ));
            continue;
        }
        let Some(document) = node.value.get("document") else { continue };
        let number = document.as_str().unwrap_or_default();
        let Some(table) = node.value.get("table").and_then(Value::as_integer) else {
            findings.push(Finding::new(&LINT, node.at, "a document is named with the table").help("add `table`"));
            continue;
        };
        if !rows.iter().any(|row| row.document == number) {
            findings.push(Finding::new(
                &LINT,
                document.at,
                format!("there is no document `{number}` in `spec/ledger/`"),
            ));
            continue;
        }
        let field = node.value.get("field").and_then(Value::as_str);
        let stands = |row: &ledger::Row| {
            row.document == number && i64::from(row.table) == table && field.is_none_or(|field| row.field == field)
        };
        if !rows.iter().any(stands) {
            let row = field.map(|field| format!(" with `{field}`")).unwrap_or_default();
            findings.push(Finding::new(&LINT, node.at, format!("document `{number}` has no table {table}{row}")));
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_sources_that_cannot_be_looked_up() {
        assert_snapshot!(schemas(&LINT, r#"components:
  schemas:
    Thing:
      type: object
      x-drs-source:
        - {document: "001", table: 9}
        - {document: "001", table: 2, field: nmae}
        - {document: "009", table: 1}
        - {document: "001"}
        - {sdk: a, page: b}
    ProjectId: {type: string}
"#), @r#"
        error[DRS-L038]: document `001` has no table 9
         --> spec/schemas/thing.yaml:6:11
          |
        6 |         - {document: "001", table: 9}
          |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^

        error[DRS-L038]: document `001` has no table 2 with `nmae`
         --> spec/schemas/thing.yaml:7:11
          |
        7 |         - {document: "001", table: 2, field: nmae}
          |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        error[DRS-L038]: there is no document `009` in `spec/ledger/`
         --> spec/schemas/thing.yaml:8:22
          |
        8 |         - {document: "009", table: 1}
          |                      ^^^^^

        error[DRS-L038]: a document is named with the table
         --> spec/schemas/thing.yaml:9:11
          |
        9 |         - {document: "001"}
          |           ^^^^^^^^^^^^^^^^^
          |
          = help: add `table`

        error[DRS-L038]: a source is one of `document` with `table`, `sdk`, `terraform` and `page`
          --> spec/schemas/thing.yaml:10:11
           |
        10 |         - {sdk: a, page: b}
           |           ^^^^^^^^^^^^^^^^^
        "#);
    }
}
