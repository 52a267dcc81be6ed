//! The ledger: `spec/ledger/<document>.csv`, a second transcription of the tables in the vendor's documents.
//!
//! Facts only, one row per field; a join with the contract ([`crate::audit`]) proves that the two copies agree.

use drs_text::Span;

use crate::files::Files;
use crate::value::Place;

/// A row of a table in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Number of the document, `000` to `004`.
    pub document: String,
    /// Number of the table.
    pub table: u32,
    /// `path`, `query`, `header`, `request` or `response-<status>`.
    pub place: String,
    /// What the table describes, as the document calls it.
    pub object: String,
    /// Name of the field.
    pub field: String,
    /// Type, in the document's words.
    pub kind: String,
    /// `Yes`, `No`, or empty where the document does not say.
    pub mandatory: String,
    /// Listed values; empty if the document lists none.
    pub values: Vec<String>,
    /// The default.
    pub default: Option<String>,
    /// Limits in the ledger's notation, one each.
    pub limits: Vec<String>,
    /// Where the row stands.
    pub at: Place,
}

impl Row {
    /// The row as people say it: document, table and field.
    pub fn show(&self) -> String {
        format!("{} table {} `{}`", self.document, self.table, self.field)
    }
}

/// Every row of every ledger file, in order.
///
/// # Errors
/// A file is not CSV with the nine columns, or a table number is none.
pub fn read(files: &Files) -> Result<Vec<Row>, csv::Error> {
    let mut rows = Vec::new();
    for id in files.in_folder("spec/ledger", "csv") {
        let file = files.get(id);
        let mut reader = csv::Reader::from_reader(file.text.as_bytes());
        for record in reader.records() {
            let record = record?;
            let start = record.position().map_or(0, csv::Position::byte);
            let start = u32::try_from(start).unwrap_or_default();
            let at = Place { file: id, span: line_at(&file.text, start) };
            let [table, place, object, field, kind, mandatory, values, default, limits] =
                record.deserialize::<[String; 9]>(None)?;
            rows.push(Row {
                document: file.stem().to_owned(),
                table: table.parse().unwrap_or_default(),
                place,
                object,
                field,
                kind,
                mandatory,
                values: split(&values, '|'),
                default: Some(default).filter(|default| !default.is_empty()),
                limits: split(&limits, ';'),
                at,
            });
        }
    }
    Ok(rows)
}

fn split(cell: &str, separator: char) -> Vec<String> {
    if cell.is_empty() {
        return Vec::new();
    }
    cell.split(separator)
        .map(|part| part.trim().to_owned())
        .map(|part| if part == "\"\"" { String::new() } else { part })
        .collect()
}

fn line_at(text: &str, start: u32) -> Span {
    let rest = text.get(start as usize..).unwrap_or_default();
    let skipped = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let start = start + u32::try_from(skipped).unwrap_or_default();
    let length = rest[skipped..].lines().next().map_or(0, str::len);
    Span::new(start, start + u32::try_from(length).unwrap_or_default())
}
