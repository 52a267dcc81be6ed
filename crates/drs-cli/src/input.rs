//! From PATH arguments to the documents to check: files, folders and standard input.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::stamp::Stamp;

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

/// How a file with this ending holds documents; `None` if it is not that of a request.
fn kind_of(path: &Path) -> Option<Kind> {
    let ending = path.extension()?.to_str()?;
    ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, kind)| *kind)
}

fn endings() -> String {
    ENDINGS.map(|(ending, _)| format!("`.{ending}`")).join(", ")
}

/// What was read of a text.
#[derive(Debug)]
pub(crate) struct Held {
    /// The text, or the beginning of one that is too long.
    pub(crate) bytes: Vec<u8>,
    /// Whether the text goes on.
    pub(crate) is_cut: bool,
    /// The file as it was before it was read; `None` for standard input.
    pub(crate) stamp: Option<Stamp>,
}

impl Held {
    /// Copies the text, all of it, whatever its length: `from` has what was not read. Returns the length of that.
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    pub(crate) fn pass_on(&self, mut from: impl Read, mut to: impl Write) -> io::Result<u64> {
        to.write_all(&self.bytes)?;
        let rest = if self.is_cut { io::copy(&mut from, &mut to)? } else { 0 };
        to.flush()?;
        Ok(rest)
    }
}

/// Reads a file, or standard input for `None`: one byte more than `most`, so that a text that is too long is known to be
/// without being held.
///
/// # Errors
///
/// The reason, as a phrase without the file's name.
pub(crate) fn read(path: Option<&Path>, most: usize) -> Result<Held, String> {
    let held = match path {
        Some(path) => File::open(path).and_then(|file| {
            let metadata = file.metadata()?;
            let length = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
            hold(file, most, length.min(most + 1)).map(|held| Held { stamp: Some(Stamp::of(&metadata)), ..held })
        }),
        None => hold(io::stdin().lock(), most, 0),
    };
    held.map_err(|error| reason(&error))
}

fn hold(from: impl Read, most: usize, guess: usize) -> io::Result<Held> {
    let mut bytes = Vec::with_capacity(guess);
    from.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(Held { is_cut: bytes.len() > most, bytes, stamp: None })
}

/// The operating system's reason, in this program's voice.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::hold;

    #[test]
    fn a_text_is_passed_on_whole_however_long() {
        let text = b"0123456789";
        for (most, held) in [(0, 1), (4, 5), (9, 10), (10, 10), (11, 10)] {
            let mut from = &text[..];
            let read = hold(&mut from, most, 0).expect("memory can be read");
            assert_eq!((read.bytes.len(), read.is_cut), (held, most < 10), "{most}");
            let mut to = Vec::new();
            let rest = read.pass_on(from, &mut to).expect("memory takes everything");
            assert_eq!((to.as_slice(), rest), (&text[..], 10 - held as u64), "{most}");
        }
    }
}
