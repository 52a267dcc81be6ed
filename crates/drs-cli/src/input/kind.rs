//! The documents of a text, by the name of its file.

use std::path::Path;

/// The endings of request files, without the dot, and the kind of text in such a file.
const ENDINGS: [(&str, Kind); 5] = [
    ("json", Kind::Json),
    ("yaml", Kind::Yaml),
    ("yml", Kind::Yaml),
    ("jsonl", Kind::JsonLines),
    ("ndjson", Kind::JsonLines),
];

/// The documents of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The text is one JSON document.
    Json,
    /// The text is one JSON document, or a stream of YAML documents if it begins like one.
    Unknown,
    /// The text is a stream of YAML documents.
    Yaml,
    /// Each line that is not blank is a JSON document.
    JsonLines,
}

impl Kind {
    /// The kind of text in a file with this name; `None` if the ending is not that of a request.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, kind)| *kind)
    }
}

/// The endings of request files, for messages.
pub(crate) fn endings() -> String {
    ENDINGS.map(|(ending, _)| format!("`.{ending}`")).join(", ")
}
