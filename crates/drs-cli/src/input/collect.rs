//! The inputs that PATH arguments name.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf, absolute};

use super::item::Input;
use super::kind::Kind;
use super::walk::{Skipped, walk};

/// The inputs that PATH arguments name, in order, each once.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// The inputs to check.
    pub(crate) list: Vec<Input>,
    /// The entries of folders that were passed over.
    pub(crate) skipped: Skipped,
}

/// Finds the inputs that the arguments name. Nothing is read but folders. With `jsonl`, standard input and the files that are
/// named are JSON Lines whatever their ending. `stdin_name` is the name of standard input.
pub(crate) fn collect(paths: &[PathBuf], jsonl: bool, stdin_name: Option<&Path>) -> Inputs {
    let mut inputs = Inputs::default();
    let mut has_links = false;
    let kind = |of_name: Option<Kind>| if jsonl { Kind::JsonLines } else { of_name.unwrap_or(Kind::Unknown) };
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.list.push(Input::Stdin(stdin_name.map(Path::to_owned), kind(stdin_name.and_then(Kind::of))));
            continue;
        }
        // A path that names nothing is reported when it is opened.
        match fs::metadata(path).map(|metadata| metadata.file_type()) {
            Ok(is) if is.is_dir() => has_links |= walk(path, &mut inputs.list, &mut inputs.skipped),
            Ok(is) if !is.is_file() || is_descriptor(path) => {
                inputs.list.push(Input::Stream(path.clone(), kind(Kind::of(path))));
            }
            _ => inputs.list.push(Input::File(path.clone(), kind(Kind::of(path)))),
        }
    }
    if paths.len() > 1 || has_links {
        remove_duplicates(&mut inputs.list);
    }
    inputs
}

/// Whether a path is that of something open already, such as `/dev/stdin`: a file that is read in this way was not named.
fn is_descriptor(path: &Path) -> bool {
    path == Path::new("/dev/stdin")
        || path.starts_with("/dev/fd")
        || (path.starts_with("/proc") && path.components().any(|part| part.as_os_str() == "fd"))
}

/// Keeps the first of several names of a file. Hard links are files of their own: replacing one leaves the other.
fn remove_duplicates(list: &mut Vec<Input>) {
    let mut seen = BTreeSet::new();
    list.retain(|input| match input {
        Input::File(path, _) | Input::Stream(path, _) => seen.insert(Some(identity(path))),
        Input::Stdin(..) => seen.insert(None),
        Input::Failure { .. } => true,
    });
}

/// What tells a file from others, whatever its name.
pub(crate) fn identity(path: &Path) -> PathBuf {
    // A pipe of `/dev/fd` and a file that is gone have no canonical path.
    fs::canonicalize(path).or_else(|_| absolute(path)).unwrap_or_else(|_| path.to_owned())
}
