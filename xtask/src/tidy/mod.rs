//! The rules of the repository: which crate depends on which, where files are, how long they are, and what no file contains.
//!
//! These are the invariants of ARCHITECTURE.md that a compiler does not hold.

mod crates;
mod files;
mod secrets;
#[cfg(test)]
mod tests;
mod words;

use std::fmt;
use std::io::Write;
use std::path::Path;

use crate::status::Status;

/// Something that breaks a rule of the repository.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The file, from the project root.
    pub path: String,
    /// The line, from 1, if it is about one.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl Violation {
    fn new(path: &str, line: impl Into<Option<usize>>, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: line.into(), message: message.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.message),
            None => write!(f, "{}: {}", self.path, self.message),
        }
    }
}

/// A text file of the project.
#[derive(Clone, Debug)]
pub struct Text {
    /// Path from the project root with `/`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// Everything that is wrong with the project at `root`.
///
/// # Errors
/// A file cannot be read, or `cargo metadata` fails.
pub fn violations(root: &Path) -> anyhow::Result<Vec<Violation>> {
    let texts = files::read(root)?;
    let mut found = check(&texts);
    found.extend(crates::check(&crates::metadata(root)?));
    found.sort();
    Ok(found)
}

/// What is wrong with some files.
pub fn check(texts: &[Text]) -> Vec<Violation> {
    let mut found: Vec<Violation> =
        texts.iter().flat_map(|text| [files::check(text), words::check(text), secrets::check(text)].concat()).collect();
    found.sort();
    found
}

/// Prints what is wrong with the project at `root`.
///
/// # Errors
/// Something is wrong, or cannot be read.
pub fn run(root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let texts = files::read(root)?;
    status.say("Checking", &format!("{} files", texts.len()))?;
    let found = violations(root)?;
    for violation in &found {
        status.say("Failed", &violation.to_string())?;
    }
    if found.is_empty() {
        return Ok(());
    }
    anyhow::bail!("{} violations of the rules in ARCHITECTURE.md", found.len())
}
