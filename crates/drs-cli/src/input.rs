//! From PATH arguments to the documents to check: files, folders and standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use drs_text::Limits;
use walkdir::{DirEntry, WalkDir};

/// The endings of request files, without the dot, and how such a file holds documents.
const ENDINGS: [(&str, Kind); 5] = [
    ("json", Kind::Json),
    ("yaml", Kind::Yaml),
    ("yml", Kind::Yaml),
    ("jsonl", Kind::JsonLines),
    ("ndjson", Kind::JsonLines),
];

/// The folder into which packages of JavaScript are installed, with thousands of JSON files.
const PACKAGES: &str = "node_modules";

/// How a text holds documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The text is one JSON document.
    Json,
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
        /// What went wrong.
        error: String,
        /// What to do about it.
        help: Option<String>,
    },
}

/// What the PATH arguments stand for, in order.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// What to check.
    pub(crate) list: Vec<Input>,
    /// Files of folders that were passed over because of their ending.
    pub(crate) skipped: u64,
    /// Files and folders inside folders that were passed over because of their name, see [`is_private`].
    pub(crate) private: u64,
}

/// Finds what the arguments name. Nothing is read but folders. With `jsonl`, standard input and the files that are named
/// are JSON Lines whatever their ending.
pub(crate) fn collect(paths: &[PathBuf], jsonl: bool) -> Inputs {
    let mut found = Inputs::default();
    for path in paths {
        if path.as_os_str() == "-" {
            found.list.push(Input::Stdin(if jsonl { Kind::JsonLines } else { Kind::Json }));
        } else if path.is_dir() {
            walk(path, &mut found);
        } else {
            let kind = if jsonl { Kind::JsonLines } else { kind_of(path).unwrap_or(Kind::Json) };
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
            error: "the folder holds no documents".to_owned(),
            help: Some(format!("documents are files that end in {}", endings())),
        });
    }
}

/// Whether a file or folder belongs to a program and not to whoever writes requests: it is hidden, or holds packages.
fn is_private(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name == PACKAGES || name.as_encoded_bytes().starts_with(b".")
}

/// How a file with this ending holds documents; `None` if it is not that of a request.
fn kind_of(path: &Path) -> Option<Kind> {
    let ending = path.extension()?.to_str()?;
    ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, kind)| *kind)
}

fn endings() -> String {
    ENDINGS.map(|(ending, _)| format!("`.{ending}`")).join(", ")
}

/// Reads a file, or standard input for `None`: one byte more than a document may have at most, so that one that is too
/// large is known to be without being held.
///
/// # Errors
///
/// The reason, as a phrase without the file's name.
pub(crate) fn read(path: Option<&Path>) -> Result<Vec<u8>, String> {
    let most = u64::from(Limits::default().bytes) + 1;
    let bytes = match path {
        Some(path) => File::open(path).and_then(|file| {
            let length = file.metadata().map_or(0, |metadata| metadata.len()).min(most);
            read_all(file.take(most), usize::try_from(length).unwrap_or(0))
        }),
        None => read_all(io::stdin().lock().take(most), 0),
    };
    bytes.map_err(|error| reason(&error))
}

fn read_all(mut from: impl Read, guess: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(guess);
    from.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The operating system's reason, in this program's voice.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
