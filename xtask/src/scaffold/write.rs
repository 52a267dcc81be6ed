//! Writing a skeleton, without ever overwriting anything.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::status::Status;

/// Writes files that are not there yet.
///
/// # Errors
/// A file is there already or cannot be written; nothing is written then.
pub(super) fn create(root: &Path, files: &[(String, String)], status: &mut Status<impl Write>) -> anyhow::Result<()> {
    for (path, _) in files {
        anyhow::ensure!(!root.join(path).exists(), "`{path}` is there already");
    }
    for (path, text) in files {
        let target = root.join(path);
        fs::create_dir_all(target.parent().unwrap_or(root))?;
        fs::write(&target, text)?;
        status.say("Writing", path)?;
    }
    Ok(())
}

/// Puts lines into a file, before the line that starts at a byte.
///
/// # Errors
/// The file cannot be read or written.
pub(super) fn insert(
    root: &Path,
    path: &str,
    at: usize,
    lines: &str,
    status: &mut Status<impl Write>,
) -> anyhow::Result<()> {
    let text = fs::read_to_string(root.join(path))?;
    let (before, after) = text.split_at(at);
    let feed = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    fs::write(root.join(path), [before, feed, lines, after].concat())?;
    status.say("Changing", path)?;
    Ok(())
}

/// The start of the line after the one that holds a byte.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |feed| at + feed + 1)
}

/// Whether a name is lower case words with one character between them.
pub(super) fn is_name(name: &str, between: char) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    name.starts_with(|first: char| first.is_ascii_lowercase()) && name.split(between).all(is_word)
}
