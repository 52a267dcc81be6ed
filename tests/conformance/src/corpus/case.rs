//! One document of the corpus with what is to be said of it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::expected::ExpectedError;

/// A document and the verdict that the contract gives it.
#[derive(Clone, Debug, Serialize)]
pub struct Case {
    /// What it is about and what was done to it: `update_job/UpdateJobReq.type/near: last character missing: "nam"`.
    pub id: String,
    /// The operation whose request it is.
    pub operation: String,
    /// The kind of case, such as `enum`.
    pub kind: &'static str,
    /// Whether the document is a valid request.
    pub valid: bool,
    /// Everything that JSON Schema refuses it for, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ExpectedError>,
    /// Everything that only `drs` refuses it for: rules that are functions, and what `Extra` lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beyond: Vec<ExpectedError>,
    /// Rules that warn.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<ExpectedError>,
    /// The one error that the document has, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub single: Option<SingleError>,
    /// Tools that are known to say something else or for other reasons, with their verdict.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tools: BTreeMap<&'static str, Deviation>,
    /// The text.
    pub document: String,
}

/// The one error of a document, made on purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SingleError {
    /// Keyword that it breaks.
    pub keyword: &'static str,
    /// The rule that it breaks, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The value that fails, as a JSON Pointer.
    pub instance: String,
    /// The bytes that a diagnostic is to show.
    pub span: [u32; 2],
}

/// A verdict of a tool that is not the contract's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deviation {
    /// What the tool says; a document that it cannot read is not valid.
    pub valid: bool,
    /// Why.
    pub why: &'static str,
}

/// What `drs` refuses that JSON Schema does not speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extra {
    /// Two members of one name.
    DuplicateKey,
    /// Half of a surrogate pair.
    LoneSurrogate,
    /// A number beyond binary floating point.
    NumberOutOfRange,
}

impl Extra {
    /// The name of the diagnostic.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::DuplicateKey => "duplicate-key",
            Self::LoneSurrogate => "lone-surrogate",
            Self::NumberOutOfRange => "number-out-of-range",
        }
    }
}

impl Case {
    /// The case as one line of JSON, without a line break.
    ///
    /// # Panics
    /// Never: it has text keys only.
    pub fn line(&self) -> String {
        serde_json::to_string(self).expect("a value with text keys can be written")
    }
}

/// A document with a gap, and the texts for the gap.
#[derive(Clone, Debug, Serialize)]
pub struct PatternCases {
    /// The place and, if it is one's, the rule: `update_job/SpeedLimitInfo.begin`.
    pub id: String,
    /// The operation whose request it is.
    pub operation: String,
    /// The document up to the text, which is written as a JSON string.
    pub before: String,
    /// The document after the text.
    pub after: String,
    /// Texts by the verdict on the document.
    pub groups: Vec<TextGroup>,
}

/// Texts that lead to one verdict.
#[derive(Clone, Debug, Serialize)]
pub struct TextGroup {
    /// Whether it is valid.
    pub valid: bool,
    /// Rules that warn, if it is.
    pub warnings: Vec<String>,
    /// The texts.
    pub texts: Vec<String>,
}

impl PatternCases {
    /// The document with a text in the gap.
    ///
    /// # Panics
    /// Never: text can be written as JSON.
    pub fn document(&self, text: &str) -> String {
        let text = serde_json::to_string(text).expect("text can be written as JSON");
        format!("{}{text}{}", self.before, self.after)
    }

    /// The cases as one line of JSON, without a line break.
    ///
    /// # Panics
    /// Never: it has text keys only.
    pub fn line(&self) -> String {
        serde_json::to_string(self).expect("a value with text keys can be written")
    }
}
