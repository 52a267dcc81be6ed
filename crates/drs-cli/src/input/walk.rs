//! The documents in a folder.

use std::fs;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::item::Input;
use super::kind::{self, Kind};
use super::reason::reason;

/// The folder into which packages of JavaScript are installed, with thousands of JSON files.
const PACKAGES: &str = "node_modules";

/// How the names of the journals end that `drs run` keeps beside request files.
const JOURNAL: &str = ".run.jsonl";

/// The entries of folders that were passed over, by reason.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Skipped {
    /// Files with other endings.
    pub(crate) other_endings: u64,
    /// Hidden files and folders, and folders of packages.
    pub(crate) private: u64,
    /// Journals of runs.
    pub(crate) journals: u64,
    /// Pipes, devices and sockets: they are read only if they are named.
    pub(crate) streams: u64,
    /// Links to nothing, if their names are not those of documents.
    pub(crate) dead_links: u64,
    /// Links to a folder that they are in.
    pub(crate) loops: u64,
}

/// Adds the documents in a folder to `list`. Returns whether a link was followed, so that a file may have several names.
pub(crate) fn walk(folder: &Path, list: &mut Vec<Input>, skipped: &mut Skipped) -> bool {
    let before = list.len();
    let mut has_links = false;
    let mut entries = WalkDir::new(folder).sort_by_file_name().follow_links(true).into_iter();
    while let Some(entry) = entries.next() {
        let is_named = entry.as_ref().map_or_else(walkdir::Error::depth, DirEntry::depth) == 0;
        let path = entry.as_ref().map_or_else(walkdir::Error::path, |entry| Some(entry.path()));
        if !is_named && path.is_some_and(is_private) {
            skipped.private += 1;
            if entry.is_ok_and(|entry| entry.file_type().is_dir()) {
                entries.skip_current_dir();
            }
            continue;
        }
        match entry {
            Ok(entry) => {
                has_links |= entry.path_is_symlink();
                let is = entry.file_type();
                match Kind::of(entry.path()) {
                    _ if is.is_dir() => {}
                    _ if !is.is_file() => skipped.streams += 1,
                    _ if !is_named && is_journal(entry.path()) => skipped.journals += 1,
                    Some(kind) => list.push(Input::File(entry.into_path(), kind)),
                    None => skipped.other_endings += 1,
                }
            }
            Err(error) if error.loop_ancestor().is_some() => skipped.loops += 1,
            Err(error) => match error.path().filter(|path| is_dead_link(path)) {
                // The reason is reported when it is opened.
                Some(link) if let Some(kind) = Kind::of(link) => list.push(Input::File(link.to_owned(), kind)),
                Some(_) => skipped.dead_links += 1,
                None => list.push(Input::Failure {
                    name: error.path().unwrap_or(folder).display().to_string(),
                    error: error.io_error().map_or_else(|| error.to_string(), reason),
                    help: None,
                }),
            },
        }
    }
    if list.len() == before {
        list.push(Input::Failure {
            name: folder.display().to_string(),
            error: "the folder contains no documents".to_owned(),
            help: Some(format!("documents are files whose names end in {}", kind::endings())),
        });
    }
    has_links
}

/// Whether a file or folder belongs to a program and not to an author of requests: it is hidden, or contains packages.
fn is_private(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name == PACKAGES || name.as_encoded_bytes().starts_with(b".")
}

fn is_journal(path: &Path) -> bool {
    path.file_name().unwrap_or_default().as_encoded_bytes().ends_with(JOURNAL.as_bytes())
}

/// Whether a path is a link that leads nowhere.
fn is_dead_link(path: &Path) -> bool {
    path.is_symlink() && fs::metadata(path).is_err()
}
