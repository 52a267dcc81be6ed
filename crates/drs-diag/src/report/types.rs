//! The types of the report.

use serde::{Deserialize, Serialize};

use crate::severity::Severity;

/// What was found in all documents of one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "report-schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1", title = "Report"))]
pub struct JsonReport {
    /// One entry for each document, in the order of checking. Of a JSON Lines file only lines with diagnostics have one.
    pub files: Vec<FileReport>,
    /// The counts over all documents.
    pub summary: SummaryReport,
}

/// One document: checked, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "report-schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
pub enum FileReport {
    /// It was checked.
    Checked(CheckedReport),
    /// It could not be checked.
    Unchecked(UncheckedReport),
}

/// A document that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "report-schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
pub struct CheckedReport {
    /// The file, as the user named it.
    pub path: String,
    /// Which document of the file: the line number in JSON Lines, the index from 1 in a stream of YAML documents. Absent
    /// where the file is one document.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "report-schema", schemars(with = "u64"))]
    pub document: Option<u64>,
    /// What tells the record that holds the document from others, as text; `***` where it may be a secret.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "report-schema", schemars(with = "String"))]
    pub key: Option<String>,
    /// What the document was checked as; null when that is not known.
    #[cfg_attr(feature = "report-schema", schemars(schema_with = "string_or_null"))]
    pub operation: Option<String>,
    /// Whether it has no error; warnings do not count.
    pub valid: bool,
    /// What was found, in the order of the text.
    pub diagnostics: Vec<DiagnosticReport>,
    /// How many more diagnostics there are, which are not in `diagnostics`.
    pub omitted: u64,
}

/// A document that could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "report-schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
pub struct UncheckedReport {
    /// The file, as the user named it.
    pub path: String,
    /// Which document of the file, as in a checked one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "report-schema", schemars(with = "u64"))]
    pub document: Option<u64>,
    /// What tells the record from others, as in a checked one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "report-schema", schemars(with = "String"))]
    pub key: Option<String>,
    /// What the document was to be checked as; null when that is not known.
    #[cfg_attr(feature = "report-schema", schemars(schema_with = "string_or_null"))]
    pub operation: Option<String>,
    /// Always false.
    #[cfg_attr(feature = "report-schema", schemars(extend("const" = false)))]
    pub valid: bool,
    /// Why it could not be checked.
    pub error: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "report-schema", schemars(with = "String"))]
    pub help: Option<String>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "report-schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
pub struct DiagnosticReport {
    /// The stable id of the check.
    pub id: String,
    /// The id in words.
    pub name: String,
    /// Whether it makes the document invalid.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// JSON Pointer of the place at `line` and `column`. A key of more than 16 KiB is cut, with `…` behind.
    pub pointer: String,
    /// JSON Pointer of the value that fails its schema, in the same way.
    pub instance: String,
    /// The line where it starts.
    #[cfg_attr(feature = "report-schema", schemars(range(min = 1)))]
    pub line: u64,
    /// The column where it starts.
    #[cfg_attr(feature = "report-schema", schemars(range(min = 1)))]
    pub column: u64,
    /// The line where it ends.
    #[cfg_attr(feature = "report-schema", schemars(range(min = 1)))]
    pub end_line: u64,
    /// The column after its last character.
    #[cfg_attr(feature = "report-schema", schemars(range(min = 1)))]
    pub end_column: u64,
    /// How many bytes of the file come before it.
    pub byte_offset: u64,
    /// How many bytes it has; 0 for a place between two characters.
    pub byte_length: u64,
    /// Other places that have a part in it.
    pub related: Vec<RelatedReport>,
    /// The remedy.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "report-schema", schemars(with = "String"))]
    pub help: Option<String>,
    /// The remedy as edits. Absent also where the edits would show a secret.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "report-schema", schemars(with = "FixReport"))]
    pub fix: Option<FixReport>,
}

/// A second place that has a part in a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "report-schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
pub struct RelatedReport {
    /// What this place has to do with it.
    pub message: String,
    /// The line where it starts.
    #[cfg_attr(feature = "report-schema", schemars(range(min = 1)))]
    pub line: u64,
    /// The column where it starts.
    #[cfg_attr(feature = "report-schema", schemars(range(min = 1)))]
    pub column: u64,
    /// How many bytes of the file come before it.
    pub byte_offset: u64,
    /// How many bytes it has.
    pub byte_length: u64,
}

/// A change that is right whenever its finding is: all edits together, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "report-schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
pub struct FixReport {
    /// What the change does.
    pub message: String,
    /// The edits; they do not overlap, and their offsets are those of the file before any of them.
    pub edits: Vec<EditReport>,
}

/// A replacement of some bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "report-schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
pub struct EditReport {
    /// How many bytes of the file come before what is replaced.
    pub byte_offset: u64,
    /// How many bytes are replaced; 0 for an insertion.
    pub byte_length: u64,
    /// What takes their place.
    pub text: String,
}

/// The counts over all documents that were checked, including those that are not listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "report-schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
pub struct SummaryReport {
    /// Documents that were checked. Those with an `error` are not counted.
    pub documents: u64,
    /// Documents without an error.
    pub valid: u64,
    /// Documents with at least one error.
    pub invalid: u64,
    /// Errors, listed or not.
    pub errors: u64,
    /// Warnings, listed or not.
    pub warnings: u64,
}

/// One line of the format `json-lines`: a document as soon as it is checked, or, at last, the summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "report-schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
pub enum LineReport {
    /// A document: an entry of `files`.
    File(FileReport),
    /// The last line.
    Summary(SummaryLine),
}

/// The last line of the format `json-lines`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "report-schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
pub struct SummaryLine {
    /// The counts over all documents.
    pub summary: SummaryReport,
}

#[cfg(feature = "report-schema")]
fn string_or_null(_: &mut schemars1::SchemaGenerator) -> schemars1::Schema {
    schemars1::json_schema!({ "type": ["string", "null"] })
}
