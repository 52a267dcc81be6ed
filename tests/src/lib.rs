//! Harness of the tests in `it`: the files of the workspace, and what holds whatever the bytes are.

pub mod hostile;
pub mod properties;
pub mod seeds;

use std::fs;
use std::path::Path;

/// The root of the workspace.
///
/// # Panics
/// When the crate has been moved out of the workspace.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate lies in the workspace")
}

/// The text of a file, by its path from the root.
///
/// # Panics
/// When there is no such text file.
pub fn read(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names in a folder, sorted, by its path from the root.
///
/// # Panics
/// When there is no such folder.
pub fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(workspace().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut names: Vec<_> = entries
        .map(|entry| entry.expect("an entry of a folder").file_name().into_string().expect("a name in UTF-8"))
        .collect();
    names.sort();
    names
}
