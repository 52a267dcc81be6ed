//! What of the generated files is not what the contract says.

use std::fs;
use std::io;
use std::path::Path;

use crate::output::Output;

/// The folders codegen owns: every file in them is one of its outputs.
const OWNED: [&str; 2] = ["dist", "crates/*/src/generated"];

/// A file that is not what the contract says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stale {
    /// The file is missing.
    Missing(Output),
    /// The file has another text.
    Changed {
        /// What it should be.
        output: Output,
        /// What it is.
        found: String,
    },
    /// Nothing makes this file.
    Orphan(String),
}

impl Stale {
    /// Path of the file from the project root.
    pub fn path(&self) -> &str {
        match self {
            Self::Missing(output) | Self::Changed { output, .. } => &output.path,
            Self::Orphan(path) => path,
        }
    }
}

/// The outputs that differ from the files under `root`, and the files that no output makes.
///
/// # Errors
/// A file or folder cannot be read.
pub fn stale(root: &Path, outputs: &[Output]) -> io::Result<Vec<Stale>> {
    let mut stale = Vec::new();
    for output in outputs {
        match fs::read(root.join(&output.path)) {
            Ok(found) if found == output.text.as_bytes() => {}
            Ok(found) => {
                let found = String::from_utf8_lossy(&found).into_owned();
                stale.push(Stale::Changed { output: output.clone(), found });
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => stale.push(Stale::Missing(output.clone())),
            Err(error) => return Err(error),
        }
    }
    let known = |path: &String| outputs.iter().any(|output| output.path == *path);
    stale.extend(owned(root)?.into_iter().filter(|path| !known(path)).map(Stale::Orphan));
    Ok(stale)
}

/// Whether a path is in a folder that codegen owns.
pub(super) fn is_owned(path: &str) -> bool {
    OWNED.iter().any(|pattern| {
        let rest = match pattern.split_once("/*/") {
            None => path.strip_prefix(pattern),
            Some((parent, end)) => {
                let below = path.strip_prefix(parent).and_then(|rest| rest.strip_prefix('/'));
                below.and_then(|below| below.split_once('/')).and_then(|(_, rest)| rest.strip_prefix(end))
            }
        };
        rest.is_some_and(|rest| rest.starts_with('/'))
    })
}

/// Every file in a folder that codegen owns, by path from the project root.
///
/// # Errors
/// A folder cannot be read.
pub fn owned(root: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for pattern in OWNED {
        match pattern.split_once("/*/") {
            None => collect(root, pattern, &mut files)?,
            Some((parent, rest)) => {
                for name in names(&root.join(parent))? {
                    collect(root, &format!("{parent}/{name}/{rest}"), &mut files)?;
                }
            }
        }
    }
    files.sort();
    Ok(files)
}

fn collect(root: &Path, folder: &str, files: &mut Vec<String>) -> io::Result<()> {
    for name in names(&root.join(folder))? {
        let path = format!("{folder}/{name}");
        if root.join(&path).is_dir() {
            collect(root, &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// Names in a folder in order; none if there is no such folder.
pub(super) fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
