//! A source is exactly one thing: a table of a document, an SDK, the Terraform provider or another page.
//!
//! Documents are named by their number, in three digits, and the ledger (`spec/ledger/<number>.csv`) has the table and, where the
//! source names a field, its row.

use super::{Lint, Subject};
use crate::bundle::grammar::Kind;
use crate::ledger;
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L038", name: "provenance-format", file: include_str!("provenance_format.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
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
        let Some(document) = node.value.get("document") else {
            let texts = ["sdk", "terraform", "page"].into_iter().filter_map(|key| node.value.get(key));
            let blank = texts.filter(|text| text.as_str().is_none_or(|text| text.trim().is_empty()));
            findings.extend(blank.map(|text| Finding::new(&LINT, text.at, "this source does not say what was read")));
            continue;
        };
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
