//! From PATH arguments to the documents to check: files, folders and standard input.

mod stamp;
mod syntax;
mod text;

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

pub(crate) use stamp::Stamp;
pub(crate) use syntax::guess_syntax;
pub(crate) use text::{read, reason};

/// The endings of request files, without the dot, and the kind of text in such a file.
const ENDINGS: [(&str, Kind); 5] = [
    ("json", Kind::Json),
    ("yaml", Kind::Yaml),
    ("yml", Kind::Yaml),
    ("jsonl", Kind::JsonLines),
    ("ndjson", Kind::JsonLines),
];

/// The folder into which packages of JavaScript are installed, with thousands of JSON files.
const PACKAGES: &str = "node_modules";

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

/// One thing to check, or the reason why it cannot be.
#[derive(Debug)]
pub(crate) enum Input {
    /// A file.
    File(PathBuf, Kind),
    /// Standard input.
    Stdin(Kind),
    /// Something that was named but cannot be checked.
    Failure {
        /// As the user named it.
        name: String,
        /// The reason.
        error: String,
        /// The remedy.
        help: Option<String>,
    },
}

/// The inputs that PATH arguments name, in order.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// The inputs to check.
    pub(crate) list: Vec<Input>,
    /// Files of folders that were passed over because of their ending.
    pub(crate) skipped: u64,
    /// Files and folders inside folders that were passed over because of their name, see [`is_private`].
    pub(crate) private: u64,
}

/// Finds the inputs that the arguments name. Nothing is read but folders. With `jsonl`, standard input and the files that are
/// named are JSON Lines whatever their ending.
pub(crate) fn collect(paths: &[PathBuf], jsonl: bool) -> Inputs {
    let mut found = Inputs::default();
    for path in paths {
        if path.as_os_str() == "-" {
            found.list.push(Input::Stdin(if jsonl { Kind::JsonLines } else { Kind::Unknown }));
        } else if path.is_dir() {
            walk(path, &mut found);
        } else {
            let kind = if jsonl { Kind::JsonLines } else { kind_of(path).unwrap_or(Kind::Unknown) };
            found.list.push(Input::File(path.clone(), kind));
        }
    }
    found
}

fn walk(folder: &Path, found: &mut Inputs) {
    let before = found.list.len();
    let mut entries = WalkDir::new(folder).sort_by_file_name().follow_links(true).into_iter();
    while let Some(entry) = entries.next() {
        let is_named = entry.as_ref().map_or_else(walkdir::Error::depth, DirEntry::depth) == 0;
        let path = entry.as_ref().map_or_else(walkdir::Error::path, |entry| Some(entry.path()));
        if !is_named && path.is_some_and(is_private) {
            found.private += 1;
            if entry.is_ok_and(|entry| entry.file_type().is_dir()) {
                entries.skip_current_dir();
            }
            continue;
        }
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => match kind_of(entry.path()).filter(|_| entry.file_type().is_file()) {
                Some(kind) => found.list.push(Input::File(entry.into_path(), kind)),
                None => found.skipped += 1,
            },
            Err(error) => found.list.push(Input::Failure {
                name: error.path().unwrap_or(folder).display().to_string(),
                error: error.io_error().map_or_else(|| error.to_string(), reason),
                help: None,
            }),
        }
    }
    if found.list.len() == before {
        found.list.push(Input::Failure {
            name: folder.display().to_string(),
            error: "the folder contains no documents".to_owned(),
            help: Some(format!("documents are files whose names end in {}", endings())),
        });
    }
}

/// Whether a file or folder belongs to a program and not to whoever writes requests: it is hidden, or holds packages.
fn is_private(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name == PACKAGES || name.as_encoded_bytes().starts_with(b".")
}

/// The kind of text in a file with this ending; `None` if it is not that of a request.
fn kind_of(path: &Path) -> Option<Kind> {
    let ending = path.extension()?.to_str()?;
    ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, kind)| *kind)
}

fn endings() -> String {
    ENDINGS.map(|(ending, _)| format!("`.{ending}`")).join(", ")
}
