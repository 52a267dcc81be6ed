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

/// The endings of compressed files, behind those of the text.
const COMPRESSED: [&str; 2] = ["gz", "zst"];

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
        let is_compressed =
            path.extension().is_some_and(|ending| COMPRESSED.iter().any(|it| ending.eq_ignore_ascii_case(it)));
        let name = if is_compressed { path.file_stem() } else { path.file_name() };
        let ending = Path::new(name?).extension()?.to_str()?;
        ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, kind)| *kind)
    }
}

/// The endings of request files, for messages.
pub(crate) fn endings() -> String {
    let compressed = COMPRESSED.map(|ending| format!("`.{ending}`")).join(" or ");
    format!("{}, perhaps followed by {compressed}", ENDINGS.map(|(ending, _)| format!("`.{ending}`")).join(", "))
}
